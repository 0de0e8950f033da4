#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace doorstep::devices {

struct PictureSize {
  std::uint32_t width = 0;   // px
  std::uint32_t height = 0;  // px
};

// What a picture file says of its size, before a decoder takes memory for it: a few bytes can promise
// gigabytes. Nothing for anything but JPEG (ITU-T T.81, B.2.2), PNG (ISO/IEC 15948, 11.2.2) and BMP.
std::optional<PictureSize> statedSize(std::span<const std::byte> file);

}  // namespace doorstep::devices
