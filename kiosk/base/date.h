#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace doorstep {

// A calendar day. Always valid (`ok()`) when it came from parseDate.
using Date = std::chrono::year_month_day;

// "2026-11-23" (the platform's form) or "20261123" (the ID card's form); nothing for an impossible day.
std::optional<Date> parseDate(std::string_view text);

std::string isoDate(Date date);  // "2026-11-23"

Date addDays(Date date, int days);
// The same day `years` later; 29 February becomes 28 February where there is none.
Date addYears(Date date, int years);
int daysBetween(Date from, Date to);
// Full years lived on `on`; a person born on 29 February ages on 1 March in common years.
int ageOn(Date birth, Date on);

// "2026-11-23T14:45:00Z" (RFC 3339 in UTC to the second, as the contract and the badges write moments), and
// back; nothing for another spelling, an impossible moment, or a year outside 1970 to 2199: two of those can
// be subtracted in the clock's nanoseconds, 64 bits of which hold 292 years.
std::optional<std::chrono::system_clock::time_point> parseMoment(std::string_view text);
std::string isoMoment(std::chrono::system_clock::time_point moment);

// The day in China (UTC+8, no daylight saving): a kiosk's law and its citizens live there whatever TZ says.
Date todayInChina(std::chrono::system_clock::time_point now = std::chrono::system_clock::now());

}  // namespace doorstep
