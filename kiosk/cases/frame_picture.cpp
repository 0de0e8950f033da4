#include "kiosk/cases/frame_picture.h"

namespace doorstep::kiosk {

QImage pictureOf(const devices::Frame& frame) {
  if (!frame.bgr) return {};
  const auto release = [](void* bytes) { delete static_cast<decltype(frame.bgr)*>(bytes); };
  return {frame.bgr->data(),     frame.width, frame.height,       frame.stride,
          QImage::Format_BGR888, release,     new auto(frame.bgr)};
}

}  // namespace doorstep::kiosk
