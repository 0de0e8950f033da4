#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "devices/imaging/barcodes.h"

// The two libraries that find barcodes, behind one shape. Private to devices/imaging.
namespace doorstep::devices {

// Grey values, rows without gaps.
struct GreyPicture {
  const std::uint8_t* pixels = nullptr;
  int width = 0, height = 0;  // px
};

// All codes found; `milliseconds` is left to the caller.
std::vector<Barcode> readWithZxing(const GreyPicture& picture);
std::vector<Barcode> readWithZbar(const GreyPicture& picture);

// The text of a code that names no character set, and the set it was in; both empty when it is no text.
// Chinese codes are UTF-8, GBK (with GB 2312 inside it) or GB18030, and nothing in the code says which.
std::pair<Secret, std::string> barcodeText(std::span<const std::byte> bytes);

}  // namespace doorstep::devices
