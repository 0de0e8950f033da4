#pragma once

#include <vector>

#include "devices/imaging/page.h"

namespace doorstep::devices {

struct PageFinderRule {
  double leastArea = 0.015;    // share of the frame; an ID card beside an A4 sheet takes about 0.04
  double leastSupport = 0.62;  // share of the outline that must be seen as an edge
  int most = 4;                // documents in one frame
};

// The sheets and cards in a frame, the largest first, none inside another. Empty when there is none. Works on
// any background the paper differs from; the corners are measured in the frame's own pixels.
std::vector<FoundPage> findPages(const Frame& frame, const PageFinderRule& rule = {});

// The page found where it was looked for before (or where a person drew it): its corners moved onto the edges
// close by, if there are any, else unchanged.
PageCorners refineCorners(const Frame& frame, const PageCorners& corners);

}  // namespace doorstep::devices
