#include "devices/drivers/wlt_decoder.h"

#include <algorithm>

#include "devices/vendor/photo_library.h"
#include "kiosk/base/log.h"

namespace doorstep::devices {
namespace {

using vendor::photoHeight, vendor::photoRowSize, vendor::photoWidth;

constexpr std::size_t paddedRowSize = (photoRowSize + 3) / 4 * 4;
constexpr std::size_t headerSize = 54;

void putLittleEndian(std::string& file, std::size_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) file += static_cast<char>(value >> 8 * i & 0xFF);
}

std::string bmpHeader() {
  constexpr std::size_t pixels = paddedRowSize * photoHeight;
  std::string file = "BM";
  putLittleEndian(file, headerSize + pixels, 4);
  putLittleEndian(file, 0, 4);
  putLittleEndian(file, headerSize, 4);
  putLittleEndian(file, 40, 4);  // size of the header that follows
  putLittleEndian(file, photoWidth, 4);
  putLittleEndian(file, photoHeight, 4);
  putLittleEndian(file, 1, 2);   // planes
  putLittleEndian(file, 24, 2);  // bits a pixel
  putLittleEndian(file, 0, 4);   // not compressed
  putLittleEndian(file, pixels, 4);
  file.append(16, '\0');  // resolution and palette: not said
  return file;
}

Secret bmpFile(const wire::Bytes& bgr) {
  const std::string header = bmpHeader();
  std::vector<std::byte> file(headerSize + paddedRowSize * photoHeight);
  std::transform(header.begin(), header.end(), file.begin(),
                 [](char c) { return static_cast<std::byte>(c); });
  for (std::size_t row = 0; row < photoHeight; ++row) {
    const auto* const from = reinterpret_cast<const std::byte*>(bgr.data()) + row * photoRowSize;
    // BMP begins with the lowest row.
    std::copy_n(from, photoRowSize, file.data() + headerSize + (photoHeight - 1 - row) * paddedRowSize);
  }
  Secret picture(file);
  explicit_bzero(file.data(), file.size());
  return picture;
}

}  // namespace

Outcome<WltDecoder> WltDecoder::load(const std::string& path) {
  auto library = std::make_unique<VendorProcess>(VendorProcess::beside("doorstep-vendor"), std::vector{path});
  const auto started = library->start(patience, Action(Clock::now() + 2 * patience));
  if (!started && started.error().code == "vendor.refused")
    return problem("device.bad-setting", "wlt-library: " + started.error().detail);
  if (!started) logWarning("id-card", "photo library: ", started.error().code, " ", started.error().detail);
  return WltDecoder(std::move(library));
}

Outcome<Secret> WltDecoder::decode(wire::ByteView packed, const Action& action) {
  auto bgr = library_->ask(packed, patience, action);
  if (!bgr && bgr.error() == Problem{"vendor.refused", ""}) return Secret();
  if (!bgr) return tl::unexpected(bgr.error());
  if (bgr->size() != vendor::photoSize) return problem("vendor.failed", "a picture of another size");
  return bmpFile(*bgr);
}

}  // namespace doorstep::devices
