#include "devices/imaging/page_check.h"

#include <opencv2/imgproc.hpp>

#include "devices/imaging/page_measure.h"
#include "devices/imaging/picture_mat.h"

namespace doorstep::devices {

struct PageCheck::Impl {
  cv::CascadeClassifier faces;
};

PageCheck::PageCheck(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PageCheck::PageCheck(PageCheck&&) noexcept = default;
PageCheck& PageCheck::operator=(PageCheck&&) noexcept = default;
PageCheck::~PageCheck() = default;

std::string_view word(PageAdvice advice) {
  switch (advice) {
    case PageAdvice::NothingFound:
      return "nothing-found";
    case PageAdvice::CutEdge:
      return "cut-edge";
    case PageAdvice::TooDark:
      return "too-dark";
    case PageAdvice::Glare:
      return "glare";
    case PageAdvice::Blurred:
      return "blurred";
    case PageAdvice::UpsideDown:
      return "upside-down";
    case PageAdvice::WrongSide:
      return "wrong-side";
    case PageAdvice::Moving:
      return "moving";
  }
  return "?";
}

Outcome<PageCheck> PageCheck::create(const std::string& cascadeFile) {
  const std::string file =
      cascadeFile.empty() ? "/usr/share/opencv4/haarcascades/haarcascade_frontalface_alt2.xml" : cascadeFile;
  auto impl = std::make_unique<Impl>();
  if (!impl->faces.load(file)) return problem("camera.no-face-model", file);
  return PageCheck(std::move(impl));
}

namespace {

// The page flat, at the size the measures are made for, without a rim of desk.
cv::Mat pageFor(const Frame& frame, const PageCorners& corners) {
  constexpr double kSide = 1600;
  const double aspect = aspectOf(corners, frame.width, frame.height);
  double longer = 0;
  for (std::size_t i = 0; i < 4; ++i)
    longer = std::max(
        longer, std::hypot(corners[i].x - corners[(i + 1) % 4].x, corners[i].y - corners[(i + 1) % 4].y));
  longer = std::min(longer, kSide);  // never enlarged: that blurs
  const double width = aspect > 1 ? longer : longer * aspect, height = aspect > 1 ? longer / aspect : longer;
  const cv::Mat flat = flatten(viewOf(frame), corners, std::max(32, static_cast<int>(width)),
                               std::max(32, static_cast<int>(height)));
  const int rim = std::max(1, flat.rows / 100);
  return flat(cv::Rect(rim, rim, flat.cols - 2 * rim, flat.rows - 2 * rim));
}

// A page without print is judged by its own outline.
std::optional<double> blurOfOutline(const Frame& frame, const PageCorners& corners) {
  std::vector<cv::Point2f> points;
  for (const Point& corner : corners)
    points.emplace_back(static_cast<float>(corner.x), static_cast<float>(corner.y));
  const cv::Rect around = cv::boundingRect(points);
  const cv::Rect seen = cv::Rect(around.x - 20, around.y - 20, around.width + 40, around.height + 40) &
                        cv::Rect(0, 0, frame.width, frame.height);
  if (seen.empty()) return std::nullopt;
  cv::Mat grey;
  cv::cvtColor(viewOf(frame)(seen), grey, cv::COLOR_BGR2GRAY);
  return blurOf(grey);
}

}  // namespace

PageVerdict PageCheck::judge(const Frame& frame, const FoundPage& page, const PageRule& rule) {
  PageVerdict verdict;
  const cv::Mat flat = pageFor(frame, page.corners);
  cv::Mat grey;
  cv::cvtColor(flat, grey, cv::COLOR_BGR2GRAY);
  verdict.brightness = pageBrightness(grey);
  verdict.glare = glareShare(flat);
  auto blur = blurOf(grey);
  if (!blur) blur = blurOfOutline(frame, page.corners);
  verdict.blur = blur.value_or(0);
  const auto byFace = turnsByFace(impl_->faces, grey);
  verdict.turns = byFace ? *byFace : turnsByText(grey).value_or(0);
  const auto advise = [&](bool given, PageAdvice advice) {
    if (given) verdict.advice.push_back(advice);
  };
  advise(page.cut, PageAdvice::CutEdge);
  advise(verdict.brightness < rule.leastBrightness, PageAdvice::TooDark);
  advise(verdict.glare > rule.mostGlare, PageAdvice::Glare);
  advise(verdict.blur > rule.mostBlur, PageAdvice::Blurred);
  advise(verdict.turns == 2, PageAdvice::UpsideDown);
  // A face that is not found in a bad picture may still be there.
  advise((rule.side == CardSide::Back && byFace) ||
             (rule.side == CardSide::Portrait && !byFace && verdict.advice.empty()),
         PageAdvice::WrongSide);
  return verdict;
}

}  // namespace doorstep::devices
