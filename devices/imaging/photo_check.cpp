#include "devices/imaging/photo_check.h"

#include <cmath>
#include <filesystem>

#include <opencv2/imgproc.hpp>

#include "devices/imaging/photo_measure.h"
#include "devices/imaging/picture_mat.h"

namespace doorstep::devices {

namespace {

// Debian's package opencv-data.
constexpr const char* kCascade = "/usr/share/opencv4/haarcascades/haarcascade_frontalface_alt2.xml";

Box rounded(const cv::Rect2d& rect) {
  auto px = [](double value) { return static_cast<int>(std::lround(value)); };
  return {px(rect.x), px(rect.y), px(rect.width), px(rect.height)};
}

// Where to go. Size first: a step changes the place, too.
void adviseOnPlace(std::vector<PhotoAdvice>& advice, const Frame& frame, const Head& head, const Box& crop,
                   const PhotoRule& rule) {
  if (crop.height > frame.height || crop.width > frame.width) {
    advice.push_back(PhotoAdvice::StepBack);
    return;
  }
  if (crop.height < rule.height)
    advice.push_back(PhotoAdvice::ComeCloser);  // the result would be an enlargement
  // The camera looks at the person: its picture's left is the person's right.
  const double aside = head.middle() - frame.width / 2.0;
  if (crop.x < 0 || aside < -rule.offCentre * frame.width)
    advice.push_back(PhotoAdvice::MoveLeft);
  else if (crop.x + crop.width > frame.width || aside > rule.offCentre * frame.width)
    advice.push_back(PhotoAdvice::MoveRight);
  if (crop.y < 0)
    advice.push_back(PhotoAdvice::MoveDown);
  else if (crop.y + crop.height > frame.height)
    advice.push_back(PhotoAdvice::MoveUp);
}

}  // namespace

std::string_view word(PhotoAdvice advice) {
  switch (advice) {
    case PhotoAdvice::NoFace:
      return "no-face";
    case PhotoAdvice::SeveralFaces:
      return "several-faces";
    case PhotoAdvice::ComeCloser:
      return "come-closer";
    case PhotoAdvice::StepBack:
      return "step-back";
    case PhotoAdvice::MoveLeft:
      return "move-left";
    case PhotoAdvice::MoveRight:
      return "move-right";
    case PhotoAdvice::MoveUp:
      return "move-up";
    case PhotoAdvice::MoveDown:
      return "move-down";
    case PhotoAdvice::HoldStill:
      return "hold-still";
    case PhotoAdvice::TooDark:
      return "too-dark";
    case PhotoAdvice::TooBright:
      return "too-bright";
    case PhotoAdvice::BackgroundNotWhite:
      return "background-not-white";
  }
  return "";
}

struct PhotoCheck::Impl {
  cv::CascadeClassifier cascade;
  PhotoRule rule;
};

PhotoCheck::PhotoCheck(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PhotoCheck::PhotoCheck(PhotoCheck&&) noexcept = default;
PhotoCheck& PhotoCheck::operator=(PhotoCheck&&) noexcept = default;
PhotoCheck::~PhotoCheck() = default;

Outcome<PhotoCheck> PhotoCheck::create(const std::string& cascadeFile, const PhotoRule& rule) {
  const std::string file = cascadeFile.empty() ? kCascade : cascadeFile;
  auto impl = std::make_unique<Impl>();
  impl->rule = rule;
  // Asked first: OpenCV would write its own complaint about a missing file to stderr.
  if (!std::filesystem::is_regular_file(file)) return problem("camera.no-face-model", file + " is missing");
  try {
    if (!impl->cascade.load(file)) return problem("camera.no-face-model", file + " is no cascade");
  } catch (const cv::Exception& error) {
    return problem("camera.no-face-model", file + ": " + error.err);
  }
  return PhotoCheck(std::move(impl));
}

PhotoVerdict PhotoCheck::judge(const Frame& frame) {
  const PhotoRule& rule = impl_->rule;
  PhotoVerdict verdict;
  if (!frame.bgr || frame.width <= 0 || frame.height <= 0) {
    verdict.advice.push_back(PhotoAdvice::NoFace);
    return verdict;
  }
  const cv::Mat bgr = viewOf(frame);
  cv::Mat grey;
  cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
  const auto faces = findFaces(impl_->cascade, grey);
  if (faces.empty()) {
    const bool night = cv::mean(grey)[0] < rule.brightness.least / 2;
    verdict.advice.push_back(night ? PhotoAdvice::TooDark : PhotoAdvice::NoFace);
    return verdict;
  }
  const cv::Rect2d& face = faces.front();
  verdict.face = rounded(face);
  verdict.sharpness = sharpnessOf(grey, face);
  verdict.brightness = brightnessOf(grey, face);
  if (faces.size() > 1 && faces[1].width > rule.secondFace * face.width) {
    verdict.advice.push_back(PhotoAdvice::SeveralFaces);
    return verdict;
  }
  const Head head = measureHead(bgr, face, rule);
  const cv::Rect2d crop = cropFor(head, rule);
  verdict.crop = rounded(crop);
  adviseOnPlace(verdict.advice, frame, head, verdict.crop, rule);
  const bool dark = verdict.brightness < rule.brightness.least;
  const bool bright = verdict.brightness > rule.brightness.most || burntShare(grey, face) > rule.burntShare;
  if (dark) verdict.advice.push_back(PhotoAdvice::TooDark);
  if (bright) verdict.advice.push_back(PhotoAdvice::TooBright);
  if (verdict.sharpness < rule.sharpness && !bright) verdict.advice.push_back(PhotoAdvice::HoldStill);
  // In the dark no wall is white: more light first.
  if (!dark && whiteShare(bgr, crop, head, rule) < rule.wallShare)
    verdict.advice.push_back(PhotoAdvice::BackgroundNotWhite);
  return verdict;
}

}  // namespace doorstep::devices
