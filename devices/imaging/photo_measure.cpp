#include "devices/imaging/photo_measure.h"

#include <algorithm>

#include <opencv2/imgproc.hpp>

namespace doorstep::devices {

namespace {

constexpr double kSearchSide = 480;  // px: the longer side of the picture in which faces are searched
constexpr int kSmallestFace = 28;    // px there
constexpr double kFineFace = 64;     // px: the width of a face when it is measured again
constexpr double kCommonFace = 128;  // px: the scale at which sharpness and outline are measured

cv::Rect inside(const cv::Rect2d& rect, const cv::Mat& picture) {
  return cv::Rect(rect) & cv::Rect(0, 0, picture.cols, picture.rows);
}

cv::Mat scaled(const cv::Mat& picture, double factor) {
  cv::Mat result;
  cv::resize(picture, result, {}, factor, factor, factor < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  return result;
}

// The cascade's box jumps with the scale at which a face was met. Meeting it again at one size, in small
// steps, halves the scatter.
cv::Rect2d measuredAgain(cv::CascadeClassifier& cascade, const cv::Mat& grey, const cv::Rect2d& face) {
  const double margin = face.width * 0.45;
  const cv::Rect around =
      inside({face.x - margin, face.y - margin, face.width + 2 * margin, face.height + 2 * margin}, grey);
  const double factor = kFineFace / face.width;
  cv::Mat close = scaled(grey(around), factor);
  cv::equalizeHist(close, close);
  std::vector<cv::Rect> found;
  const cv::Size least(static_cast<int>(kFineFace * 0.7), static_cast<int>(kFineFace * 0.7));
  const cv::Size most(static_cast<int>(kFineFace * 1.4), static_cast<int>(kFineFace * 1.4));
  cascade.detectMultiScale(close, found, 1.05, 3, 0, least, most);
  if (found.size() != 1) return face;
  const cv::Rect& box = found.front();
  return {around.x + box.x / factor, around.y + box.y / factor, box.width / factor, box.height / factor};
}

Head estimated(const cv::Rect2d& face, const PhotoRule& rule) {
  const double middle = face.x + face.width / 2, half = face.width * rule.headWidthToBox / 2;
  return {face.y - rule.crownAboveBox * face.width, face.y + rule.chinBelowBoxTop * face.width, middle - half,
          middle + half};
}

// The parts of the crop that show nothing but wall when a head of the right size stands in it.
std::vector<cv::Rect> wallParts(const cv::Mat& picture, const cv::Rect2d& crop, const Head& head) {
  const double side = crop.width * 0.09, low = head.top + head.length() * 0.8;
  std::vector<cv::Rect> parts;
  for (const cv::Rect2d& part : {cv::Rect2d(crop.x, crop.y, side, low - crop.y),
                                 cv::Rect2d(crop.x + crop.width - side, crop.y, side, low - crop.y),
                                 cv::Rect2d(crop.x, crop.y, crop.width, (head.top - crop.y) * 0.5)}) {
    if (const cv::Rect seen = inside(part, picture); !seen.empty()) parts.push_back(seen);
  }
  return parts;
}

cv::Scalar wallColour(const cv::Mat& bgr, const std::vector<cv::Rect>& parts) {
  cv::Scalar sum;
  double pixels = 0;
  for (const cv::Rect& part : parts) {
    sum += cv::mean(bgr(part)) * static_cast<double>(part.area());
    pixels += part.area();
  }
  return pixels > 0 ? sum * (1 / pixels) : cv::Scalar();
}

// 255 where the picture differs from the wall.
cv::Mat notWall(const cv::Mat& bgr, const cv::Scalar& wall) {
  constexpr double kDifference = 36;
  cv::Mat difference, channels[3], most;
  cv::absdiff(bgr, wall, difference);
  cv::split(difference, channels);
  cv::max(channels[0], channels[1], most);
  cv::max(most, channels[2], most);
  return most > kDifference;
}

bool about(double value, double expected) {
  return value > expected * 0.8 && value < expected * 1.25;
}

}  // namespace

std::vector<cv::Rect2d> findFaces(cv::CascadeClassifier& cascade, const cv::Mat& grey) {
  const double factor = std::min(1.0, kSearchSide / std::max(grey.cols, grey.rows));
  cv::Mat small = scaled(grey, factor);
  // The cascade evens out contrast by itself, window by window; a dark picture only lacks grey levels for it.
  // Equalising the histogram here would raise the grain of the wall until faces appear in it.
  small.convertTo(small, -1, std::clamp(128 / std::max(1.0, cv::mean(small)[0]), 1.0, 6.0));
  std::vector<cv::Rect> found;
  cascade.detectMultiScale(small, found, 1.2, 3, 0, {kSmallestFace, kSmallestFace});
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.width > b.width; });
  std::vector<cv::Rect2d> faces;
  for (const cv::Rect& box : found) {
    const cv::Rect2d face(box.x / factor, box.y / factor, box.width / factor, box.height / factor);
    // A mouth or an eye taken for a face lies in the face it belongs to.
    if (faces.empty() || (faces.front() & face).area() < 0.3 * face.area()) faces.push_back(face);
  }
  if (!faces.empty()) faces.front() = measuredAgain(cascade, grey, faces.front());
  return faces;
}

Head measureHead(const cv::Mat& bgr, const cv::Rect2d& face, const PhotoRule& rule) {
  Head head = estimated(face, rule);
  const auto walls = wallParts(bgr, cropFor(head, rule), head);
  const cv::Rect above = inside(
      {face.x - face.width * 0.35, face.y - face.width * 0.75, face.width * 1.7, face.width * 1.1}, bgr);
  if (walls.empty() || above.empty()) return head;
  const double factor = kCommonFace / face.width;
  const cv::Mat person = notWall(scaled(bgr(above), factor), wallColour(bgr, walls));
  const int middle = static_cast<int>((head.middle() - above.x) * factor);
  const int reach = static_cast<int>(head.width() * 0.3 * factor);
  if (middle - reach < 0 || middle + reach >= person.cols) return head;

  // Upwards from the brow until the wall shows in four columns of five.
  int top = std::clamp(static_cast<int>((face.y - above.y) * factor), 0, person.rows - 1);
  while (top > 0 &&
         cv::countNonZero(person.row(top - 1).colRange(middle - reach, middle + reach)) > reach * 2 / 5)
    --top;
  // Outwards from the middle, above the ears.
  int left = middle, right = middle;
  for (int row = top; row < person.rows; ++row) {
    const auto* pixel = person.ptr<std::uint8_t>(row);
    int l = middle, r = middle;
    while (l > 0 && pixel[l - 1] != 0) --l;
    while (r < person.cols - 1 && pixel[r + 1] != 0) ++r;
    left = std::min(left, l);
    right = std::max(right, r);
  }
  const Head seen{above.y + top / factor, head.chin, above.x + left / factor, above.x + (right + 1) / factor};
  // White hair, a coat hook, somebody behind: then the estimate is better.
  if (about(seen.length(), head.length())) head.top = seen.top;
  if (about(seen.width(), head.width())) {
    head.left = seen.left;
    head.right = seen.right;
  }
  return head;
}

cv::Rect2d cropFor(const Head& head, const PhotoRule& rule) {
  const double least = std::max(rule.headLength.least / head.length(), rule.headWidth.least / head.width());
  const double most = std::min(rule.headLength.most / head.length(), rule.headWidth.most / head.width());
  const double scale = least <= most ? (least + most) / 2 : rule.headLength.middle() / head.length();
  const double width = rule.width / scale, height = rule.height / scale;
  return {head.middle() - width / 2, head.top - rule.topGap.middle() / scale, width, height};
}

double sharpnessOf(const cv::Mat& grey, const cv::Rect2d& face) {
  const cv::Rect seen = inside(face, grey);
  if (seen.empty()) return 0;
  cv::Mat patch = scaled(grey(seen), kCommonFace / seen.width), edges;
  const double mean = cv::mean(patch)[0];
  if (mean < 1) return 0;
  patch.convertTo(patch, CV_32F, 128 / mean);  // or a dark picture would pass for a blurred one
  cv::Laplacian(patch, edges, CV_32F);
  cv::Scalar average, deviation;
  cv::meanStdDev(edges, average, deviation);
  return deviation[0] * deviation[0];
}

double brightnessOf(const cv::Mat& grey, const cv::Rect2d& face) {
  const cv::Rect seen = inside(face, grey);
  return seen.empty() ? 0 : cv::mean(grey(seen))[0];
}

double burntShare(const cv::Mat& grey, const cv::Rect2d& face) {
  const cv::Rect seen = inside(face, grey);
  if (seen.empty()) return 0;
  const cv::Mat burnt = grey(seen) >= 250;
  return static_cast<double>(cv::countNonZero(burnt)) / seen.area();
}

double whiteShare(const cv::Mat& bgr, const cv::Rect2d& crop, const Head& head, const PhotoRule& rule) {
  double white = 0, all = 0;
  for (const cv::Rect& part : wallParts(bgr, crop, head)) {
    cv::Mat smooth, channels[3], least, most;
    cv::blur(bgr(part), smooth, {3, 3});  // grain is not colour
    cv::split(smooth, channels);
    cv::min(channels[0], channels[1], least);
    cv::min(least, channels[2], least);
    cv::max(channels[0], channels[1], most);
    cv::max(most, channels[2], most);
    const cv::Mat bright = least >= rule.wallLevel, neutral = (most - least) <= rule.wallTint;
    white += cv::countNonZero(bright & neutral);
    all += part.area();
  }
  return all > 0 ? white / all : 0;
}

}  // namespace doorstep::devices
