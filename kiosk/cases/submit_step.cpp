#include "kiosk/cases/submit_step.h"

#include "kiosk/cases/tools.h"

namespace doorstep::kiosk {

SubmitStep::SubmitStep(const Tools& tools, std::string caseId) : Step(tools), caseId_(std::move(caseId)) {
  connect(tools.outbox, &Outbox::changed, this, [this](const QString& changedCase) {
    if (changedCase.toStdString() == caseId_ && state() != Waiting && state() != Finished) look();
  });
}

QString SubmitStep::title() const {
  return say({"正在提交", "Handing it in"});
}

QString SubmitStep::helpText() const {
  return say({"机器正在把您的申请交给平台，请等一下。就算断了网，也只会提交一次，不会丢。",
              "Your application is being handed in, please wait. Even if the network fails it is handed in "
              "exactly once and is not lost."});
}

void SubmitStep::onStart() {
  work({"正在提交，请稍等……", "Handing it in, one moment…"});
  tools().outbox->attend(caseId_);
  if (state() == Working) look();
}

void SubmitStep::onRetry() {
  onStart();
}

void SubmitStep::look() {
  const auto* errand = tools().outbox->find(caseId_);
  if (!errand) return fail(problem("payment.gone", caseId_).value());
  if (errand->accepted) return finish();
  if (errand->owed()) return fail(problem("application.owed", caseId_).value());
  if (errand->problem) return fail(*errand->problem);
}

}  // namespace doorstep::kiosk
