#include "devices/vendor/photo_library.h"

#include <algorithm>

#include <dlfcn.h>

namespace doorstep::devices::vendor {
namespace {

// What no photo looks like: a last row that still holds it was never written.
constexpr std::uint8_t untouched(std::size_t position) {
  return static_cast<std::uint8_t>(position * 131 + 7);
}

bool filled(const wire::Bytes& bgr) {
  for (std::size_t i = photoSize - photoRowSize; i < photoSize; ++i)
    if (bgr[i] != untouched(i)) return true;
  return false;
}

}  // namespace

std::string PhotoLibrary::load(const std::string& path) {
  void* const library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);  // stays until the program ends
  if (library == nullptr) return "cannot load " + path;
  function_ = reinterpret_cast<Function>(dlsym(library, "doorstep_wlt_decode"));
  return function_ == nullptr ? "no doorstep_wlt_decode in " + path : "";
}

std::optional<wire::Bytes> PhotoLibrary::decode(wire::ByteView packed) const {
  if (packed.size() != packedPhotoSize) return std::nullopt;
  wire::Bytes bgr(photoSize);
  for (std::size_t i = 0; i < photoSize; ++i) bgr[i] = untouched(i);
  if (function_(packed.data(), bgr.data()) != 1 || !filled(bgr)) return std::nullopt;
  return bgr;
}

}  // namespace doorstep::devices::vendor
