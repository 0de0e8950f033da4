#include "tests/fuzz/samples.h"

#include <opencv2/imgcodecs.hpp>

#include "devices/imaging/picture_mat.h"

namespace doorstep::fuzz {

std::vector<std::string> pictures(const devices::Scene& scene) {
  const devices::Frame frame = devices::drawPortrait({}, scene).frame;
  std::vector<std::string> files;
  for (const char* kind : {".jpg", ".png", ".bmp"}) {
    std::vector<unsigned char> bytes;
    cv::imencode(kind, devices::viewOf(frame), bytes);
    files.emplace_back(bytes.begin(), bytes.end());
  }
  return files;
}

}  // namespace doorstep::fuzz
