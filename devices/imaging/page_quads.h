#pragma once

#include <array>
#include <optional>
#include <vector>

#include <opencv2/core.hpp>

// The steps of the page finder. Private to devices/imaging: it shows OpenCV.
namespace doorstep::devices {

// A four-sided outline, clockwise; side i runs from corner i to the next.
struct Quad {
  std::array<cv::Point2d, 4> corners;
  std::array<bool, 4> border{};  // this side is the frame's edge, not the paper's
  bool cut = false;
  double area() const;
};

// What may be a page, from edges and from brightness and colour against the desk's. Many, most of them wrong.
std::vector<Quad> quadCandidates(const cv::Mat& bgr, double leastArea);

// One side as the picture has it: how far beside the straight line the edge lies, px towards the inside of a
// clockwise outline, as a parabola over the side's length (0-1). A sheet is rarely quite flat.
struct SideFit {
  double a = 0, b = 0, c = 0;  // a + b t + c t^2
  double support = 0;          // share of the visible length with an edge there
  double contrast = 0;         // levels between what lies on either side: a line drawn on the desk has none
  double at(double t) const { return a + b * t + c * t * t; }
};

// Looks for the edge at most `reach` px beside the line. Nothing when too little of it is in the frame.
std::optional<SideFit> fitSide(const cv::Mat& bgr, cv::Point2d from, cv::Point2d to, double reach);

// The quad with its corners moved to where the fitted sides meet; sides without a fit stay.
Quad refined(const cv::Mat& bgr, const Quad& quad, double reach);

}  // namespace doorstep::devices
