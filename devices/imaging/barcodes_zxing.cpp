#include <cstring>
#include <map>

#include <ZXing/ReadBarcode.h>
#include <ZXing/TextUtfEncoding.h>

#include "devices/imaging/barcode_engines.h"
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

// A code may say itself which character set it uses: the ECI assignment, `]Q2\000026...` (AIM ECI 03-024).
std::string namedCharset(const ZXing::Result& result) {
  static const std::map<std::string, std::string> names{
      {"\\000003", "ISO-8859-1"}, {"\\000020", "Shift_JIS"}, {"\\000026", "UTF-8"},  {"\\000027", "ASCII"},
      {"\\000028", "Big5"},       {"\\000029", "GB2312"},    {"\\000032", "GB18030"}};
  const ZXing::ByteArray bytes = result.bytesECI();
  constexpr std::size_t kIdentifier = 3, kEci = 7;
  if (bytes.size() < kIdentifier + kEci) return "ECI";
  const std::string eci(reinterpret_cast<const char*>(bytes.data()) + kIdentifier, kEci);
  const auto name = names.find(eci);
  return name == names.end() ? "ECI" + eci : name->second;
}

Barcode barcodeOf(const ZXing::Result& result) {
  Barcode code;
  code.engine = BarcodeEngine::Zxing;
  const auto name = formats().find(result.format());
  code.format = name == formats().end() ? "unknown" : name->second;
  const auto bytes = std::as_bytes(std::span(result.bytes()));
  code.bytes.assign(bytes.begin(), bytes.end());
  if (result.hasECI()) {
    std::string text = ZXing::TextUtfEncoding::ToUtf8(result.text());
    code.text = Secret(text);
    code.charset = namedCharset(result);
    explicit_bzero(text.data(), text.size());
  } else {
    std::tie(code.text, code.charset) = barcodeText(code.bytes);
  }
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
