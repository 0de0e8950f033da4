#include "kiosk/cases/frame_picture.h"

#include <span>

#include "devices/imaging/picture.h"

namespace doorstep::kiosk {

QImage pictureOf(const devices::Frame& frame) {
  if (!frame.bgr) return {};
  const auto release = [](void* bytes) { delete static_cast<decltype(frame.bgr)*>(bytes); };
  return {frame.bgr->data(),     frame.width, frame.height,       frame.stride,
          QImage::Format_BGR888, release,     new auto(frame.bgr)};
}

QImage pictureOn(const std::optional<devices::IdCard>& card) {
  if (!card || card->photo.empty()) return {};
  const auto frame = devices::decodePicture(std::as_bytes(std::span(card->photo.reveal())));
  return frame ? pictureOf(*frame) : QImage();
}

}  // namespace doorstep::kiosk
