#include "tests/emulators/slip_png.h"

#include <png.h>

namespace doorstep::emulators {

bool writePng(const Slip& slip, const std::string& file) {
  constexpr int margin = 32;  // dots; 80 mm paper has 72 mm to print on
  const auto& paper = slip.paper;
  const int width = paper.width + 2 * margin, height = paper.height + 2 * margin;
  Bytes grey(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0xFF);
  for (int y = 0; y < paper.height; ++y)
    for (int x = 0; x < paper.width; ++x)
      if (paper.black(x, y)) grey[static_cast<std::size_t>((y + margin) * width + x + margin)] = 0;
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(width);
  image.height = static_cast<png_uint_32>(height);
  image.format = PNG_FORMAT_GRAY;
  return png_image_write_to_file(&image, file.c_str(), 0, grey.data(), width, nullptr) != 0;
}

}  // namespace doorstep::emulators
