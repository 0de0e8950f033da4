#include "devices/drivers/a4_pages.h"

namespace doorstep::devices {
namespace {

// At least one piece, and no heading at the foot unless the page holds nothing else.
std::size_t pageEnd(const std::vector<A4Piece>& pieces, std::size_t first, double height) {
  std::size_t end = first;
  for (double used = 0; end < pieces.size(); ++end) {
    used += pieces[end].height;
    if (used > height && end > first) break;
  }
  if (end == pieces.size()) return end;
  std::size_t kept = end;
  while (kept > first + 1 && pieces[kept - 1].withNext) --kept;
  return pieces[kept - 1].withNext ? end : kept;
}

}  // namespace

std::vector<A4Range> a4Pages(const std::vector<A4Piece>& pieces, double height) {
  std::vector<A4Range> pages;
  std::size_t first = 0;
  do {
    const std::size_t end = pageEnd(pieces, first, height);
    pages.push_back({first, end});
    first = end;
  } while (first < pieces.size());
  return pages;
}

}  // namespace doorstep::devices
