#pragma once

#include <string>
#include <vector>

#include "devices/transport/descriptor.h"
#include "devices/wire/key_scans.h"

namespace doorstep::devices {

using InputEvents = std::vector<wire::InputEvent, WipingAllocator<wire::InputEvent>>;

// A Linux input device (/dev/input/event…), held for this program alone: nobody else, no text field and no
// console, hears its keys for as long.
class EvdevDevice {
 public:
  // Errors: device.not-found, device.no-permission, device.in-use (somebody else holds it alone),
  // device.unsupported (no input device, or one without keys), device.transfer-failed.
  static Outcome<std::unique_ptr<EvdevDevice>> open(const std::string& path);

  // As the device names itself.
  std::string name() const;
  // Whether its Caps Lock light is on.
  bool capsLock() const;
  // What happens next, as soon as something does; empty when `until` passes first. Errors: those of
  // Transport.
  Outcome<InputEvents> read(Clock::time_point until, const Action& action);

 private:
  explicit EvdevDevice(int number) : descriptor_(number) {}

  Descriptor descriptor_;
  wire::Bytes partial_;  // the beginning of an event; the kernel gives whole ones
};

}  // namespace doorstep::devices
