#include <opencv2/imgproc.hpp>

#include "devices/imaging/page_quads.h"

// The sides of a page, measured: a strip of the picture along each, and in it the line where paper and desk
// meet.
namespace doorstep::devices {

namespace {

constexpr int kSamples = 96;
constexpr double kLeastStep = 9;  // levels: paper and desk differ by at least that much at an edge
constexpr double kEnds = 0.07;    // of the length: round corners, and the neighbour's edge

struct Sample {
  double t = 0, offset = 0;
};

// Column i of the strip lies at (i + 0.5) / kSamples of the side; the middle row on the side, rows below it
// to the right of the side's direction.
cv::Mat stripAlong(const cv::Mat& bgr, cv::Point2d from, cv::Point2d to, int reach) {
  const cv::Point2d along = (to - from) / kSamples, unit = (to - from) / cv::norm(to - from);
  const cv::Point2d right(-unit.y, unit.x), origin = from + along * 0.5 - right * reach;
  const cv::Matx23d toPicture(along.x, right.x, origin.x, along.y, right.y, origin.y);
  cv::Mat strip;
  cv::warpAffine(bgr, strip, toPicture, {kSamples, 2 * reach + 1}, cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                 cv::BORDER_REPLICATE);
  return strip;
}

// How strongly the colour steps at each place, across the side.
cv::Mat stepsIn(const cv::Mat& strip) {
  cv::Mat smooth, step, channels[3];
  cv::GaussianBlur(strip, smooth, {5, 5}, 1.2, 1.2);
  cv::Mat kernel = (cv::Mat_<float>(5, 1) << -0.5F, -0.5F, 0, 0.5F, 0.5F);
  cv::filter2D(smooth, step, CV_32F, kernel);
  step = cv::abs(step);
  cv::split(step, channels);
  return cv::max(cv::max(channels[0], channels[1]), channels[2]);
}

std::vector<Sample> samplesOf(const cv::Mat& bgr, cv::Point2d from, cv::Point2d to, int reach, int& visible) {
  const cv::Mat steps = stepsIn(stripAlong(bgr, from, to, reach));
  std::vector<Sample> samples;
  visible = 0;
  for (int i = 0; i < kSamples; ++i) {
    const double t = (i + 0.5) / kSamples;
    const cv::Point2d place = from + (to - from) * t;
    const bool inFrame = place.x > 2 && place.y > 2 && place.x < bgr.cols - 3 && place.y < bgr.rows - 3;
    if (t < kEnds || t > 1 - kEnds || !inFrame) continue;
    ++visible;
    double most = 0;
    cv::Point where;
    cv::minMaxLoc(steps.col(i), nullptr, &most, nullptr, &where);
    if (most < kLeastStep) continue;
    double fine = 0;
    if (where.y > 0 && where.y < steps.rows - 1) {
      const double before = steps.at<float>(where.y - 1, i), after = steps.at<float>(where.y + 1, i);
      const double bend = before - 2 * most + after;
      if (bend < -1e-6) fine = 0.5 * (before - after) / bend;
    }
    samples.push_back({t, where.y + fine - reach});
  }
  return samples;
}

// The colour beside the line on the outside against that on the inside, the strongest channel. What is close
// to the line is left out.
double contrastAcross(const cv::Mat& bgr, cv::Point2d from, cv::Point2d to, const SideFit& fit) {
  constexpr int kClose = 3, kWide = 9;
  const cv::Point2d unit = (to - from) / cv::norm(to - from), inwards(-unit.y, unit.x);
  const cv::Mat strip =
      stripAlong(bgr, from + inwards * fit.at(0.15), to + inwards * fit.at(0.85), kClose + kWide);
  const cv::Rect middle(kSamples / 8, 0, kSamples * 3 / 4, kWide);
  const cv::Scalar outside = cv::mean(strip(middle));
  const cv::Scalar inside = cv::mean(strip(middle + cv::Point(0, 2 * kClose + kWide + 1)));
  return std::max(
      {std::abs(outside[0] - inside[0]), std::abs(outside[1] - inside[1]), std::abs(outside[2] - inside[2])});
}

SideFit parabolaThrough(const std::vector<Sample>& samples, bool straight) {
  const int unknowns = straight ? 2 : 3;
  cv::Mat left(static_cast<int>(samples.size()), unknowns, CV_64F), right(left.rows, 1, CV_64F), solved;
  for (int i = 0; i < left.rows; ++i) {
    const Sample& sample = samples[static_cast<std::size_t>(i)];
    for (int power = 0; power < unknowns; ++power) left.at<double>(i, power) = std::pow(sample.t, power);
    right.at<double>(i) = sample.offset;
  }
  cv::solve(left, right, solved, cv::DECOMP_SVD);
  return {solved.at<double>(0), solved.at<double>(1), straight ? 0 : solved.at<double>(2), 0, 0};
}

std::vector<Sample> near(const std::vector<Sample>& samples, const SideFit& fit, double distance) {
  std::vector<Sample> close;
  for (const Sample& sample : samples)
    if (std::abs(sample.offset - fit.at(sample.t)) <= distance) close.push_back(sample);
  return close;
}

// The curve most samples agree on, whatever the others say.
std::vector<Sample> agreed(const std::vector<Sample>& samples, double distance) {
  constexpr int kAttempts = 60;
  cv::RNG dice(17);
  std::vector<Sample> best;
  const auto count = static_cast<int>(samples.size());
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    std::vector<Sample> few;
    // One of each third, so that the curve is held at both ends.
    for (int part = 0; part < 3; ++part)
      few.push_back(
          samples[static_cast<std::size_t>(dice.uniform(count * part / 3, count * (part + 1) / 3))]);
    auto close = near(samples, parabolaThrough(few, attempt % 2 == 0), distance);
    if (close.size() > best.size()) best = std::move(close);
  }
  return best;
}

}  // namespace

std::optional<SideFit> fitSide(const cv::Mat& bgr, cv::Point2d from, cv::Point2d to, double reach) {
  constexpr int kFewest = 12;
  int visible = 0;
  const int rows = std::max(3, static_cast<int>(std::lround(reach)));
  const auto samples = samplesOf(bgr, from, to, rows, visible);
  if (visible < kFewest || samples.size() < kFewest) return std::nullopt;
  const double tolerance = std::max(1.2, reach * 0.06);
  auto close = agreed(samples, tolerance);
  if (close.size() < kFewest) return std::nullopt;
  // A curve needs the whole side; what is seen of a part is taken as straight.
  const bool straight = close.back().t - close.front().t < 0.7 || close.size() < kSamples / 2;
  SideFit fit = parabolaThrough(close, straight);
  close = near(samples, fit, tolerance);
  if (close.size() >= kFewest) fit = parabolaThrough(close, straight);
  fit.support = static_cast<double>(close.size()) / visible;
  fit.contrast = contrastAcross(bgr, from, to, fit);
  return fit;
}

Quad refined(const cv::Mat& bgr, const Quad& quad, double reach) {
  struct Side {
    cv::Point2d from, along, inwards;
    std::optional<SideFit> fit;
    // The straight line that touches the side at one of its ends.
    std::pair<cv::Point2d, cv::Point2d> lineAt(double t) const {
      const SideFit flat = fit.value_or(SideFit{});
      return {from + along * t + inwards * flat.at(t), along + inwards * (flat.b + 2 * flat.c * t)};
    }
  };
  std::array<Side, 4> sides;
  for (std::size_t i = 0; i < 4; ++i) {
    const cv::Point2d from = quad.corners[i], to = quad.corners[(i + 1) % 4],
                      unit = (to - from) / cv::norm(to - from);
    sides[i] = {from, to - from, {-unit.y, unit.x}, std::nullopt};
    if (!quad.border[i]) sides[i].fit = fitSide(bgr, from, to, reach);
    if (sides[i].fit && sides[i].fit->support < 0.35) sides[i].fit.reset();
  }
  Quad result = quad;
  for (std::size_t i = 0; i < 4; ++i) {
    const auto [p, d] = sides[(i + 3) % 4].lineAt(1);
    const auto [q, e] = sides[i].lineAt(0);
    const double cross = d.x * e.y - d.y * e.x;
    if (std::abs(cross) < 1e-6) continue;
    const cv::Point2d gap = q - p, corner = p + d * ((gap.x * e.y - gap.y * e.x) / cross);
    if (cv::norm(corner - quad.corners[i]) < 4 * reach) result.corners[i] = corner;
  }
  return result;
}

}  // namespace doorstep::devices
