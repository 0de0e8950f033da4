#include "devices/signal_lines.h"

namespace doorstep::devices {

SignalLines::SignalLines(std::string id, std::unique_ptr<SignalLinesDriver> driver, Timing timing)
    : Device(std::move(id), DeviceKind::SignalLines, std::move(driver), timing) {}

void SignalLines::set(std::string output, bool on, std::chrono::milliseconds deadline, Done<void> done) {
  run<void, SignalLinesDriver>(
      deadline,
      [output = std::move(output), on](SignalLinesDriver& driver, Action& action) {
        return driver.set(output, on, action);
      },
      std::move(done));
}

}  // namespace doorstep::devices
