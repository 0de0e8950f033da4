#include "devices/wire/barcode_text.h"

#include <algorithm>

#include "devices/imaging/barcode_engines.h"

namespace doorstep::devices {
namespace {

std::string charsetOf(wire::ByteView bytes) {
  switch (wire::codingOf(bytes)) {
    case wire::TextCoding::Utf8:
      return std::all_of(bytes.begin(), bytes.end(), [](auto byte) { return byte < 0x80; }) ? "ASCII"
                                                                                            : "UTF-8";
    case wire::TextCoding::Gbk:
      return "GBK";
    case wire::TextCoding::Gb18030:
      return "GB18030";
    case wire::TextCoding::None:
      break;
  }
  return {};
}

}  // namespace

std::pair<Secret, std::string> barcodeText(std::span<const std::byte> bytes) {
  const wire::ByteView view(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  if (view.empty()) return {};
  return {wire::barcodeText(view), charsetOf(view)};
}

}  // namespace doorstep::devices
