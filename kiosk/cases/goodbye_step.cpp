#include "kiosk/cases/goodbye_step.h"

#include "kiosk/cases/tools.h"
#include "kiosk/catalogue/catalogue.h"

namespace doorstep::kiosk {

GoodbyeStep::GoodbyeStep(const Tools& tools, Localized text)
    : Step(tools), text_(std::move(text)), secondsLeft_(tools.catalogue->station().policies.goodbyeSeconds) {}

QString GoodbyeStep::title() const {
  return say({"再见，请慢走", "Goodbye"});
}

QString GoodbyeStep::helpText() const {
  return say({"办完了，您的信息已经从这台机器上清掉。屏幕马上回到开始的一页。",
              "You are done and your data have been cleared from this machine. The screen returns to the "
              "first page in a moment."});
}

QString GoodbyeStep::text() const {
  return say(text_);
}

void GoodbyeStep::onTick() {
  if (--secondsLeft_ <= 0) return finish();
  emit changed();
}

}  // namespace doorstep::kiosk
