#include "kiosk/base/date.h"

#include <doctest/doctest.h>

using namespace doorstep;
using namespace std::chrono_literals;

namespace {
Date day(const char* text) {
  return parseDate(text).value();
}
}  // namespace

TEST_CASE("a date is read in the platform's and in the card's form") {
  CHECK(isoDate(day("2026-11-23")) == "2026-11-23");
  CHECK(isoDate(day("20261123")) == "2026-11-23");
}

TEST_CASE("what is no day is nothing") {
  for (const char* text : {"", "2026-02-29", "2026-13-01", "2026-00-10", "20260230", "2026/01/01", "2026-1-1",
                           "abcdefgh", "+2260101", "2026-01-01T00:00", "长期"})
    CHECK_FALSE(parseDate(text));
}

TEST_CASE("29 February") {
  CHECK(isoDate(addYears(day("2024-02-29"), 1)) == "2025-02-28");
  CHECK(isoDate(addYears(day("2024-02-29"), 4)) == "2028-02-29");
  CHECK(ageOn(day("1956-02-29"), day("2026-02-28")) == 69);
  CHECK(ageOn(day("1956-02-29"), day("2026-03-01")) == 70);
}

TEST_CASE("days and ages at their edges") {
  CHECK(daysBetween(day("2026-11-23"), day("2027-02-21")) == 90);
  CHECK(isoDate(addDays(day("2026-12-31"), 1)) == "2027-01-01");
  CHECK(ageOn(day("1963-11-24"), day("2026-11-23")) == 62);
  CHECK(ageOn(day("1963-11-23"), day("2026-11-23")) == 63);
}

TEST_CASE("the day is China's, whatever the clock of the machine says") {
  const auto lateEvening = std::chrono::sys_days{day("2026-11-23")} + 16h;  // 00:00 of the 24th in China
  CHECK(isoDate(todayInChina(lateEvening - 1s)) == "2026-11-23");
  CHECK(isoDate(todayInChina(lateEvening)) == "2026-11-24");
}

TEST_CASE("a moment is read as it is written") {
  for (const char* text : {"1970-01-01T00:00:00Z", "2026-11-23T14:45:00Z", "2199-12-31T23:59:59Z"}) {
    const auto moment = parseMoment(text);
    REQUIRE(moment);
    CHECK(isoMoment(*moment) == text);
  }
}

TEST_CASE("what is no moment, or one the clock cannot carry, is nothing") {
  for (const char* text :
       {"", "2026-11-23", "2026-11-23T14:45:00", "2026-11-23 14:45:00Z", "2026-11-31T14:45:00Z",
        "20261123T144500Z", "2026-11-23T24:00:00Z", "2026-11-23T23:60:00Z", "2026-11-23T23:59:60Z",
        "2026-11-23T-0:45:00Z", "2026-11-23T+1:45:00Z", "2026-11-23T14:45:00+", "1969-12-31T23:59:59Z",
        "2200-01-01T00:00:00Z", "2826-11-23T14:45:00Z"})
    CHECK_MESSAGE(!parseMoment(text), text);
}
