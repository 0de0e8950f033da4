#pragma once

#include "devices/imaging/page.h"

namespace doorstep::devices {

struct RectifyWish {
  PaperSize size = kFreeSize;
  int dpi = 200;
  int turns = 0;           // quarter turns clockwise, as PageVerdict tells
  bool whitePaper = true;  // evens out light and shadow until the paper is white; false for cards and photos
};

struct PageImage {
  Frame frame;
  int dpi = 0;
};

// A4 or an ID card when the ratio of its sides says so (A5 and A3 have A4's), else kFreeSize; upright or
// lying as it is seen.
PaperSize likelySize(const Frame& frame, const PageCorners& corners);

// The page as if it had been scanned: warped to its size, turned, its paper white. The corners may come from
// findPages or from a person's finger. Of a page without a known size every pixel is kept, and `dpi` only
// stated. A page that lies across a wanted upright size (or the other way round) is turned by a quarter.
// page.bad-corners when they are no quadrilateral.
Outcome<PageImage> rectifyPage(const Frame& frame, const PageCorners& corners, const RectifyWish& wish);

// For pictures that come flat, from a scanner: turns the picture by up to 5 degrees until the lines of text
// are level. Unchanged when there are none.
Frame deskewed(const Frame& frame);

}  // namespace doorstep::devices
