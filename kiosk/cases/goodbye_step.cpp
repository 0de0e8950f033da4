#include "kiosk/cases/goodbye_step.h"

#include "kiosk/cases/tools.h"
#include "kiosk/catalogue/catalogue.h"

namespace doorstep::kiosk {

GoodbyeStep::GoodbyeStep(const Tools& tools, Localized text)
    : Step(tools), text_(std::move(text)), secondsLeft_(tools.catalogue->station().policies.goodbyeSeconds) {}

QString GoodbyeStep::title() const {
  return say({"再见，请慢走", "Goodbye"});
}

QString GoodbyeStep::text() const {
  return say(text_);
}

void GoodbyeStep::onTick() {
  if (--secondsLeft_ <= 0) return finish();
  emit changed();
}

}  // namespace doorstep::kiosk
