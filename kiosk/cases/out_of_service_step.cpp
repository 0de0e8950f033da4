#include "kiosk/cases/out_of_service_step.h"

#include "kiosk/cases/tools.h"
#include "kiosk/catalogue/catalogue.h"

namespace doorstep::kiosk {

OutOfServiceStep::OutOfServiceStep(const Tools& tools, std::optional<Problem> problem,
                                   std::vector<std::string> faults)
    : Step(tools), reason_(std::move(problem)), faults_(std::move(faults)) {}

QString OutOfServiceStep::title() const {
  return say({"这台机器暂停服务", "This machine is out of service"});
}

QString OutOfServiceStep::helpText() const {
  return say(
      {"这台机器现在不能办事，请到窗口办，或者打屏幕上的电话问一问。",
       "This machine cannot serve you now. Please go to the counter, or call the number on the screen."});
}

QString OutOfServiceStep::reasonText() const {
  if (reason_) return say(tools().catalogue->problemText(reason_->code).citizen);
  return say({"请到窗口办理，给您添麻烦了。", "Please come to the counter. We are sorry for the trouble."});
}

QString OutOfServiceStep::staffText() const {
  return reason_ ? say(tools().catalogue->problemText(reason_->code).staff) : QString();
}

QStringList OutOfServiceStep::faults() const {
  QStringList texts;
  if (reason_) texts << QString::fromStdString(reason_->code + ": " + reason_->detail);
  for (const auto& fault : faults_) texts << QString::fromStdString(fault);
  return texts;
}

}  // namespace doorstep::kiosk
