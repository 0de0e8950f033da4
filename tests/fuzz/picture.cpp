#include "devices/imaging/picture.h"

#include "tests/fuzz/samples.h"
#include "tests/fuzz/target.h"

// Picture files: a card's portrait, a file of the demonstration camera.
namespace doorstep::fuzz {
namespace {

using namespace devices;

void checkAgain(const Frame& frame) {
  constexpr int quality = 80, dpi = 300;
  const auto jpeg = encodeJpeg(frame, quality, dpi);
  MUST(jpeg.has_value());
  const auto again = decodePicture(*jpeg);
  MUST(again.has_value());
  MUST(again->width == frame.width && again->height == frame.height);
}

}  // namespace

std::vector<std::string> seeds() {
  return pictures(sceneOf(SceneKind::Good, 64, 48, 1));
}

void run(Input input) {
  const auto frame = decodePicture(std::as_bytes(input));
  if (!frame) {
    MUST(frame.error().code == "camera.picture-unreadable");
    return;
  }
  MUST(frame->width > 0 && frame->height > 0);
  MUST(frame->stride == frame->width * 3);
  MUST(frame->bgr->size() ==
       static_cast<std::size_t>(frame->stride) * static_cast<std::size_t>(frame->height));
  constexpr int small = 512;
  if (frame->width <= small && frame->height <= small) checkAgain(*frame);
}

}  // namespace doorstep::fuzz
