#include <random>

#include "devices/imaging/page_rectify.h"
#include "devices/imaging/page_scenes.h"
#include "tests/unit/devices/imaging_rig.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::devices::test;

namespace {

// How far the lines of text lean, degrees, clockwise: along them the rows are the most uneven.
double lean(const Frame& frame) {
  double best = 0, most = 0;
  for (double degrees = -6; degrees <= 6; degrees += 0.25) {
    const double slope = std::tan(degrees * std::numbers::pi / 180);
    std::vector<double> rows(static_cast<std::size_t>(frame.height));
    for (int y = frame.height / 8; y < frame.height * 7 / 8; ++y)
      for (int x = frame.width / 8; x < frame.width * 7 / 8; x += 3) {
        const auto row = std::lround(y + (x - frame.width / 2) * slope);
        if (row >= 0 && row < frame.height)
          rows[static_cast<std::size_t>(y)] +=
              (*frame.bgr)[static_cast<std::size_t>(row) * frame.stride + x * 3];
      }
    double unevenness = 0;
    for (std::size_t y = frame.height / 8; y + 1 < static_cast<std::size_t>(frame.height) * 7 / 8; ++y)
      unevenness += (rows[y + 1] - rows[y]) * (rows[y + 1] - rows[y]);
    if (unevenness > most) std::tie(most, best) = std::pair(unevenness, degrees);
  }
  return best;
}

}  // namespace

TEST_CASE("a page that lay askew on the glass comes level, in its own size") {
  for (const unsigned seed : {1U, 2U}) {
    const Frame straight = drawPaper(DrawnPaper::Text, 100, seed);
    REQUIRE(lean(straight) == 0);
    for (const double degrees : {-4.5, -2.0, -0.8, 0.8, 2.0, 4.5}) {
      CAPTURE(degrees);
      const Frame askew = turned(straight, degrees);
      REQUIRE(std::abs(lean(askew) - degrees) < 0.3);
      const Frame level = deskewed(askew);
      CHECK(std::abs(lean(level)) <= 0.25);
      CHECK(level.width == straight.width);
      CHECK(level.height == straight.height);
      CHECK((*level.bgr)[0] == 255);  // what was beside the page is white
    }
  }
}

TEST_CASE("what is level, blank or shows no lines is left as it is") {
  const Frame level = drawPaper(DrawnPaper::Text, 100, 1);
  CHECK(deskewed(level).bgr == level.bgr);  // the very same bytes
  const Frame blank = drawPaper(DrawnPaper::Blank, 100, 1);
  CHECK(deskewed(blank).bgr == blank.bgr);
  const Frame grey = plainFrame(300, 200, 150, 150, 150);
  CHECK(deskewed(grey).bgr == grey.bgr);
  // Speckles lean a little one way or the other, by chance.
  std::minstd_rand dice(1);
  auto speckles = std::make_shared<Pixels>();
  for (int i = 0; i < 300 * 200; ++i) speckles->insert(speckles->end(), 3, dice() % 20 == 0 ? 40 : 230);
  const Frame speckled{300, 200, 900, speckles};
  CHECK(deskewed(speckled).bgr == speckled.bgr);
}
