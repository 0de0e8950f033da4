#include "kiosk/visit/idle_clock.h"

namespace doorstep::kiosk {

void IdleClock::restart() {
  extensionsLeft_ = policies_.extensions;
  warning_ = false;
  left_ = policies_.idleSeconds;
}

void IdleClock::touched() {
  if (!warning_) left_ = policies_.idleSeconds;
}

void IdleClock::progressed() {
  warning_ = false;
  left_ = policies_.idleSeconds;
}

void IdleClock::extend() {
  if (!warning_ || extensionsLeft_ == 0) return;
  --extensionsLeft_;
  warning_ = false;
  left_ = policies_.idleSeconds;
}

bool IdleClock::tick() {
  if (--left_ > 0) return false;
  if (warning_) return true;
  warning_ = true;
  left_ = policies_.warnSeconds;
  return false;
}

}  // namespace doorstep::kiosk
