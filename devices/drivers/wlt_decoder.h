#pragma once

#include <memory>
#include <string>

#include "devices/wire/bytes.h"
#include "kiosk/base/outcome.h"
#include "kiosk/base/secret.h"

namespace doorstep::devices {

// The photo on the chip is packed in a proprietary form (WLT, 1024 bytes); only licensed libraries unpack it.
// A station that has one names it in the setting `wlt-library`: a shared object with the C function
//
//   int doorstep_wlt_decode(const uint8_t wlt[1024], uint8_t bgr[38556]);
//
// which fills 126 rows of 102 pixels, top row first, blue, green, red, without padding, and returns 1 on
// success. It is called on the reader's thread, one call at a time. A vendor's library needs a few lines of C
// around it.
class WltDecoder {
 public:
  static constexpr std::size_t packedSize = 1024;
  static constexpr int width = 102;   // px
  static constexpr int height = 126;  // px

  // Error: device.bad-setting (no such library, or not that function in it).
  static Outcome<WltDecoder> load(const std::string& path);

  // The picture as a BMP file (24 bit); empty when the library refuses the data.
  Secret decode(wire::ByteView packed) const;

 private:
  using Function = int (*)(const std::uint8_t* wlt, std::uint8_t* bgr);
  WltDecoder(std::shared_ptr<void> library, Function function)
      : library_(std::move(library)), function_(function) {}

  std::shared_ptr<void> library_;
  Function function_;
};

}  // namespace doorstep::devices
