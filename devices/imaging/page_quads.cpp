#include "devices/imaging/page_quads.h"

#include <opencv2/imgproc.hpp>

namespace doorstep::devices {

namespace {

using Contour = std::vector<cv::Point>;

constexpr int kBorder = 3;  // px: a line so close to the frame's edge is the frame's edge

struct Edge {
  cv::Point2d from, to;
  bool border = false;
  std::size_t order = 0;
  double length() const { return cv::norm(to - from); }
};

bool onBorder(const cv::Point2d& from, const cv::Point2d& to, const cv::Size& frame) {
  const auto both = [](double a, double b, double low, double high) {
    return (a <= low && b <= low) || (a >= high && b >= high);
  };
  return both(from.x, to.x, kBorder, frame.width - 1 - kBorder) ||
         both(from.y, to.y, kBorder, frame.height - 1 - kBorder);
}

std::optional<cv::Point2d> crossing(const Edge& one, const Edge& other) {
  const cv::Point2d d = one.to - one.from, e = other.to - other.from;
  const double cross = d.x * e.y - d.y * e.x;
  if (std::abs(cross) < 0.2 * cv::norm(d) * cv::norm(e)) return std::nullopt;  // nearly parallel
  const cv::Point2d gap = other.from - one.from;
  return one.from + d * ((gap.x * e.y - gap.y * e.x) / cross);
}

// The four sides that matter: the paper's own first, the frame's edge where the paper is cut off.
std::vector<Edge> sidesOf(const Contour& outline, const cv::Size& frame, double perimeter) {
  std::vector<Edge> edges;
  for (std::size_t i = 0; i < outline.size(); ++i) {
    const cv::Point2d from = outline[i], to = outline[(i + 1) % outline.size()];
    edges.push_back({from, to, onBorder(from, to, frame), i});
  }
  const auto weight = [&](const Edge& edge) {
    const bool own = !edge.border && edge.length() > 0.06 * perimeter;
    return (own ? 10 * perimeter : 0) + edge.length();
  };
  std::sort(edges.begin(), edges.end(), [&](const Edge& a, const Edge& b) { return weight(a) > weight(b); });
  if (edges.size() > 4) edges.resize(4);
  std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.order < b.order; });
  return edges;
}

bool insideBounds(const cv::Point2d& point, const cv::Size& frame) {
  return point.x > -0.5 * frame.width && point.x < 1.5 * frame.width && point.y > -0.5 * frame.height &&
         point.y < 1.5 * frame.height;
}

std::optional<Quad> quadOf(const Contour& contour, const cv::Size& frame) {
  Contour hull, outline;
  cv::convexHull(contour, hull);
  const double perimeter = cv::arcLength(hull, true);
  cv::approxPolyDP(hull, outline, 0.008 * perimeter, true);
  if (outline.size() < 4) return std::nullopt;
  if (cv::contourArea(outline, true) < 0) std::reverse(outline.begin(), outline.end());
  const auto sides = sidesOf(outline, frame, perimeter);
  Quad quad;
  int own = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto corner = crossing(sides[(i + 3) % 4], sides[i]);
    if (!corner || !insideBounds(*corner, frame)) return std::nullopt;
    quad.corners[i] = *corner;
    quad.border[i] = sides[i].border;
    own += sides[i].border ? 0 : 1;
  }
  const double hullArea = cv::contourArea(hull), area = quad.area();
  // A card's round corners and a bent sheet's sides take or add a little.
  const bool touches = std::any_of(outline.begin(), outline.end(), [&](const cv::Point& point) {
    return !cv::Rect(kBorder, kBorder, frame.width - 2 * kBorder, frame.height - 2 * kBorder).contains(point);
  });
  if (own < 2 || area < 0.9 * hullArea || (!touches && area > 1.12 * hullArea) || area > 2 * hullArea)
    return std::nullopt;
  quad.cut = touches;
  return quad;
}

void collect(const cv::Mat& mask, int mode, double leastArea, std::vector<Quad>& quads) {
  std::vector<Contour> contours;
  cv::findContours(mask, contours, mode, cv::CHAIN_APPROX_SIMPLE);
  for (const auto& contour : contours) {
    if (cv::boundingRect(contour).area() < leastArea) continue;
    if (auto quad = quadOf(contour, mask.size()); quad && quad->area() >= leastArea) quads.push_back(*quad);
  }
}

void fromEdges(const cv::Mat& channel, double leastArea, std::vector<Quad>& quads) {
  for (const auto& [low, high] : {std::pair{15, 45}, {40, 120}, {90, 220}}) {
    cv::Mat edges;
    cv::Canny(channel, edges, low, high);
    cv::dilate(edges, edges, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    collect(edges, cv::RETR_LIST, leastArea, quads);
  }
}

// Marks what the level divides; text and small gaps are filled, threads between neighbours cut.
void fromMask(cv::Mat mask, double leastArea, std::vector<Quad>& quads) {
  const cv::Mat small = cv::getStructuringElement(cv::MORPH_ELLIPSE, {5, 5});
  cv::morphologyEx(mask, mask, cv::MORPH_OPEN, small);
  collect(mask, cv::RETR_LIST, leastArea, quads);
  cv::morphologyEx(mask, mask, cv::MORPH_CLOSE, cv::getStructuringElement(cv::MORPH_ELLIPSE, {9, 9}));
  collect(mask, cv::RETR_LIST, leastArea, quads);
}

// How much every pixel differs from the desk, taken as what lies along the frame's edge.
cv::Mat againstDesk(const cv::Mat& lab) {
  const int rim = std::max(4, lab.cols / 60);
  std::array<std::vector<int>, 3> values;
  for (int i = 0; i < lab.cols; i += 3)
    for (const int row : {rim / 2, lab.rows - 1 - rim / 2})
      for (std::size_t c = 0; c < 3; ++c) values[c].push_back(lab.at<cv::Vec3b>(row, i)[static_cast<int>(c)]);
  for (int i = 0; i < lab.rows; i += 3)
    for (const int column : {rim / 2, lab.cols - 1 - rim / 2})
      for (std::size_t c = 0; c < 3; ++c)
        values[c].push_back(lab.at<cv::Vec3b>(i, column)[static_cast<int>(c)]);
  cv::Scalar desk;
  for (std::size_t c = 0; c < 3; ++c) {
    const auto middle = values[c].begin() + static_cast<std::ptrdiff_t>(values[c].size() / 2);
    std::nth_element(values[c].begin(), middle, values[c].end());
    desk[static_cast<int>(c)] = *middle;
  }
  cv::Mat difference, channels[3];
  cv::absdiff(lab, desk, difference);
  cv::split(difference, channels);
  cv::Mat sum;
  cv::addWeighted(channels[1], 1, channels[2], 1, 0, sum);
  cv::addWeighted(channels[0], 1, sum, 1.5, 0, sum);
  return sum;
}

}  // namespace

double Quad::area() const {
  const std::vector<cv::Point2f> points(corners.begin(), corners.end());
  return cv::contourArea(points);
}

std::vector<Quad> quadCandidates(const cv::Mat& bgr, double leastArea) {
  cv::Mat smooth, lab, channels[3];
  cv::GaussianBlur(bgr, smooth, {}, 1.2);
  cv::cvtColor(smooth, lab, cv::COLOR_BGR2Lab);
  cv::split(lab, channels);
  // A dim picture's edges are as faint as its light; they are searched in the full range.
  cv::Mat light;
  cv::normalize(channels[0], light, 0, 255, cv::NORM_MINMAX);
  std::vector<Quad> quads;
  fromEdges(light, leastArea, quads);
  fromEdges(againstDesk(lab), leastArea, quads);
  for (const cv::Mat& channel : {light, againstDesk(lab)}) {
    cv::Mat mask;
    const double level = cv::threshold(channel, mask, 0, 255, cv::THRESH_OTSU);
    fromMask(mask, leastArea, quads);
    for (const double share : {0.5, 0.75, 1.25}) {
      cv::threshold(channel, mask, level * share, 255, cv::THRESH_BINARY);
      fromMask(mask, leastArea, quads);
    }
  }
  return quads;
}

}  // namespace doorstep::devices
