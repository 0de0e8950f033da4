#include "devices/imaging/page_find.h"

#include <opencv2/imgproc.hpp>

#include "devices/imaging/page_quads.h"
#include "devices/imaging/picture_mat.h"

namespace doorstep::devices {

namespace {

constexpr double kSearchSide = 800;  // px: the longer side of the picture in which pages are searched

struct Scored {
  Quad quad;
  double support = 0;
  double rank = 0;
};

// A sheet seen by a camera above it has no very sharp corners.
bool plausible(const Quad& quad) {
  for (std::size_t i = 0; i < 4; ++i) {
    const cv::Point2d back = quad.corners[(i + 3) % 4] - quad.corners[i],
                      on = quad.corners[(i + 1) % 4] - quad.corners[i];
    const double cosine = back.dot(on) / (cv::norm(back) * cv::norm(on) + 1e-9);
    if (std::abs(cosine) > 0.6 || cv::norm(on) < 20) return false;
  }
  return true;
}

double brightest(const cv::Mat& bgr) {
  cv::Mat grey;
  cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
  cv::GaussianBlur(grey, grey, {}, 2);  // no single pixel of noise
  double most = 0;
  cv::minMaxLoc(grey, nullptr, &most);
  return most;
}

// Levels between what lies on either side of a line. Between two lines right across the frame there may be
// paper, or the grain of a wooden desk, which differs less: a part of `white`, the brightest there is.
double contrastNeeded(const Quad& quad, double white) {
  constexpr double kLeast = 9, kOfWhite = 0.13;
  const bool across = (quad.border[0] && quad.border[2]) || (quad.border[1] && quad.border[3]);
  return across ? std::max(kLeast, kOfWhite * white) : kLeast;
}

// The weakest own side counts: two documents wrapped into one outline have good parts and empty ones.
double supportOf(const cv::Mat& bgr, const Quad& quad, double white) {
  const double least = contrastNeeded(quad, white);
  double weakest = 1, sum = 0;
  int own = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    if (quad.border[i]) continue;
    const cv::Point2d from = quad.corners[i], to = quad.corners[(i + 1) % 4];
    const auto fit = fitSide(bgr, from, to, std::max(5.0, 0.03 * cv::norm(to - from)));
    const double support = fit && fit->contrast > least ? fit->support : 0;
    weakest = std::min(weakest, support);
    sum += support;
    ++own;
  }
  return own == 0 ? 0 : 0.6 * weakest + 0.4 * sum / own;
}

double shared(const Quad& one, const Quad& other) {
  const std::vector<cv::Point2f> a(one.corners.begin(), one.corners.end()),
      b(other.corners.begin(), other.corners.end());
  std::vector<cv::Point2f> common;
  const double area = cv::intersectConvexConvex(a, b, common);
  return area / (std::min(one.area(), other.area()) + 1e-9);
}

bool alike(const Quad& one, const Quad& other) {
  double most = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    double nearest = 1e9;
    for (const auto& corner : other.corners) nearest = std::min(nearest, cv::norm(one.corners[i] - corner));
    most = std::max(most, nearest);
  }
  return most < 4;
}

// An outline that is about right is judged with its corners moved onto the edges close by: a few px beside
// them a small card's sides are hardly seen.
Scored scoredOne(const cv::Mat& small, const Quad& quad, double white) {
  constexpr double kAboutRight = 0.3, kSure = 0.95;
  Scored scored{quad, supportOf(small, quad, white), 0};
  if (scored.support > kAboutRight && scored.support < kSure) {
    const Quad better = refined(small, quad, std::max(5.0, 0.03 * std::sqrt(quad.area())));
    const double support = plausible(better) ? supportOf(small, better, white) : 0;
    if (support > scored.support) scored = {better, support, 0};
  }
  scored.rank = scored.support + 0.3 * std::sqrt(scored.quad.area() / static_cast<double>(small.total()));
  return scored;
}

std::vector<Scored> scoredOf(const cv::Mat& small, const PageFinderRule& rule) {
  const double frameArea = static_cast<double>(small.total()), white = brightest(small);
  std::vector<Scored> scored;
  for (const Quad& quad : quadCandidates(small, rule.leastArea * frameArea)) {
    if (!plausible(quad)) continue;
    if (std::any_of(scored.begin(), scored.end(),
                    [&](const Scored& known) { return alike(known.quad, quad); }))
      continue;
    scored.push_back(scoredOne(small, quad, white));
  }
  std::erase_if(scored, [&](const Scored& one) {
    const bool twoSides = std::count(one.quad.border.begin(), one.quad.border.end(), true) >= 2;
    return one.support < (twoSides ? 0.85 : rule.leastSupport);
  });
  std::sort(scored.begin(), scored.end(), [](const Scored& a, const Scored& b) { return a.rank > b.rank; });
  return scored;
}

Quad scaled(Quad quad, double factor) {
  // From pixel middle to pixel middle.
  for (auto& corner : quad.corners)
    corner = (corner + cv::Point2d(0.5, 0.5)) * factor - cv::Point2d(0.5, 0.5);
  return quad;
}

Quad measured(const cv::Mat& bgr, const Quad& quad) {
  const double size = std::sqrt(quad.area());
  const Quad once = refined(bgr, quad, std::max(6.0, 0.03 * size));
  return refined(bgr, once, std::max(4.0, 0.008 * size));
}

FoundPage pageOf(const Quad& quad, double support, const cv::Size& frame) {
  FoundPage page{{}, quad.cut, support};
  for (std::size_t i = 0; i < 4; ++i) {
    const cv::Point2d& corner = quad.corners[i];
    page.corners[i] = {corner.x, corner.y};
    if (corner.x < -1 || corner.y < -1 || corner.x > frame.width || corner.y > frame.height) page.cut = true;
  }
  page.corners = asSeen(page.corners);
  return page;
}

}  // namespace

std::vector<FoundPage> findPages(const Frame& frame, const PageFinderRule& rule) {
  if (!frame.bgr || frame.width < 64 || frame.height < 64) return {};
  const cv::Mat bgr = viewOf(frame);
  const double factor = std::max(1.0, std::max(frame.width, frame.height) / kSearchSide);
  cv::Mat small = bgr;
  if (factor > 1) cv::resize(bgr, small, {}, 1 / factor, 1 / factor, cv::INTER_AREA);
  std::vector<Scored> chosen;
  for (const Scored& one : scoredOf(small, rule)) {
    const bool taken = std::any_of(chosen.begin(), chosen.end(),
                                   [&](const Scored& other) { return shared(one.quad, other.quad) > 0.25; });
    if (!taken && chosen.size() < static_cast<std::size_t>(rule.most)) chosen.push_back(one);
  }
  std::sort(chosen.begin(), chosen.end(),
            [](const Scored& a, const Scored& b) { return a.quad.area() > b.quad.area(); });
  std::vector<FoundPage> pages;
  for (const Scored& one : chosen)
    pages.push_back(pageOf(measured(bgr, scaled(one.quad, factor)), one.support, bgr.size()));
  return pages;
}

PageCorners refineCorners(const Frame& frame, const PageCorners& corners) {
  if (!frame.bgr) return corners;
  Quad quad;
  for (std::size_t i = 0; i < 4; ++i) quad.corners[i] = {corners[i].x, corners[i].y};
  if (quad.area() < 400) return corners;
  const Quad better = refined(viewOf(frame), quad, std::max(4.0, 0.015 * std::sqrt(quad.area())));
  PageCorners result;
  for (std::size_t i = 0; i < 4; ++i) result[i] = {better.corners[i].x, better.corners[i].y};
  return result;
}

}  // namespace doorstep::devices
