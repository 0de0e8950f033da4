#pragma once

#include <memory>
#include <optional>
#include <string>

#include "devices/wire/bytes.h"

namespace doorstep::devices::vendor {

// The photo on the chip is packed in a proprietary form (WLT, 1024 bytes); only licensed libraries unpack it.
// A station that has one names it in the setting `wlt-library`: a shared object with the C function
//
//   int doorstep_wlt_decode(const uint8_t wlt[1024], uint8_t bgr[38556]);
//
// which fills 126 rows of 102 pixels, top row first, blue, green, red, without padding, and returns 1 on
// success. One call at a time. A vendor's library needs a few lines of C around it.
constexpr std::size_t packedPhotoSize = 1024;
constexpr std::size_t photoWidth = 102;   // px
constexpr std::size_t photoHeight = 126;  // px
constexpr std::size_t photoRowSize = photoWidth * 3;
constexpr std::size_t photoSize = photoRowSize * photoHeight;

class PhotoLibrary {
 public:
  // Empty when it was loaded, else why not. Loading runs the library's own code: in the vendor program only.
  std::string load(const std::string& path);
  // The picture's rows; nothing when the library refuses the data, or says yes and did not fill them.
  std::optional<wire::Bytes> decode(wire::ByteView packed) const;

 private:
  using Function = int (*)(const std::uint8_t* wlt, std::uint8_t* bgr);
  Function function_ = nullptr;
};

}  // namespace doorstep::devices::vendor
