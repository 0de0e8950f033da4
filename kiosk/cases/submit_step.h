#pragma once

#include "kiosk/cases/step.h"
#include "kiosk/journal/outbox.h"

namespace doorstep::kiosk {

// Handing the case in. Only watches: the outbox sends once, and asks when it does not know.
class SubmitStep : public doorstep::kiosk::Step {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("steps are made by the kiosk")

 public:
  SubmitStep(const Tools& tools, std::string caseId);

  QString title() const override;
  QString helpText() const override;

 private:
  void onStart() override;
  void onRetry() override;
  bool retriesByItself() const override { return false; }  // the outbox does
  void look();

  const std::string caseId_;
};

}  // namespace doorstep::kiosk
