#include "devices/simulated/link.h"

#include <algorithm>
#include <utility>

namespace doorstep::devices {

using std::chrono::milliseconds;

Outcome<void> SimulatedLink::open(Action& action) {
  close();
  const auto before = with([](const SimulatedHardware& hardware) { return SimulatedState(hardware); });
  if (!before.plugged) return problem("device.not-found", "no simulated device is plugged in");
  if (before.denied) return problem("device.no-permission", "the simulated device may not be opened");
  if (before.taken) return problem("device.in-use", "another program holds the simulated device");
  if (before.ghost) {
    // The first of the two nodes is asked who it is, and never answers; the second one is the device.
    if (auto waited = action.pause(kPatience / 3); !waited) return waited;
  }
  const bool taken = with([&](SimulatedHardware& hardware) {
    if (!hardware.plugged || hardware.plugCount != before.plugCount) return false;
    ++hardware.holders;
    return true;
  });
  if (!taken) return problem("device.removed", "while it was opened");
  node_ = before.plugCount;
  return {};
}

void SimulatedLink::close() noexcept {
  if (std::exchange(node_, 0) != 0) with([](SimulatedHardware& hardware) { --hardware.holders; });
}

Outcome<void> SimulatedLink::check() const {
  const bool there = with(
      [this](const SimulatedHardware& hardware) { return hardware.plugged && hardware.plugCount == node_; });
  if (!there) return problem("device.removed");
  return {};
}

Outcome<void> SimulatedLink::pause(Action& action, milliseconds time) const {
  constexpr milliseconds kLook{10};
  const auto end = Clock::now() + time;
  while (true) {
    if (auto there = check(); !there) return there;
    const auto left = std::chrono::ceil<milliseconds>(end - Clock::now());
    if (auto goOn = action.pause(std::clamp(left, milliseconds{0}, kLook)); !goOn) return goOn;
    if (left <= kLook) return check();
  }
}

Outcome<SimulatedLink::Answer> SimulatedLink::begin(Action& action) {
  milliseconds slow{0};
  const Answer answer = with([&](SimulatedHardware& hardware) {
    slow = hardware.slow;
    if (hardware.silence > 0) return --hardware.silence, Answer::Silence;
    if (hardware.garbage > 0) return --hardware.garbage, Answer::Garbage;
    return Answer::Sound;
  });
  if (auto waited = pause(action, slow + (answer == Answer::Silence ? kPatience : milliseconds{0})); !waited)
    return tl::unexpected(waited.error());
  return answer;
}

}  // namespace doorstep::devices
