#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "kiosk/base/date.h"

namespace doorstep::sandbox {

// Time as the sandbox sees it: tests move it, a demo can live on another day.
struct Clock {
  std::function<std::chrono::system_clock::time_point()> now = [] {
    return std::chrono::system_clock::now();
  };
  std::optional<Date> fixedToday;  // the law's day; signatures and QR codes go by `now`

  Date today() const { return fixedToday ? *fixedToday : todayInChina(now()); }
};

// "2026-11-23T14:45:00Z", and back; nothing for another spelling or an impossible moment.
std::string isoMoment(std::chrono::system_clock::time_point moment);
std::optional<std::chrono::system_clock::time_point> parseMoment(const std::string& text);

}  // namespace doorstep::sandbox
