#include "devices/imaging/page_watch.h"

#include <cmath>

namespace doorstep::devices {

namespace {

double farthest(const PageCorners& one, const PageCorners& other) {
  double most = 0;
  for (std::size_t i = 0; i < one.size(); ++i)
    most = std::max(most, std::hypot(one[i].x - other[i].x, one[i].y - other[i].y));
  return most;
}

}  // namespace

PageWatch::Moment PageWatch::see(const FoundPage* page, PageVerdict& verdict, Clock::time_point now) {
  if (page == nullptr) {
    seen_ = captured_ = false;
    return Moment::Waiting;
  }
  const double height =
      std::hypot(page->corners[3].x - page->corners[0].x, page->corners[3].y - page->corners[0].y);
  // Against where it came to rest, so that a slow slide counts as moving, too.
  const bool moved = !seen_ || farthest(corners_, page->corners) > rule_.mostMove * height;
  seen_ = true;
  if (moved) {
    corners_ = page->corners;
    stillSince_ = now;
    captured_ = false;
    verdict.advice.push_back(PageAdvice::Moving);
    return Moment::Moving;
  }
  if (captured_) return Moment::Captured;
  if (now - stillSince_ < rule_.still || !verdict.good()) return Moment::Settling;
  captured_ = true;
  return Moment::Capture;
}

}  // namespace doorstep::devices
