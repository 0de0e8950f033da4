#pragma once

#include <string>

#include "devices/device.h"

namespace doorstep::devices {

class SignalLinesDriver : public Driver {
 public:
  // signal-lines.unknown-output: the station's board has none of that name.
  virtual Outcome<void> set(const std::string& output, bool on, Action& action) = 0;
};

// What hangs on the cabinet: status lamps to switch, contacts to watch. The contacts are part of the status:
// signal-lines.door-open, signal-lines.on-battery, signal-lines.battery-low. Faults:
// signal-lines.silent, signal-lines.garbled.
class SignalLines : public Device {
 public:
  SignalLines(std::string id, std::unique_ptr<SignalLinesDriver> driver, Timing timing = {});

  // Switches an output by its name in the board's profile: "lamp-green". It stays so, also when the board
  // comes back after it was away.
  void set(std::string output, bool on, std::chrono::milliseconds deadline, Done<void> done);
};

}  // namespace doorstep::devices
