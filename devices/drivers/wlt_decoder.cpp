#include "devices/drivers/wlt_decoder.h"

#include <algorithm>

#include <dlfcn.h>

namespace doorstep::devices {
namespace {

constexpr std::size_t rowSize = WltDecoder::width * 3;
constexpr std::size_t paddedRowSize = (rowSize + 3) / 4 * 4;
constexpr std::size_t headerSize = 54;

void putLittleEndian(std::string& file, std::size_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) file += static_cast<char>(value >> 8 * i & 0xFF);
}

std::string bmpHeader() {
  constexpr std::size_t pixels = paddedRowSize * WltDecoder::height;
  std::string file = "BM";
  putLittleEndian(file, headerSize + pixels, 4);
  putLittleEndian(file, 0, 4);
  putLittleEndian(file, headerSize, 4);
  putLittleEndian(file, 40, 4);  // size of the header that follows
  putLittleEndian(file, WltDecoder::width, 4);
  putLittleEndian(file, WltDecoder::height, 4);
  putLittleEndian(file, 1, 2);   // planes
  putLittleEndian(file, 24, 2);  // bits a pixel
  putLittleEndian(file, 0, 4);   // not compressed
  putLittleEndian(file, pixels, 4);
  file.append(16, '\0');  // resolution and palette: not said
  return file;
}

}  // namespace

Outcome<WltDecoder> WltDecoder::load(const std::string& path) {
  std::shared_ptr<void> library(dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL), [](void* opened) {
    if (opened != nullptr) dlclose(opened);
  });
  if (!library) return problem("device.bad-setting", "wlt-library: cannot load " + path);
  const auto function = reinterpret_cast<Function>(dlsym(library.get(), "doorstep_wlt_decode"));
  if (function == nullptr)
    return problem("device.bad-setting", "wlt-library: no doorstep_wlt_decode in " + path);
  return WltDecoder(std::move(library), function);
}

Secret WltDecoder::decode(wire::ByteView packed) const {
  wire::Bytes bgr(rowSize * height);
  if (packed.size() != packedSize || function_(packed.data(), bgr.data()) != 1) return {};
  const std::string header = bmpHeader();
  std::vector<std::byte> file(headerSize + paddedRowSize * height);
  std::transform(header.begin(), header.end(), file.begin(),
                 [](char c) { return static_cast<std::byte>(c); });
  for (std::size_t row = 0; row < height; ++row) {
    const auto* const from = reinterpret_cast<const std::byte*>(bgr.data()) + row * rowSize;
    // BMP begins with the lowest row.
    std::copy_n(from, rowSize, file.data() + headerSize + (height - 1 - row) * paddedRowSize);
  }
  Secret picture(file);
  explicit_bzero(file.data(), file.size());
  return picture;
}

}  // namespace doorstep::devices
