// Has the signature of a photo decoder, and "decodes" so that a test sees what went in: the top row blue, the
// rest in the grey of the first byte.
#include <algorithm>
#include <cstdint>

extern "C" int doorstep_wlt_decode(const std::uint8_t* wlt, std::uint8_t* bgr) {
  constexpr int width = 102, height = 126;
  if (wlt[1] != 0x57) return -1;
  std::fill_n(bgr, width * height * 3, wlt[0]);
  for (int x = 0; x < width; ++x) {
    bgr[3 * x] = 255;
    bgr[3 * x + 1] = bgr[3 * x + 2] = 0;
  }
  return 1;
}
