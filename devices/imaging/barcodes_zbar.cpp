#include <algorithm>
#include <map>

#include <zbar.h>

#include "devices/imaging/barcode_engines.h"

namespace doorstep::devices {
namespace {

const std::map<zbar::zbar_symbol_type_t, const char*>& formats() {
  static const std::map<zbar::zbar_symbol_type_t, const char*> names{
      {zbar::ZBAR_CODE39, "code-39"}, {zbar::ZBAR_CODE93, "code-93"}, {zbar::ZBAR_CODE128, "code-128"},
      {zbar::ZBAR_EAN8, "ean-8"},     {zbar::ZBAR_EAN13, "ean-13"},   {zbar::ZBAR_I25, "interleaved-2-of-5"},
      {zbar::ZBAR_QRCODE, "qr-code"},
  };
  return names;
}

void choose(zbar::ImageScanner& scanner) {
  scanner.request_dbus(false);  // with it, every code read goes to the system's bus
  scanner.set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
  for (const auto& [type, name] : formats()) scanner.set_config(type, zbar::ZBAR_CFG_ENABLE, 1);
  // The bytes themselves: zbar's own guess at their character set knows Japanese before Chinese.
  scanner.set_config(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_BINARY, 1);
}

// zbar names the points where its scan lines met the code: the box around them.
std::vector<Barcode::Corner> cornersOf(const zbar::Symbol& symbol) {
  const int points = symbol.get_location_size();
  if (points <= 0) return {};
  int left = symbol.get_location_x(0), right = left, top = symbol.get_location_y(0), bottom = top;
  for (int i = 1; i < points; ++i) {
    left = std::min(left, symbol.get_location_x(i));
    right = std::max(right, symbol.get_location_x(i));
    top = std::min(top, symbol.get_location_y(i));
    bottom = std::max(bottom, symbol.get_location_y(i));
  }
  return {{left, top}, {right, top}, {right, bottom}, {left, bottom}};
}

Barcode barcodeOf(const zbar::Symbol& symbol) {
  Barcode code;
  code.engine = BarcodeEngine::Zbar;
  const auto name = formats().find(symbol.get_type());
  code.format = name == formats().end() ? "unknown" : name->second;
  const std::string data = symbol.get_data();
  const auto bytes = std::as_bytes(std::span(data));
  code.bytes.assign(bytes.begin(), bytes.end());
  std::tie(code.text, code.charset) = barcodeText(code.bytes);
  code.corners = cornersOf(symbol);
  return code;
}

}  // namespace

std::vector<Barcode> readWithZbar(const GreyPicture& picture) {
  zbar::ImageScanner scanner;
  choose(scanner);
  const auto size = static_cast<unsigned long>(picture.width) * static_cast<unsigned long>(picture.height);
  zbar::Image image(static_cast<unsigned>(picture.width), static_cast<unsigned>(picture.height), "Y800",
                    picture.pixels, size);
  std::vector<Barcode> codes;
  if (scanner.scan(image) <= 0) return codes;
  for (auto symbol = image.symbol_begin(); symbol != image.symbol_end(); ++symbol)
    codes.push_back(barcodeOf(*symbol));
  return codes;
}

}  // namespace doorstep::devices
