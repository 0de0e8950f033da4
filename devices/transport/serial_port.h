#pragma once

#include <string>

#include "devices/transport/descriptor.h"

namespace doorstep::devices {

// A serial line, 8 data bits, no parity, 1 stop bit, no flow control; also a USB adapter or a
// pseudo-terminal.
class SerialPort : public Transport {
 public:
  // Errors: device.not-found (no such node), device.no-permission, device.in-use, device.transfer-failed,
  // device.bad-setting (a rate the system does not know).
  static Outcome<std::unique_ptr<SerialPort>> open(const std::string& path, int baud);

  // Forgets what has arrived and goes on at another rate.
  Outcome<void> setBaud(int baud);

  Outcome<std::size_t> write(wire::ByteView bytes, Clock::time_point until, const Action& action) override;
  Outcome<wire::Bytes> read(Clock::time_point until, const Action& action) override;

 private:
  explicit SerialPort(int descriptor) : descriptor_(descriptor) {}

  Descriptor descriptor_;
};

}  // namespace doorstep::devices
