#include "kiosk/base/date.h"

#include <charconv>
#include <cstdint>
#include <cstdio>

namespace doorstep {
namespace {

std::optional<int> number(std::string_view digits) {
  std::uint16_t value = 0;  // of this type from_chars reads no sign
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

}  // namespace

std::optional<Date> parseDate(std::string_view text) {
  std::string digits;
  if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
    digits = std::string(text.substr(0, 4)) + std::string(text.substr(5, 2)) + std::string(text.substr(8, 2));
  } else if (text.size() == 8) {
    digits = text;
  } else {
    return std::nullopt;
  }
  for (const char c : digits)
    if (c < '0' || c > '9') return std::nullopt;
  const auto year = number(std::string_view(digits).substr(0, 4));
  const auto month = number(std::string_view(digits).substr(4, 2));
  const auto day = number(std::string_view(digits).substr(6, 2));
  if (!year || !month || !day) return std::nullopt;
  const Date date{std::chrono::year{*year}, std::chrono::month(static_cast<unsigned>(*month)),
                  std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::string isoDate(Date date) {
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return text;
}

Date addDays(Date date, int days) {
  return Date{std::chrono::sys_days{date} + std::chrono::days{days}};
}

Date addYears(Date date, int years) {
  const Date moved = date + std::chrono::years{years};
  return moved.ok() ? moved : Date{moved.year() / moved.month() / std::chrono::last};
}

int daysBetween(Date from, Date to) {
  return static_cast<int>((std::chrono::sys_days{to} - std::chrono::sys_days{from}).count());
}

int ageOn(Date birth, Date on) {
  int age = static_cast<int>(on.year()) - static_cast<int>(birth.year());
  const auto monthDay = [](Date d) { return std::pair{unsigned(d.month()), unsigned(d.day())}; };
  if (monthDay(on) < monthDay(birth)) --age;
  return age;
}

std::optional<std::chrono::system_clock::time_point> parseMoment(std::string_view text) {
  if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != 'Z')
    return {};
  const auto day = parseDate(text.substr(0, 10));
  if (!day || day->year() < std::chrono::year{1970} || day->year() > std::chrono::year{2199}) return {};
  const auto hour = number(text.substr(11, 2));
  const auto minute = number(text.substr(14, 2));
  const auto second = number(text.substr(17, 2));
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) return {};
  return std::chrono::sys_days(*day) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
         std::chrono::seconds(*second);
}

std::string isoMoment(std::chrono::system_clock::time_point moment) {
  const auto second = std::chrono::floor<std::chrono::seconds>(moment);
  const auto day = std::chrono::floor<std::chrono::days>(second);
  const std::chrono::hh_mm_ss time(second - day);
  char text[32];
  std::snprintf(text, sizeof text, "T%02d:%02d:%02dZ", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return isoDate(Date{day}) + text;
}

Date todayInChina(std::chrono::system_clock::time_point now) {
  return Date{std::chrono::floor<std::chrono::days>(now + std::chrono::hours{8})};
}

}  // namespace doorstep
