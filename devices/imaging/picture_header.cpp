#include "devices/imaging/picture_header.h"

#include <algorithm>
#include <string_view>

namespace doorstep::devices {
namespace {

using File = std::span<const std::byte>;

bool begins(File file, std::string_view signature) {
  return file.size() >= signature.size() &&
         std::equal(signature.begin(), signature.end(), file.begin(),
                    [](char a, std::byte b) { return static_cast<std::byte>(a) == b; });
}

// Zero beyond the end: no picture has that size.
std::uint32_t byteAt(File file, std::size_t at) {
  return at < file.size() ? std::to_integer<std::uint32_t>(file[at]) : 0;
}
std::uint32_t bigEndian16(File file, std::size_t at) {
  return byteAt(file, at) << 8 | byteAt(file, at + 1);
}
std::uint32_t bigEndian32(File file, std::size_t at) {
  return bigEndian16(file, at) << 16 | bigEndian16(file, at + 2);
}
std::uint32_t littleEndian16(File file, std::size_t at) {
  return byteAt(file, at) | byteAt(file, at + 1) << 8;
}
std::uint32_t littleEndian32(File file, std::size_t at) {
  return littleEndian16(file, at) | littleEndian16(file, at + 2) << 16;
}

// A start of frame: C0 to CF without C4, C8 and CC, which are tables and reserved.
bool isFrame(std::uint32_t marker) {
  return marker == 0xC0 || (marker > 0xC0 && marker <= 0xCF && marker % 4 != 0);
}

std::optional<PictureSize> jpegSize(File file) {
  for (std::size_t at = 2; at + 1 < file.size();) {
    const std::uint32_t marker = byteAt(file, at + 1);
    if (byteAt(file, at) != 0xFF || marker == 0xFF) {
      ++at;  // fill bytes and what a decoder skips, too
    } else if (isFrame(marker)) {
      return PictureSize{bigEndian16(file, at + 7), bigEndian16(file, at + 5)};
    } else if (marker <= 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {
      at += 2;  // these have no length
    } else {
      at += 2 + std::max(bigEndian16(file, at + 2), std::uint32_t{2});
    }
  }
  return std::nullopt;
}

std::optional<PictureSize> bmpSize(File file) {
  constexpr std::uint32_t oldHeader = 12;
  if (littleEndian32(file, 14) == oldHeader)
    return PictureSize{littleEndian16(file, 18), littleEndian16(file, 20)};
  // A negative height says that the first row is the upper one.
  const auto height = static_cast<std::int32_t>(littleEndian32(file, 22));
  const std::uint32_t rows =
      height < 0 ? 0U - static_cast<std::uint32_t>(height) : static_cast<std::uint32_t>(height);
  return PictureSize{littleEndian32(file, 18), rows};
}

}  // namespace

std::optional<PictureSize> statedSize(File file) {
  if (begins(file, "\xFF\xD8\xFF")) return jpegSize(file);
  if (begins(file, "\x89PNG\r\n\x1A\n")) return PictureSize{bigEndian32(file, 16), bigEndian32(file, 20)};
  if (begins(file, "BM")) return bmpSize(file);
  return std::nullopt;
}

}  // namespace doorstep::devices
