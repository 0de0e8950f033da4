#pragma once

#include <array>

#include "devices/camera.h"

// What the document camera's imaging speaks about: a sheet or a card that lies under the lens.
namespace doorstep::devices {

// px of the frame; the middle of the first pixel is (0, 0). May lie outside the frame.
struct Point {
  double x = 0, y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

// The four corners as they are seen, clockwise, the first being the upper left one.
using PageCorners = std::array<Point, 4>;

// Size on paper, mm. {0, 0}: not known, the picture keeps the ratio that was seen.
struct PaperSize {
  double width = 0, height = 0;
  bool known() const { return width > 0 && height > 0; }
  friend bool operator==(const PaperSize&, const PaperSize&) = default;
};
inline constexpr PaperSize kA4{210, 297};
inline constexpr PaperSize kId1{85.60, 53.98};  // ISO/IEC 7810: ID cards, bank cards
inline constexpr PaperSize kFreeSize{};

// px at a resolution, rounded up so that no line is cut off: A4 is 1654x2339 at 200 dpi, 2481x3508 at 300.
int dots(double mm, int dpi);

// The same corners, beginning with the one that is seen at the upper left.
PageCorners asSeen(const PageCorners& clockwise);

struct FoundPage {
  PageCorners corners;
  bool cut = false;    // it reaches beyond the frame; corners outside are where its sides would meet
  double support = 0;  // 0-1: how much of its outline can be seen as an edge
};

}  // namespace doorstep::devices
