#include <set>

#include <doctest/doctest.h>

#include "findings_people.h"
#include "services/sandbox/citizens.h"
#include "services/sandbox/eligibility.h"

// Putting a renewal off: Order 162, Art. 75.

using namespace doorstep;
using namespace std::chrono_literals;

namespace {

const Date kToday = 2026y / 11 / 23;

kiosk::Records somebody() {
  auto records = tests::ready(kToday);
  records.licence.value->issuingOffice = "鲁D";
  return records;
}

std::string failing(const kiosk::Records& records, Date today = kToday) {
  return tests::failing("licence-deferral", records, today);
}

}  // namespace

TEST_CASE("a renewal is put off while the licence is valid, or less than a year over") {
  auto records = somebody();
  CHECK(failing(records).empty());
  records.licence.value->validUntil = 2025y / 11 / 24;
  CHECK(failing(records).empty());
  records.licence.value->validUntil = 2025y / 11 / 23;
  CHECK(failing(records) == "deferral-in-time");
  records.licence.value->validUntil = addYears(kToday, 5);  // long before the renewal's window
  CHECK(failing(records).empty());
}

TEST_CASE("there must be something to put off, not put off before, and issued here") {
  auto records = somebody();
  records.licence.value->status = "N";
  CHECK(failing(records) == "deferral-once");
  for (const char* status : {"E", "F", "G", "R"}) {
    records.licence.value->status = status;
    CHECK(failing(records) == "deferral-not-void");
  }
  records.licence.value->status = "A";
  records.licence.value->issuingOffice = "鲁A";
  CHECK(failing(records) == "deferral-issued-here");
  records.licence.value->issuingOffice = "鲁D";
  records.licence.value->validUntil.reset();
  CHECK(failing(records) == "deferral-expires");
  records.licence.value.reset();
  CHECK(failing(records) == "licence-held");
}

TEST_CASE("violations and points do not stand in the way of putting it off") {
  auto records = somebody();
  records.licence.value->status = "HB";
  records.licence.value->unsettledViolations = 3;
  records.licence.value->points = 12;
  CHECK(failing(records).empty());
}

TEST_CASE("the kiosk's rules and the platform's own law agree on everybody in the demo") {
  for (const auto& citizen : sandbox::loadDemoCitizens(DOORSTEP_CITIZENS_FILE, kToday)) {
    CAPTURE(citizen.slug);
    auto records = somebody();
    records.licence = {true, citizen.licence};
    const auto decision = sandbox::decideDeferral(citizen.licence, "鲁D", kToday).decision;
    CHECK(failing(records).empty() == (decision == services::Eligibility::Decision::Eligible));
  }
}
