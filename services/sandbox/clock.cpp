#include "services/sandbox/clock.h"

#include <cstdio>

namespace doorstep::sandbox {

using std::chrono::floor, std::chrono::seconds, std::chrono::days, std::chrono::sys_days;

std::string isoMoment(std::chrono::system_clock::time_point moment) {
  const auto second = floor<seconds>(moment);
  const auto day = floor<days>(second);
  const std::chrono::hh_mm_ss time(second - day);
  char text[32];
  std::snprintf(text, sizeof text, "T%02d:%02d:%02dZ", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return isoDate(Date{day}) + text;
}

std::optional<std::chrono::system_clock::time_point> parseMoment(const std::string& text) {
  if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z')
    return {};
  const auto day = parseDate(text.substr(0, 10));
  const auto two = [&](std::size_t at) {
    const bool digits = text[at] >= '0' && text[at] <= '9' && text[at + 1] >= '0' && text[at + 1] <= '9';
    return digits ? (text[at] - '0') * 10 + (text[at + 1] - '0') : 99;
  };
  const int hour = two(11);
  const int minute = two(14);
  const int second = two(17);
  if (!day || hour > 23 || minute > 59 || second > 59) return {};
  return sys_days(*day) + std::chrono::hours(hour) + std::chrono::minutes(minute) + seconds(second);
}

}  // namespace doorstep::sandbox
