#include "devices/imaging/page_scenes.h"

#include <opencv2/imgproc.hpp>

#include "devices/imaging/picture_mat.h"
#include "devices/imaging/portrait_dice.h"

namespace doorstep::devices {

namespace {

using Corners = std::array<cv::Point2f, 4>;

cv::Point2d direction(double degrees) {
  return {std::cos(degrees * CV_PI / 180), std::sin(degrees * CV_PI / 180)};
}

cv::Mat noiseOf(cv::Size size, double deviation, unsigned seed) {
  cv::Mat noise(size, CV_32FC3);
  cv::RNG(seed).fill(noise, cv::RNG::NORMAL, cv::Scalar::all(0), cv::Scalar::all(deviation));
  return noise;
}

cv::Mat drawWood(cv::Size size, unsigned seed) {
  Dice dice(seed);
  cv::Mat streaks(size.height, 1, CV_32FC3);
  double tone = 0;
  for (int row = 0; row < size.height; ++row) {
    tone = tone * 0.9 + dice.between(-5, 5);
    streaks.at<cv::Vec3f>(row) = cv::Vec3f(static_cast<float>(72 + tone), static_cast<float>(112 + tone),
                                           static_cast<float>(150 + tone));
  }
  cv::Mat wood;
  cv::resize(streaks, wood, size, 0, 0, cv::INTER_NEAREST);
  return wood;
}

cv::Mat drawDesk(const PageScene& scene) {
  const cv::Size size(scene.width, scene.height);
  cv::Mat desk(size, CV_32FC3, cv::Scalar(48, 46, 46));
  if (scene.desk == Desk::Grey) desk = cv::Scalar(148, 150, 152);
  if (scene.desk == Desk::Wood) desk = drawWood(size, scene.seed);
  if (scene.desk == Desk::Green) {
    desk = cv::Scalar(78, 112, 52);
    for (int x = 20; x < size.width; x += 60) cv::line(desk, {x, 0}, {x, size.height}, {120, 150, 100}, 2);
    for (int y = 35; y < size.height; y += 60) cv::line(desk, {0, y}, {size.width, y}, {120, 150, 100}, 2);
  }
  return desk + noiseOf(size, 5, scene.seed);
}

// Where the paper's own corners lie in the frame, beginning with its own upper left one.
Corners placed(const PlacedPaper& paper, const PageScene& scene) {
  const PaperSize size = sizeOf(paper.paper);
  const double height = paper.height * scene.height, width = height * size.width / size.height;
  const cv::Point2d middle(paper.middle.x * scene.width, paper.middle.y * scene.height);
  const cv::Point2d right = direction(paper.turn), down(-right.y, right.x),
                    away = direction(paper.tiltTowards);
  Corners corners;
  for (std::size_t i = 0; i < corners.size(); ++i) {
    const double x = (i == 1 || i == 2 ? 0.5 : -0.5) * width, y = (i >= 2 ? 0.5 : -0.5) * height;
    const cv::Point2d offset = right * x + down * y;
    corners[i] = middle + offset / (1 + paper.tilt * offset.dot(away) / (0.5 * scene.height));
  }
  return corners;
}

// For every pixel of the frame: where it lies on the paper (px of `print`), and how much of it the paper
// covers.
struct Projection {
  cv::Mat map;       // CV_32FC2
  cv::Mat coverage;  // CV_32F, 0-1
};

// x and y of every pixel. Whole matrices at once: a loop over the pixels takes seconds in an unoptimised
// build.
std::pair<cv::Mat, cv::Mat> grid(cv::Size size) {
  cv::Mat across(1, size.width, CV_32F), down(size.height, 1, CV_32F), x, y;
  for (int i = 0; i < size.width; ++i) across.at<float>(i) = static_cast<float>(i);
  for (int i = 0; i < size.height; ++i) down.at<float>(i) = static_cast<float>(i);
  cv::repeat(across, size.height, 1, x);
  cv::repeat(down, 1, size.width, y);
  return {x, y};
}

// Of a sheet with round corners; `pixel` is one pixel of the frame on it.
cv::Mat coverageOf(const cv::Mat& x, const cv::Mat& y, const cv::Size2d& sheet, double pixel, double radius) {
  const cv::Mat dx = cv::abs(x - sheet.width / 2) - (sheet.width / 2 - radius);
  const cv::Mat dy = cv::abs(y - sheet.height / 2) - (sheet.height / 2 - radius);
  cv::Mat round;
  cv::magnitude(cv::max(dx, 0), cv::max(dy, 0), round);
  const cv::Mat outside = round + cv::min(cv::Mat(cv::max(dx, dy)), 0) - radius;
  return cv::min(cv::max(0.5 - outside / pixel, 0), 1);
}

Projection project(const Corners& corners, const PlacedPaper& paper, const cv::Mat& print, cv::Size frame) {
  const auto width = static_cast<float>(print.cols), height = static_cast<float>(print.rows);
  const Corners own{cv::Point2f(0, 0), cv::Point2f(width, 0), cv::Point2f(width, height),
                    cv::Point2f(0, height)};
  const cv::Matx33d to = cv::getPerspectiveTransform(corners.data(), own.data());
  const double pixel = height / (cv::norm(corners[3] - corners[0]) + 1e-9);
  const double radius = sizeOf(paper.paper) == kId1 ? 3.18 / kId1.height * height : 0;
  const auto [column, row] = grid(frame);
  const cv::Mat depth = to(2, 0) * column + to(2, 1) * row + to(2, 2);
  const cv::Mat x = (to(0, 0) * column + to(0, 1) * row + to(0, 2)) / depth;
  cv::Mat y = (to(1, 0) * column + to(1, 1) * row + to(1, 2)) / depth;
  y -= paper.curve * 4 / width * height * x.mul(1 - x / width);
  Projection result;
  result.coverage = coverageOf(x, y, {width, height}, pixel, radius);
  // Behind the camera's horizon there is no paper.
  result.coverage.setTo(0, depth <= 0);
  cv::merge(std::vector<cv::Mat>{x - 0.5, y - 0.5}, result.map);
  return result;
}

void blend(cv::Mat& picture, const cv::Mat& over, const cv::Mat& share) {
  cv::Mat three, difference;
  cv::merge(std::vector<cv::Mat>{share, share, share}, three);
  cv::multiply(over - picture, three, difference);
  picture += difference;
}

Corners drawPlaced(cv::Mat& picture, const PlacedPaper& paper, const PageScene& scene) {
  const Corners corners = placed(paper, scene);
  const int dpi = sizeOf(paper.paper) == kId1 ? 300 : 200;
  cv::Mat print = viewOf(drawPaper(paper.paper, dpi, paper.seed)).clone();
  // The lens averages what falls on one pixel.
  const double shrunk = print.rows / (cv::norm(corners[3] - corners[0]) + 1e-9);
  if (shrunk > 1) cv::GaussianBlur(print, print, {}, 0.45 * shrunk);
  const Projection projection = project(corners, paper, print, picture.size());
  cv::Mat cast, warped, overlay;
  cv::warpAffine(projection.coverage, cast, cv::Matx23d(1, 0, 3, 0, 1, 4), picture.size());
  cv::GaussianBlur(cast, cast, {}, 4);
  blend(picture, picture * 0.7, cast);
  cv::remap(print, warped, projection.map, {}, cv::INTER_LINEAR, cv::BORDER_REPLICATE);
  warped.convertTo(overlay, CV_32FC3);
  blend(picture, overlay, projection.coverage);
  return corners;
}

// What light does: a slope, a shadow's soft edge, the whole exposure.
void lightUp(cv::Mat& picture, const PageScene& scene) {
  Dice dice(scene.seed + 7);
  const cv::Point2d away = direction(dice.between(0, 360));
  const auto [x, y] = grid(picture.size());
  const cv::Mat far =
      x * (away.x / picture.cols) + y * (away.y / picture.rows) + (0.5 - (away.x + away.y) / 2);
  cv::Mat light = scene.light - scene.light * scene.slope * far;
  if (scene.shadow > 0) {
    cv::Mat shade(picture.size(), CV_32F, cv::Scalar(0));
    const double edge = dice.between(0.35, 0.65) * picture.cols,
                 lean = dice.between(-0.3, 0.3) * picture.cols;
    const std::vector<cv::Point> head{cv::Point2d(edge, 0), cv::Point2d(edge + lean, picture.rows),
                                      cv::Point(picture.cols, picture.rows), cv::Point(picture.cols, 0)};
    cv::fillPoly(shade, std::vector<std::vector<cv::Point>>{head}, cv::Scalar(1));
    cv::GaussianBlur(shade, shade, {}, picture.rows / 60.0);
    cv::multiply(light, 1 - scene.shadow * shade, light);
  }
  cv::Mat three;
  cv::merge(std::vector<cv::Mat>{light, light, light}, three);
  cv::multiply(picture, three, picture);
}

void reflect(cv::Mat& picture, const Corners& corners, double size, unsigned seed) {
  Dice dice(seed + 13);
  const auto across = static_cast<float>(dice.between(0.3, 0.7)),
             down = static_cast<float>(dice.between(0.3, 0.7));
  const cv::Point2f place =
      corners[0] + (corners[1] - corners[0]) * across + (corners[3] - corners[0]) * down;
  const double radius = size * cv::norm(corners[3] - corners[0]) / 2;
  const auto [x, y] = grid(picture.size());
  const cv::Mat dx = (x - place.x) / radius, dy = (y - place.y) / radius;
  const cv::Mat square = dx.mul(dx) + dy.mul(dy);
  cv::Mat lamp, three;
  cv::exp(-square.mul(square), lamp);
  lamp *= 230;
  cv::merge(std::vector<cv::Mat>{lamp, lamp, lamp}, three);
  picture += three;
}

}  // namespace

DrawnPageScene drawPages(const PageScene& scene) {
  cv::Mat picture = drawDesk(scene);
  DrawnPageScene result;
  std::vector<Corners> all;
  for (const auto& paper : scene.papers) all.push_back(drawPlaced(picture, paper, scene));
  lightUp(picture, scene);
  if (scene.glare > 0 && !all.empty()) reflect(picture, all.front(), scene.glare, scene.seed);
  if (scene.blur > 0) cv::GaussianBlur(picture, picture, {}, scene.blur);
  picture += noiseOf(picture.size(), scene.noise, scene.seed + 3);
  NewFrame frame(scene.width, scene.height);
  picture.convertTo(frame.pixels, CV_8UC3);
  result.frame = frame.frame();
  for (const auto& corners : all) {
    PageCorners seen;
    for (std::size_t i = 0; i < seen.size(); ++i) seen[i] = {corners[i].x, corners[i].y};
    result.corners.push_back(asSeen(seen));
  }
  return result;
}

}  // namespace doorstep::devices
