#include "devices/imaging/page.h"

#include <cmath>

namespace doorstep::devices {

int dots(double mm, int dpi) {
  constexpr double kMmPerInch = 25.4, kRoundingError = 1e-6;
  return static_cast<int>(std::ceil(mm * dpi / kMmPerInch - kRoundingError));
}

PageCorners asSeen(const PageCorners& corners) {
  PageCorners result = corners;
  const auto first = std::min_element(result.begin(), result.end(),
                                      [](const Point& a, const Point& b) { return a.x + a.y < b.x + b.y; });
  std::rotate(result.begin(), first, result.end());
  return result;
}

}  // namespace doorstep::devices
