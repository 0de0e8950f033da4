#pragma once

#include "devices/device.h"
#include "devices/wire/bytes.h"

namespace doorstep::devices {

// Bytes to and from a device. Both directions wait in slices and ask the action in between, so that they
// return within Action::kSlice of a cancel or the deadline. Errors of all functions: device.removed,
// device.transfer-failed, and the action's device.cancelled and device.timed-out.
class Transport {
 public:
  virtual ~Transport() = default;
  // Sends `bytes`. Returns how many the device had taken when it had them all or `until` passed.
  virtual Outcome<std::size_t> write(wire::ByteView bytes, Clock::time_point until, const Action& action) = 0;
  // What arrives next, as soon as something does, in pieces of any size; empty when `until` passes first.
  virtual Outcome<wire::Bytes> read(Clock::time_point until, const Action& action) = 0;
  // Throws away what is there and still coming, until the line has been quiet for a while.
  virtual Outcome<void> drain(const Action& action);
};

// The next slice of a wait that ends with `until` or the action, at least 1 ms.
std::chrono::milliseconds nextSlice(Clock::time_point until, const Action& action);

}  // namespace doorstep::devices
