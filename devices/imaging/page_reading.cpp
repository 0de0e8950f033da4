#include <opencv2/imgproc.hpp>

#include "devices/imaging/page_measure.h"

// Which way up a page lies.
namespace doorstep::devices {

namespace {

struct Run {
  int from = 0, to = 0;  // one past the last
  int length() const { return to - from; }
};

std::vector<Run> runsOf(const cv::Mat& profile, double least) {
  std::vector<Run> runs;
  for (int i = 0; i < static_cast<int>(profile.total()); ++i) {
    if (profile.at<float>(i) <= least) continue;
    if (runs.empty() || runs.back().to != i) runs.push_back({i, i});
    runs.back().to = i + 1;
  }
  return runs;
}

cv::Mat inkOf(const cv::Mat& grey) {
  cv::Mat ink;
  const int block = std::max(15, grey.rows / 40) | 1;
  cv::adaptiveThreshold(grey, ink, 255, cv::ADAPTIVE_THRESH_MEAN_C, cv::THRESH_BINARY_INV, block, 18);
  return ink;
}

cv::Mat profileOf(const cv::Mat& ink, int axis) {
  cv::Mat profile;
  cv::reduce(ink, profile, axis, cv::REDUCE_AVG, CV_32F);
  return profile.reshape(1, 1);
}

// Lines of text make the sum along them rise and fall.
double linesIn(const cv::Mat& ink, int axis) {
  const cv::Mat profile = profileOf(ink, axis);
  cv::Mat change;
  cv::absdiff(profile.colRange(1, profile.cols), profile.colRange(0, profile.cols - 1), change);
  return cv::sum(change)[0] / (cv::sum(profile)[0] + 1);
}

// Commas and full stops stand at the foot of their line, alone in their column. +1 for each at the foot, -1
// at the top.
void countPoints(const cv::Mat& line, int& foot, int& top) {
  const double height = line.rows;
  for (const Run& run : runsOf(profileOf(line, 0), 0)) {
    if (run.length() > 0.38 * height || run.length() < 0.06 * height) continue;
    const auto rows = runsOf(profileOf(line.colRange(run.from, run.to), 1), 0);
    if (rows.empty()) continue;
    const double from = rows.front().from / height, to = rows.back().to / height;
    if (to - from > 0.45) continue;
    if (from > 0.5) ++foot;
    if (to < 0.5) ++top;
  }
}

}  // namespace

std::optional<int> turnsByText(const cv::Mat& grey) {
  constexpr double kSide = 1600;  // px: the longer side at which text is looked at
  cv::Mat page = grey;
  const double factor = kSide / std::max(grey.cols, grey.rows);
  cv::resize(grey, page, {}, factor, factor, factor < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
  const int margin = page.cols / 30;
  cv::Mat ink = inkOf(page(cv::Rect(margin, margin, page.cols - 2 * margin, page.rows - 2 * margin)));
  const double level = linesIn(ink, 1), upright = linesIn(ink, 0);
  if (std::max(level, upright) < 1.25 * std::min(level, upright)) return std::nullopt;
  const bool sideways = upright > level;
  if (sideways) cv::rotate(ink, ink, cv::ROTATE_90_CLOCKWISE);
  int foot = 0, top = 0;
  for (const Run& row : runsOf(profileOf(ink, 1), 2))
    if (row.length() >= 10 && row.length() <= ink.rows / 12)
      countPoints(ink.rowRange(row.from, row.to), foot, top);
  constexpr int kFewest = 5;
  if (std::max(foot, top) < kFewest || std::max(foot, top) < 1.8 * std::min(foot, top)) return std::nullopt;
  return (sideways ? 1 : 0) + (top > foot ? 2 : 0);
}

std::optional<int> turnsByFace(cv::CascadeClassifier& cascade, const cv::Mat& grey) {
  constexpr double kSide = 640;  // px
  cv::Mat page;
  const double factor = kSide / std::max(grey.cols, grey.rows);
  cv::resize(grey, page, {}, factor, factor, factor < 1 ? cv::INTER_AREA : cv::INTER_LINEAR);
  for (int turns = 0; turns < 4; ++turns) {
    std::vector<cv::Rect> faces;
    cascade.detectMultiScale(page, faces, 1.1, 4, 0, {48, 48}, {260, 260});
    if (faces.size() == 1) return turns;
    cv::rotate(page, page, cv::ROTATE_90_CLOCKWISE);
  }
  return std::nullopt;
}

}  // namespace doorstep::devices
