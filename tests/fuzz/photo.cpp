#include <cmath>
#include <cstring>

#include <opencv2/core/utility.hpp>

#include "devices/imaging/photo_check.h"
#include "devices/imaging/picture.h"
#include "tests/fuzz/samples.h"
#include "tests/fuzz/target.h"

// The judge of licence photos: the first 16 bytes of the input are a crop somebody else asks for, the rest is
// a picture.
namespace doorstep::fuzz {
namespace {

using namespace devices;

constexpr int kLargest = 400;  // px a side: the finder's time grows with it

bool inside(const Box& box, const Frame& frame) {
  return box.x >= 0 && box.y >= 0 && box.width > 0 && box.height > 0 && box.width <= frame.width - box.x &&
         box.height <= frame.height - box.y;
}

// A licence photo as the rule wants it, or a named reason why there is none.
void checkLicencePhoto(const Frame& frame, const PhotoVerdict& verdict) {
  const PhotoRule rule;
  const auto jpeg = licencePhotoJpeg(frame, verdict, rule);
  if (!jpeg) {
    const std::string& code = jpeg.error().code;
    MUST(code == "camera.photo-size" || (code == "camera.photo-no-head" && !inside(verdict.crop, frame)));
    return;
  }
  MUST(inside(verdict.crop, frame));
  MUST(static_cast<double>(jpeg->size()) >= rule.bytes.least &&
       static_cast<double>(jpeg->size()) <= rule.bytes.most);
  const auto photo = decodePicture(*jpeg);
  MUST(photo.has_value() && photo->width == rule.width && photo->height == rule.height);
}

void checkJudgement(const Frame& frame) {
  static PhotoCheck check = [] {
    cv::setNumThreads(1);  // on pictures as small as these, threads only wait for each other
    return *PhotoCheck::create();
  }();
  const PhotoVerdict verdict = check.judge(frame);
  MUST(std::isfinite(verdict.sharpness) && verdict.sharpness >= 0);
  MUST(verdict.brightness >= 0 && verdict.brightness <= 255);
  if (verdict.good()) MUST(inside(verdict.crop, frame) && inside(verdict.face, frame));
  checkLicencePhoto(frame, verdict);
}

std::string asString(const Box& crop) {
  std::string text(sizeof crop, '\0');
  std::memcpy(text.data(), &crop, sizeof crop);
  return text;
}

}  // namespace

std::vector<std::string> seeds() {
  std::vector<std::string> all;
  for (const SceneKind kind : kSceneKinds)
    all.push_back(asString(Box{}) + pictures(sceneOf(kind, 320, 240, 1)).front());
  // The smallest frame that holds a good licence photo.
  Scene close = sceneOf(SceneKind::Good, kLargest, kLargest, 1);
  close.headLength = 245;
  close.x = 0.5;
  close.y = 0.36;
  all.push_back(asString(Box{}) + pictures(close).front());
  all.push_back(asString(Box{60, 10, 130, 189}) + pictures(sceneOf(SceneKind::Good, 320, 240, 2)).front());
  return all;
}

void run(Input input) {
  PhotoVerdict foreign;
  if (input.size() < sizeof foreign.crop) return;
  std::memcpy(&foreign.crop, input.data(), sizeof foreign.crop);
  const auto frame = decodePicture(std::as_bytes(input.subspan(sizeof foreign.crop)));
  if (!frame || frame->width > kLargest || frame->height > kLargest) return;
  if (foreign.crop.width == 0)
    checkJudgement(*frame);
  else
    checkLicencePhoto(*frame, foreign);
}

}  // namespace doorstep::fuzz
