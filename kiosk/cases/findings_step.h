#pragma once

#include "kiosk/cases/citizen.h"
#include "kiosk/cases/open_case.h"
#include "kiosk/cases/slip.h"
#include "kiosk/cases/step.h"

namespace doorstep::kiosk {

// Can it be done today? Every condition at once, with the way to put right what fails, on paper if wanted.
class FindingsStep : public doorstep::kiosk::Step {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("steps are made by the kiosk")
  Q_PROPERTY(Verdict verdict READ verdict NOTIFY changed)
  Q_PROPERTY(QString verdictText READ verdictText NOTIFY changed)
  // [{title, result: "pass" | "fail" | "unknown", reason, remedy, where, law, phone}], failing first
  Q_PROPERTY(QVariantList findings READ findings NOTIFY changed)
  Q_PROPERTY(int passedCount READ passedCount NOTIFY changed)
  Q_PROPERTY(QString noticeQr READ noticeQr NOTIFY changed)
  Q_PROPERTY(bool noticePrinted READ noticePrinted NOTIFY changed)
  Q_PROPERTY(bool printing READ printing NOTIFY changed)

 public:
  enum Verdict { CanApply, CannotApply, ToCounter, Unknown };
  Q_ENUM(Verdict)

  FindingsStep(const Tools& tools, std::shared_ptr<const Citizen> citizen, std::shared_ptr<OpenCase> open);

  QString title() const override;
  QString helpText() const override;
  QString primaryText() const override;
  bool primaryEnabled() const override;
  Verdict verdict() const;
  QString verdictText() const;
  QVariantList findings() const;
  int passedCount() const;
  QString noticeQr() const;
  bool noticePrinted() const { return slip_.printed(); }
  bool printing() const { return slip_.printing(); }

  Q_INVOKABLE void printNotice();

 private:
  void onStart() override;
  void onProceed() override;
  void onLeave() override;
  void decided(Outcome<services::Eligibility> eligibility);

  const std::shared_ptr<const Citizen> citizen_;
  const std::shared_ptr<OpenCase> open_;
  Slip slip_;
};

}  // namespace doorstep::kiosk
