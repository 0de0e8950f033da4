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

}  // namespace doorstep::sandbox
