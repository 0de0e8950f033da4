#include "devices/imaging/page_measure.h"

#include <opencv2/imgproc.hpp>

namespace doorstep::devices {

cv::Mat flatten(const cv::Mat& bgr, const PageCorners& corners, int width, int height) {
  std::array<cv::Point2f, 4> from,
      to{cv::Point2f(-0.5F, -0.5F), cv::Point2f(static_cast<float>(width) - 0.5F, -0.5F),
         cv::Point2f(static_cast<float>(width) - 0.5F, static_cast<float>(height) - 0.5F),
         cv::Point2f(-0.5F, static_cast<float>(height) - 0.5F)};
  for (std::size_t i = 0; i < 4; ++i)
    from[i] = {static_cast<float>(corners[i].x), static_cast<float>(corners[i].y)};
  cv::Mat flat;
  cv::warpPerspective(bgr, flat, cv::getPerspectiveTransform(from.data(), to.data()), {width, height},
                      cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar::all(255));
  return flat;
}

// Zhang and He, "Whiteboard scanning and image enhancement" (2007), equations 11, 12, 20 and 21.
double aspectOf(const PageCorners& corners, int frameWidth, int frameHeight) {
  const auto distance = [&](std::size_t a, std::size_t b) {
    return std::hypot(corners[a].x - corners[b].x, corners[a].y - corners[b].y);
  };
  const double plain = (distance(0, 1) + distance(3, 2)) / (distance(0, 3) + distance(1, 2) + 1e-9);
  const auto m = [&](std::size_t i) {
    return cv::Vec3d(corners[i].x - frameWidth / 2.0, corners[i].y - frameHeight / 2.0, 1);
  };
  const cv::Vec3d m1 = m(0), m2 = m(1), m3 = m(3), m4 = m(2);
  const double k2 = m1.cross(m4).dot(m3) / m2.cross(m4).dot(m3),
               k3 = m1.cross(m4).dot(m2) / m3.cross(m4).dot(m2);
  const cv::Vec3d n2 = k2 * m2 - m1, n3 = k3 * m3 - m1;
  constexpr double kFlat = 0.02;  // seen from straight above there is no perspective to calculate with
  if (std::abs(k2 - 1) < kFlat || std::abs(k3 - 1) < kFlat) return plain;
  const double focal = -(n2[0] * n3[0] + n2[1] * n3[1]) / (n2[2] * n3[2]);
  const double side = std::max(frameWidth, frameHeight);
  if (!std::isfinite(focal) || focal < 0.25 * side * side || focal > 25 * side * side) return plain;
  const auto square = [&](const cv::Vec3d& n) { return (n[0] * n[0] + n[1] * n[1]) / focal + n[2] * n[2]; };
  const double ratio = std::sqrt(square(n2) / square(n3));
  return ratio > plain * 0.75 && ratio < plain / 0.75 ? ratio : plain;
}

double pageBrightness(const cv::Mat& grey) {
  cv::Mat sorted = grey.reshape(1, 1).clone();
  cv::sort(sorted, sorted, cv::SORT_ASCENDING);
  return sorted.at<std::uint8_t>(static_cast<int>(sorted.total() * 9 / 10));
}

double glareShare(const cv::Mat& bgr) {
  constexpr double kBurnt = 250, kPaper = 244;
  cv::Mat channels[3], least;
  cv::split(bgr, channels);
  cv::min(channels[0], channels[1], least);
  cv::min(least, channels[2], least);
  // A scanner's paper is as white as can be: that is no lamp.
  cv::Mat sorted = least.reshape(1, 1).clone();
  cv::sort(sorted, sorted, cv::SORT_ASCENDING);
  if (sorted.at<std::uint8_t>(static_cast<int>(sorted.total() / 2)) >= kPaper) return 0;
  cv::Mat burnt = least >= kBurnt;
  const int size = std::max(3, bgr.rows / 120) | 1;
  cv::morphologyEx(burnt, burnt, cv::MORPH_OPEN, cv::getStructuringElement(cv::MORPH_ELLIPSE, {size, size}));
  return cv::countNonZero(burnt) / static_cast<double>(burnt.total());
}

// The steepest place of an edge of height h blurred by s has the slope h / (s sqrt(2 pi)): measured in tiles,
// each by its own strongest edge, so that contrast and light do not matter.
std::optional<double> blurOf(const cv::Mat& grey) {
  constexpr int kTile = 48, kAround = 7;
  constexpr double kLeastContrast = 40;
  cv::Mat smooth, dx, dy, slope, high, low;
  cv::GaussianBlur(grey, smooth, {}, 0.8);
  smooth.convertTo(smooth, CV_32F);
  const cv::Mat centred = (cv::Mat_<float>(1, 3) << -0.5F, 0, 0.5F);
  cv::filter2D(smooth, dx, -1, centred);
  cv::filter2D(smooth, dy, -1, centred.t());
  cv::magnitude(dx, dy, slope);
  const cv::Mat around = cv::getStructuringElement(cv::MORPH_RECT, {kAround, kAround});
  cv::dilate(smooth, high, around);
  cv::erode(smooth, low, around);
  const cv::Mat contrast = high - low;
  std::vector<double> blurs;
  for (int y = 0; y + kTile <= grey.rows; y += kTile)
    for (int x = 0; x + kTile <= grey.cols; x += kTile) {
      const cv::Rect tile(x, y, kTile, kTile);
      double most = 0;
      cv::Point where;
      cv::minMaxLoc(slope(tile), nullptr, &most, nullptr, &where);
      const double height = contrast(tile).at<float>(where);
      if (height < kLeastContrast || most <= 0) continue;
      blurs.push_back(height / (most * std::sqrt(2 * CV_PI)));
    }
  if (blurs.empty()) return std::nullopt;
  const auto middle = blurs.begin() + static_cast<std::ptrdiff_t>(blurs.size() / 2);
  std::nth_element(blurs.begin(), middle, blurs.end());
  return *middle;
}

}  // namespace doorstep::devices
