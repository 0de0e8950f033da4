#pragma once

#include <opencv2/core.hpp>

#include "devices/camera.h"

// Between Frame and OpenCV's matrix. For .cpp files that use OpenCV only.
namespace doorstep::devices {

// The frame's own pixels, for reading; valid while the frame lives.
inline cv::Mat viewOf(const Frame& frame) {
  // cv::Mat knows no constness of its data; whoever takes a view promises not to write.
  auto* pixels = const_cast<std::uint8_t*>(frame.bgr->data());
  return {frame.height, frame.width, CV_8UC3, pixels, static_cast<std::size_t>(frame.stride)};
}

// A frame under construction: OpenCV writes into `pixels`, then frame() hands the same bytes out, uncopied.
class NewFrame {
 public:
  NewFrame(int width, int height)
      : bytes_(std::make_shared<Pixels>(static_cast<std::size_t>(width) * height * 3)),
        pixels(height, width, CV_8UC3, bytes_->data()) {}

  // OpenCV replaces the matrix where size or type differ from what was asked; then the pixels are copied
  // after all.
  Frame frame() {
    if (pixels.data != bytes_->data()) {
      const cv::Mat written = pixels;
      *this = NewFrame(written.cols, written.rows);
      written.copyTo(pixels);
    }
    return {pixels.cols, pixels.rows, pixels.cols * 3, bytes_};
  }

 private:
  std::shared_ptr<Pixels> bytes_;

 public:
  cv::Mat pixels;
};

}  // namespace doorstep::devices
