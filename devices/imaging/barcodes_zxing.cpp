#include <map>

#include <ZXing/ReadBarcode.h>

#include "devices/imaging/barcode_engines.h"
#include "devices/wire/barcode_eci.h"
#include "kiosk/base/log.h"

namespace doorstep::devices {
namespace {

using ZXing::BarcodeFormat;

// Not among them: DataBar, Codabar, UPC-E and MaxiCode, which no paper here bears and which are seen in
// things that are no codes.
const std::map<BarcodeFormat, const char*>& formats() {
  static const std::map<BarcodeFormat, const char*> names{
      {BarcodeFormat::Aztec, "aztec"},
      {BarcodeFormat::Code39, "code-39"},
      {BarcodeFormat::Code93, "code-93"},
      {BarcodeFormat::Code128, "code-128"},
      {BarcodeFormat::DataMatrix, "data-matrix"},
      {BarcodeFormat::EAN8, "ean-8"},
      {BarcodeFormat::EAN13, "ean-13"},
      {BarcodeFormat::ITF, "interleaved-2-of-5"},
      {BarcodeFormat::PDF417, "pdf417"},
      {BarcodeFormat::QRCode, "qr-code"},
      {BarcodeFormat::MicroQRCode, "micro-qr-code"},
  };
  return names;
}

// Without its own smaller copies of the picture: having read a linear code in two of them, 1.4.0 compares the
// two and ends the program on an assertion (Result.cpp, lineCount() == 1).
ZXing::DecodeHints hints() {
  ZXing::BarcodeFormats wanted;
  for (const auto& [format, name] : formats()) wanted |= format;
  return ZXing::DecodeHints().setFormats(wanted).setTryHarder(true).setTryRotate(true).setTryDownscale(false);
}

// What a code says of its own character set: the text, and the set's name.
std::pair<Secret, std::string> eciOf(const ZXing::Result& result) {
  constexpr std::size_t kIdentifier = 3;
  const ZXing::ByteArray all = result.bytesECI();
  const wire::ByteView bytes = wire::ByteView(all).subspan(std::min(all.size(), kIdentifier));
  const std::string_view charset = wire::eciCharset(wire::firstEci(bytes));
  Secret text = wire::eciText(bytes);
  if (text.empty()) return {};
  return {std::move(text), std::string(charset)};
}

Barcode barcodeOf(const ZXing::Result& result) {
  Barcode code;
  code.engine = BarcodeEngine::Zxing;
  const auto name = formats().find(result.format());
  code.format = name == formats().end() ? "unknown" : name->second;
  const auto bytes = std::as_bytes(std::span(result.bytes()));
  code.bytes.assign(bytes.begin(), bytes.end());
  std::tie(code.text, code.charset) = result.hasECI() ? eciOf(result) : barcodeText(code.bytes);
  for (const auto& point : result.position()) code.corners.push_back({point.x, point.y});
  return code;
}

}  // namespace

std::vector<Barcode> readWithZxing(const GreyPicture& picture) {
  const ZXing::ImageView view(picture.pixels, picture.width, picture.height, ZXing::ImageFormat::Lum);
  std::vector<Barcode> codes;
  try {
    for (const auto& result : ZXing::ReadBarcodes(view, hints()))
      if (result.isValid()) codes.push_back(barcodeOf(result));
  } catch (const std::exception& why) {
    // A blurred picture can lead 1.4.0 over its edge (vector::at): then it has found nothing.
    logWarning("barcodes", "ZXing gives up on a picture: ", why.what());
  }
  return codes;
}

}  // namespace doorstep::devices
