#pragma once

#include <chrono>

#include "devices/imaging/page_check.h"

namespace doorstep::devices {

// Says when a picture may be taken by itself: the page has lain still long enough and is good. After a
// capture the page must go or move before the next one.
class PageWatch {
 public:
  struct Rule {
    double mostMove = 0.006;  // of any corner from where it came to rest, share of the page's height
    std::chrono::milliseconds still{600};
  };
  enum class Moment { Waiting, Moving, Settling, Capture, Captured };

  PageWatch() = default;
  explicit PageWatch(Rule rule) : rule_(rule) {}

  // One frame's page (null: none was found) and its verdict, to which PageAdvice::Moving is added while hand
  // or paper move. `Capture` is said once for each time a page comes to rest.
  Moment see(const FoundPage* page, PageVerdict& verdict, Clock::time_point now);

 private:
  Rule rule_;
  bool seen_ = false;
  bool captured_ = false;
  PageCorners corners_;
  Clock::time_point stillSince_{};
};

}  // namespace doorstep::devices
