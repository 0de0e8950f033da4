#pragma once

#include <map>
#include <string>
#include <vector>

#include "kiosk/cases/slip.h"
#include "kiosk/cases/step.h"
#include "kiosk/desk/badge.h"
#include "kiosk/desk/readiness.h"

namespace doorstep::kiosk {

// For staff who showed a badge while nobody is served: how the devices of this station are, what to do about
// those that are not well, their self-tests, and all of it on paper. Holds no citizen's data.
class StationStep : public doorstep::kiosk::Step {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("steps are made by the kiosk")
  Q_PROPERTY(QString staffText READ staffText NOTIFY changed)  // whose badge it was
  Q_PROPERTY(QString resultText READ resultText NOTIFY changed)
  Q_PROPERTY(bool allReady READ allReady NOTIFY changed)
  // [{id, title, ready, problem, remedy, testText, testPassed}]; the title says what it is and how it is
  Q_PROPERTY(QVariantList devices READ devices NOTIFY changed)
  Q_PROPERTY(bool canPrint READ canPrint NOTIFY changed)
  Q_PROPERTY(bool printing READ printing NOTIFY changed)
  Q_PROPERTY(QString printText READ printText NOTIFY changed)  // what became of the report on paper
  Q_PROPERTY(bool printProblem READ printProblem NOTIFY changed)

 public:
  StationStep(const Tools& tools, Badge badge);

  QString title() const override;
  QString helpText() const override;
  QString primaryText() const override;
  bool primaryEnabled() const override { return state() == Ready && !slip_.printing(); }
  QString staffText() const;
  QString resultText() const;
  bool allReady() const { return readiness_.ready(); }
  QVariantList devices() const;
  bool canPrint() const;
  bool printing() const { return slip_.printing(); }
  QString printText() const;
  bool printProblem() const { return slip_.problem().has_value(); }

  Q_INVOKABLE void printReport();

 private:
  void onStart() override;
  void onProceed() override;  // runs the self-test of every device, one after the other
  void onTick() override;
  void onLeave() override;
  void look();
  void testNext();
  QVariantMap shown(const DeviceReadiness& device) const;

  const Badge badge_;
  Readiness readiness_;
  std::map<std::string, devices::SelfTest> tests_;  // by device id; without their pictures
  std::vector<std::string> toTest_;                 // ids, the next one last
  Slip slip_;
};

}  // namespace doorstep::kiosk
