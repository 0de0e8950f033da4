#include <chrono>
#include <cmath>
#include <cstdio>

#include "devices/imaging/page_check.h"
#include "devices/imaging/page_rectify.h"
#include "devices/imaging/page_scenes.h"

// Page capture on drawn scenes, a line each: kind, scenes, how many went well (every page found within 1 % of
// its height; cut ones found as cut; none on an empty desk), mean and worst corner error in px, milliseconds
// a megapixel for finding, for judging and for rectifying to A4 at 200 dpi or a card at 300.
using namespace doorstep::devices;

namespace {

constexpr int kWidth = 2592, kHeight = 1944;  // a camera of 5 megapixels
constexpr double kMegapixels = kWidth * kHeight / 1e6;

struct Sum {
  int scenes = 0, well = 0, corners = 0;
  double error = 0, worst = 0, find = 0, judge = 0, rectify = 0;
};

template <class Work>
double millisecondsOf(Work work) {
  const auto begun = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
}

double nearest(const PageCorners& real, const std::vector<FoundPage>& found) {
  double best = 1e9;
  for (const FoundPage& page : found) {
    double worst = 0;
    for (std::size_t i = 0; i < 4; ++i)
      worst = std::max(worst, std::hypot(page.corners[i].x - real[i].x, page.corners[i].y - real[i].y));
    best = std::min(best, worst);
  }
  return best;
}

bool found(PageSceneKind kind, const DrawnPageScene& drawn, const std::vector<FoundPage>& pages, Sum& sum) {
  if (pages.size() != drawn.corners.size()) return false;
  if (kind == PageSceneKind::CutEdge) return pages[0].cut;
  double worst = 0;
  for (const PageCorners& real : drawn.corners) worst = std::max(worst, nearest(real, pages));
  if (worst > kHeight / 100.0) return false;
  if (!drawn.corners.empty()) {
    sum.error += worst;
    ++sum.corners;
  }
  sum.worst = std::max(sum.worst, worst);
  return true;
}

void look(PageCheck& check, PageSceneKind kind, DrawnPaper paper, unsigned seed, Sum& sum) {
  const auto drawn = drawPages(pageSceneOf(kind, paper, kWidth, kHeight, seed));
  std::vector<FoundPage> pages;
  sum.find += millisecondsOf([&] { pages = findPages(drawn.frame); });
  ++sum.scenes;
  sum.well += found(kind, drawn, pages, sum) ? 1 : 0;
  const bool sheet = sizeOf(paper) == kA4;
  if (pages.empty()) return;
  sum.judge += millisecondsOf([&] { check.judge(drawn.frame, pages[0]); });
  sum.rectify += millisecondsOf([&] {
    const RectifyWish wish{sizeOf(paper), sheet ? 200 : 300, 0, sheet};
    if (!rectifyPage(drawn.frame, pages[0].corners, wish)) std::fputs("a page cannot be rectified\n", stderr);
  });
}

}  // namespace

int main(int argc, char** argv) {
  const int scenes = argc > 1 ? std::atoi(argv[1]) : 5;
  auto check = PageCheck::create();
  if (!check) return 1;
  for (const PageSceneKind kind : kPageSceneKinds) {
    Sum sum;
    for (const DrawnPaper paper : {DrawnPaper::Text, DrawnPaper::IdPortrait})
      for (int seed = 1; seed <= scenes; ++seed) look(*check, kind, paper, static_cast<unsigned>(seed), sum);
    const double each = 1 / (sum.scenes * kMegapixels);
    std::printf("%s %d %d %.2f %.2f %.1f %.1f %.1f\n", std::string(word(kind)).c_str(), sum.scenes, sum.well,
                sum.error / std::max(1, sum.corners), sum.worst, sum.find * each, sum.judge * each,
                sum.rectify * each);
    std::fflush(stdout);
  }
  return 0;
}
