#pragma once

#include <memory>

#include "devices/transport/usb_device.h"

namespace doorstep::devices {

// The official SAM-V module's USB wiring: preamble and length travel through one pair of endpoints (out 02,
// in 81), the rest of the frame through another (out 06, in 85).
class SdtFourPipes : public Transport {
 public:
  explicit SdtFourPipes(std::unique_ptr<UsbDevice> device) : device_(std::move(device)) {}
  static bool fits(const UsbInterface& interface);

  // `frame` is one whole frame.
  Outcome<std::size_t> write(wire::ByteView frame, Clock::time_point until, const Action& action) override;
  Outcome<wire::Bytes> read(Clock::time_point until, const Action& action) override;
  Outcome<void> drain(const Action& action) override;

 private:
  std::unique_ptr<UsbDevice> device_;
  wire::Bytes header_;        // as far as it has come
  std::size_t bodyLeft_ = 0;  // announced by the last header and not yet received
};

}  // namespace doorstep::devices
