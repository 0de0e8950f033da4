#include "tests/emulators/slip_qr.h"

#include <cstdint>
#include <vector>

#include <ZXing/ReadBarcode.h>
#include <ZXing/TextUtfEncoding.h>
#include <png.h>

namespace doorstep::emulators {

std::string qrOnSlip(const std::string& pngFile) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_file(&image, pngFile.c_str()) == 0) return {};
  image.format = PNG_FORMAT_GRAY;
  std::vector<std::uint8_t> grey(PNG_IMAGE_SIZE(image));
  if (png_image_finish_read(&image, nullptr, grey.data(), 0, nullptr) == 0) return {};
  const ZXing::ImageView view(grey.data(), static_cast<int>(image.width), static_cast<int>(image.height),
                              ZXing::ImageFormat::Lum);
  const auto result = ZXing::ReadBarcode(
      view, ZXing::DecodeHints().setFormats(ZXing::BarcodeFormat::QRCode).setTryHarder(true));
  return result.isValid() ? ZXing::TextUtfEncoding::ToUtf8(result.text()) : std::string();
}

}  // namespace doorstep::emulators
