#pragma once

#include <string>

namespace doorstep::sandbox {

// A grey baseline JPEG without content, for a record that has a photo when no portraits are at hand.
std::string flatJpeg(int width, int height);

struct PixelSize {
  int width = 0;
  int height = 0;
};
// What the frame header says (ITU-T T.81, B.2.2); {0, 0} when the bytes are no JPEG.
PixelSize jpegSize(const std::string& bytes);

}  // namespace doorstep::sandbox
