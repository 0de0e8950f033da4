#pragma once

#include <memory>
#include <string>

#include "devices/vendor/vendor_process.h"
#include "kiosk/base/secret.h"

namespace doorstep::devices {

// Unpacks the photo of an ID card with the library a station names in the setting `wlt-library`
// (devices/vendor/photo_library.h says what that must hold). The library runs in a process of its own.
class WltDecoder {
 public:
  static constexpr std::chrono::milliseconds patience{1500};  // a start, or a picture: both take a few dozen

  // Starts the process. Error: device.bad-setting (no such library, or not that function in it). A library
  // that crashes or hangs while it is loaded is no error yet: it has its next chance with the first card.
  static Outcome<WltDecoder> load(const std::string& path);

  // The picture as a BMP file (24 bit); empty when the library refuses the data. Errors: vendor.failed (it
  // crashed or hung, twice), vendor.refused (it cannot be loaded any more), and those of Action::check.
  Outcome<Secret> decode(wire::ByteView packed, const Action& action);

 private:
  explicit WltDecoder(std::unique_ptr<VendorProcess> library) : library_(std::move(library)) {}

  std::unique_ptr<VendorProcess> library_;
};

}  // namespace doorstep::devices
