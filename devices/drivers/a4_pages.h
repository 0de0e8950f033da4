#pragma once

#include <cstddef>
#include <functional>
#include <vector>

typedef struct _cairo cairo_t;

// What goes on which page.
namespace doorstep::devices {

// What stays together on one page.
struct A4Piece {
  double height = 0;                           // points, with the space below it
  std::function<void(cairo_t*, double)> draw;  // its top at this height
  bool withNext = false;                       // must not be the last on its page
};

// The pieces of one page, as the index of its first and the one after its last.
struct A4Range {
  std::size_t first, end;
};

// No piece is torn; one that is higher than a page has a page of its own. At least one page.
std::vector<A4Range> a4Pages(const std::vector<A4Piece>& pieces, double height);

}  // namespace doorstep::devices
