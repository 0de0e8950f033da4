#pragma once

#include "devices/simulated/hardware.h"

namespace doorstep::devices {

// A simulated driver's hold on its hardware: what a USB handle is to a real one.
class SimulatedLink {
 public:
  // How long a driver waits for an answer that does not come.
  static constexpr std::chrono::milliseconds kPatience{300};

  explicit SimulatedLink(std::shared_ptr<SimulatedDevice> device) : device_(std::move(device)) {}
  ~SimulatedLink() { close(); }
  SimulatedLink(const SimulatedLink&) = delete;
  SimulatedLink& operator=(const SimulatedLink&) = delete;

  // device.not-found; device.removed when unplugged on the way.
  Outcome<void> open(Action& action);
  void close() noexcept;

  // device.removed when the node that was opened is gone, even if another has come in its place.
  Outcome<void> check() const;
  // Waits in slices: device.removed, device.cancelled, device.timed-out.
  Outcome<void> pause(Action& action, std::chrono::milliseconds time) const;

  enum class Answer { Sound, Garbage, Silence };
  // Begins an action: takes the time "slow" asks for and says what the hardware will answer. Silence has been
  // waited for already.
  Outcome<Answer> begin(Action& action);

  template <class Use>
  auto with(Use use) const {
    return device_->with(use);
  }

 private:
  std::shared_ptr<SimulatedDevice> device_;
  std::uint64_t node_ = 0;  // plugCount at open; 0: not open
};

}  // namespace doorstep::devices
