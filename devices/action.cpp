#include <algorithm>
#include <thread>

#include "devices/device.h"

namespace doorstep::devices {

using std::chrono::milliseconds;

milliseconds Action::remaining() const {
  return std::max(std::chrono::ceil<milliseconds>(deadline_ - Clock::now()), milliseconds{0});
}

void Action::finish() {
  if (cancelled_) return;
  finished_ = true;  // first: whoever sees the cancel must see why
  cancelled_ = true;
}

Outcome<void> Action::check() const {
  if (cancelled_) return problem("device.cancelled");
  if (Clock::now() >= deadline_) return problem("device.timed-out");
  return {};
}

Outcome<void> Action::pause(milliseconds time) const {
  constexpr milliseconds kLook{10};  // how soon a cancel is seen
  const auto end = Clock::now() + time;
  while (true) {
    if (auto goOn = check(); !goOn) return goOn;
    const auto now = Clock::now();
    if (now >= end) return {};
    std::this_thread::sleep_until(std::min({end, deadline_, now + kLook}));
  }
}

}  // namespace doorstep::devices
