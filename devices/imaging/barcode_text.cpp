#include <algorithm>
#include <cstring>

#include <iconv.h>

#include "devices/imaging/barcode_engines.h"

namespace doorstep::devices {
namespace {

// Nothing when a byte makes no sense in `charset`.
std::optional<Secret> converted(std::span<const std::byte> bytes, const char* charset) {
  const iconv_t conversion = ::iconv_open("UTF-8", charset);
  if (conversion == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  PersonalBytes text(bytes.size() * 4);  // no character of these sets becomes longer
  char* in = reinterpret_cast<char*>(const_cast<std::byte*>(bytes.data()));
  char* out = reinterpret_cast<char*>(text.data());
  std::size_t inLeft = bytes.size(), outLeft = text.size();
  const std::size_t done = ::iconv(conversion, &in, &inLeft, &out, &outLeft);
  ::iconv_close(conversion);
  if (done == static_cast<std::size_t>(-1)) return std::nullopt;
  return Secret(std::string_view(reinterpret_cast<const char*>(text.data()), text.size() - outLeft));
}

// Text has line ends, tabs and the separators of GS1 and of driving licences (FS, GS, RS, US); the other
// control characters mean that something else was encoded.
bool binary(std::byte byte) {
  const auto value = std::to_integer<unsigned>(byte);
  return value < 0x20 && std::memchr("\t\n\r\x1c\x1d\x1e\x1f\x04", static_cast<int>(value), 8) == nullptr;
}

}  // namespace

std::pair<Secret, std::string> barcodeText(std::span<const std::byte> bytes) {
  if (bytes.empty() || std::any_of(bytes.begin(), bytes.end(), binary)) return {};
  const bool ascii = std::all_of(bytes.begin(), bytes.end(), [](std::byte b) { return b < std::byte{0x80}; });
  if (auto text = converted(bytes, "UTF-8")) return {std::move(*text), ascii ? "ASCII" : "UTF-8"};
  for (const char* chinese : {"GBK", "GB18030"})  // the second holds the first, and names every character
    if (auto text = converted(bytes, chinese)) return {std::move(*text), chinese};
  return {};
}

}  // namespace doorstep::devices
