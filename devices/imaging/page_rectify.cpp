#include "devices/imaging/page_rectify.h"

#include <opencv2/imgproc.hpp>

#include "devices/imaging/page_measure.h"
#include "devices/imaging/picture_mat.h"

namespace doorstep::devices {

namespace {

Frame frameOf(const cv::Mat& bgr) {
  NewFrame frame(bgr.cols, bgr.rows);
  bgr.copyTo(frame.pixels);
  return frame.frame();
}

// Divides by the light that falls on the paper: print is narrower than the light's changes, so a closing and
// a median at a small scale take it away.
cv::Mat whitened(const cv::Mat& bgr) {
  constexpr double kSide = 400;    // px
  constexpr double kWhite = 1.08;  // what is nearly as bright as the paper is paper
  cv::Mat light;
  const double factor = kSide / std::max(bgr.cols, bgr.rows);
  cv::resize(bgr, light, {}, factor, factor, cv::INTER_AREA);
  cv::morphologyEx(light, light, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_ELLIPSE, {13, 13}));
  cv::medianBlur(light, light, 15);
  cv::GaussianBlur(light, light, {}, 2);
  cv::resize(light, light, bgr.size(), 0, 0, cv::INTER_LINEAR);
  cv::max(light, 24, light);  // a black picture stays black
  cv::Mat even;
  cv::divide(bgr, light, even, 255 * kWhite);
  return even;
}

bool convex(const PageCorners& corners) {
  for (std::size_t i = 0; i < 4; ++i) {
    const Point &a = corners[i], &b = corners[(i + 1) % 4], &c = corners[(i + 2) % 4];
    if ((b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x) < 1) return false;
  }
  return true;
}

cv::Mat turned(const cv::Mat& bgr, int turns) {
  cv::Mat result = bgr;
  constexpr std::array kTurns{cv::ROTATE_90_CLOCKWISE, cv::ROTATE_180, cv::ROTATE_90_COUNTERCLOCKWISE};
  if (turns % 4 != 0) cv::rotate(bgr, result, kTurns[static_cast<std::size_t>(turns % 4 - 1)]);
  return result;
}

double longest(const Point& a, const Point& b, const Point& c, const Point& d) {
  return std::max(std::hypot(a.x - b.x, a.y - b.y), std::hypot(c.x - d.x, c.y - d.y));
}

}  // namespace

PaperSize likelySize(const Frame& frame, const PageCorners& corners) {
  constexpr double kTolerance = 0.05;
  const double aspect = aspectOf(corners, frame.width, frame.height);
  for (const PaperSize& size : {kA4, kId1})
    for (const PaperSize& way : {size, PaperSize{size.height, size.width}})
      if (std::abs(aspect / (way.width / way.height) - 1) < kTolerance) return way;
  return kFreeSize;
}

Outcome<PageImage> rectifyPage(const Frame& frame, const PageCorners& corners, const RectifyWish& wish) {
  if (!frame.bgr || !convex(corners))
    return problem("page.bad-corners", "not clockwise, or no quadrilateral");
  const double aspect = aspectOf(corners, frame.width, frame.height);
  int turns = wish.turns, width = 0, height = 0;
  if (wish.size.known()) {
    width = dots(wish.size.width, wish.dpi);
    height = dots(wish.size.height, wish.dpi);
    const bool liesAcross = (aspect > 1) != (wish.size.width > wish.size.height);
    if (liesAcross && turns % 2 == 0) ++turns;
    if (turns % 2 != 0) std::swap(width, height);
  } else {
    const double across = longest(corners[0], corners[1], corners[3], corners[2]);
    const double down = longest(corners[0], corners[3], corners[1], corners[2]);
    width = static_cast<int>(std::lround(std::max(across, down * aspect)));
    height = static_cast<int>(std::lround(width / aspect));
  }
  cv::Mat page = flatten(viewOf(frame), corners, width, height);
  if (wish.whitePaper) page = whitened(page);
  return PageImage{frameOf(turned(page, turns)), wish.dpi};
}

Frame deskewed(const Frame& frame) {
  constexpr double kMost = 5, kStep = 0.25;  // degrees
  cv::Mat grey, small, ink;
  cv::cvtColor(viewOf(frame), grey, cv::COLOR_BGR2GRAY);
  const double factor = std::min(1.0, 800.0 / std::max(frame.width, frame.height));
  cv::resize(grey, small, {}, factor, factor, cv::INTER_AREA);
  cv::adaptiveThreshold(small, ink, 255, cv::ADAPTIVE_THRESH_MEAN_C, cv::THRESH_BINARY_INV, 31, 15);
  const auto turn = [](const cv::Mat& picture, double degrees, const cv::Scalar& around) {
    const cv::Point2f middle(static_cast<float>(picture.cols - 1) / 2,
                             static_cast<float>(picture.rows - 1) / 2);
    cv::Mat result;
    cv::warpAffine(picture, result, cv::getRotationMatrix2D(middle, degrees, 1), picture.size(),
                   cv::INTER_LINEAR, cv::BORDER_CONSTANT, around);
    return result;
  };
  double best = 0, most = 0, level = 0;
  for (double degrees = -kMost; degrees <= kMost; degrees += kStep) {
    cv::Mat rows, mean, deviation;
    cv::reduce(turn(ink, degrees, {}), rows, 1, cv::REDUCE_AVG, CV_64F);
    cv::meanStdDev(rows, mean, deviation);
    const double sharpness = deviation.at<double>(0);
    if (degrees == 0) level = sharpness;
    if (sharpness > most) std::tie(most, best) = std::pair(sharpness, degrees);
  }
  constexpr double kWorthIt = 1.05;
  if (best == 0 || most < kWorthIt * level) return frame;
  return frameOf(turn(viewOf(frame), best, cv::Scalar::all(255)));
}

}  // namespace doorstep::devices
