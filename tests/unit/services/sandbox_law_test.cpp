#include <map>
#include <set>

#include <doctest/doctest.h>

#include "services/sandbox/citizens.h"
#include "services/sandbox/eligibility.h"

using doorstep::addDays;
using doorstep::Date;
using doorstep::parseDate;
using namespace doorstep::sandbox;
using Decision = doorstep::services::Eligibility::Decision;

namespace {

Date day(const char* text) {
  return parseDate(text).value();
}
const Date kToday = day("2026-11-23");

// Someone of 45 with nothing against them, whose licence has 60 days to go.
RenewalFacts facts() {
  RenewalFacts made;
  made.birth = day("1981-11-13");
  made.licence.emplace();
  made.licence->classes = "C1";
  made.licence->status = "A";
  made.licence->firstIssued = day("2021-01-22");
  made.licence->validFrom = day("2021-01-22");
  made.licence->validUntil = day("2027-01-22");
  made.bodyProof.emplace();
  made.bodyProof->examinedOn = day("2026-11-13");
  return made;
}

std::set<std::string> codes(const RenewalFacts& facts, Date today = kToday) {
  std::set<std::string> found;
  for (const auto& reason : decideRenewal(facts, today).reasons) {
    CHECK_FALSE(reason.text.empty());
    found.insert(reason.code);
  }
  return found;
}

using Codes = std::set<std::string>;

}  // namespace

TEST_CASE("sandbox law: nothing against it is eligible") {
  CHECK(decideRenewal(facts(), kToday).decision == Decision::Eligible);
  CHECK(codes(facts()) == Codes{});
}

TEST_CASE("sandbox law: the window is 90 days before expiry to one year after it") {
  auto given = facts();
  given.bodyProof->examinedOn = day("2026-10-01");
  CHECK(codes(given, day("2026-10-23")) == Codes{"too-early"});  // 91 days
  CHECK(codes(given, day("2026-10-24")) == Codes{});             // 90 days
  CHECK(codes(given, day("2027-01-22")) == Codes{});
  given.bodyProof->examinedOn = day("2027-11-01");
  CHECK(codes(given, day("2027-12-21")) == Codes{});
  CHECK(codes(given, day("2027-12-22")) == Codes{"overdue-eleven-months"});
  CHECK(decideRenewal(given, day("2027-12-22")).decision == Decision::ToCounter);
  CHECK(codes(given, day("2028-01-21")) == Codes{"overdue-eleven-months"});
  CHECK(codes(given, day("2028-01-22")) == Codes{"overdue-a-year"});
  given.licence->validUntil.reset();
  given.bodyProof->examinedOn = kToday;
  CHECK(codes(given) == Codes{"long-term"});
}

TEST_CASE("sandbox law: every letter of the licence's state") {
  const std::map<char, Codes> expected{
      {'A', {}},
      {'B', {"points-full"}},
      {'C', {"transferred-out"}},
      {'D', {"licence-held"}},
      {'E', {"licence-void"}},
      {'F', {"licence-void"}},
      {'G', {"licence-void"}},
      {'H', {"violations-unsettled"}},
      {'I', {"accident-unsettled"}},
      {'J', {"licence-stopped"}},
      {'K', {"licence-held"}},
      {'L', {"licence-stopped"}},
      {'M', {}},
      {'N', {}},
      {'P', {}},
      {'R', {"licence-restorable"}},
      {'S', {"audit-overdue"}},
      {'T', {}},
      {'U', {"licence-held"}},
  };
  for (const auto& [status, reasons] : expected) {
    const char letter = status;
    CAPTURE(letter);
    auto given = facts();
    given.licence->status = std::string(1, letter);
    CHECK(codes(given) == reasons);
    const bool counter = letter == 'C' || letter == 'S';
    CHECK((decideRenewal(given, kToday).decision == Decision::ToCounter) == counter);
  }
}

TEST_CASE("sandbox law: counts decide as the letters do") {
  auto given = facts();
  given.licence->points = 11;
  CHECK(codes(given) == Codes{});
  given.licence->points = 12;
  given.licence->unsettledViolations = 1;
  given.licence->unsettledAccidents = 1;
  CHECK(codes(given) == Codes{"points-full", "violations-unsettled", "accident-unsettled"});
}

TEST_CASE("sandbox law: 63 for large vehicles since 2025, 60 before; 70 for the others") {
  auto given = facts();
  given.licence->classes = "A2";
  given.birth = day("1963-11-24");
  CHECK(codes(given) == Codes{});  // 62 until tomorrow
  given.birth = day("1963-11-23");
  CHECK(codes(given) == Codes{"age-large-classes"});
  given.licence->classes = "C1";
  CHECK(codes(given) == Codes{});

  for (const char* classes : {"C3", "C4", "C6", "D", "E", "C1D", "C1E"}) {
    CAPTURE(classes);
    given.licence->classes = classes;
    given.birth = day("1956-11-24");
    CHECK(codes(given) == Codes{});
    given.birth = day("1956-11-23");
    CHECK(codes(given) == Codes{"age-seventy-classes"});
  }
  given.licence->classes = "C5";
  CHECK(codes(given) == Codes{});

  given.licence->classes = "B2";
  given.birth = day("1964-12-31");
  given.licence->validUntil = day("2025-02-01");
  given.bodyProof->examinedOn = day("2024-12-01");
  CHECK(codes(given, day("2024-12-31")) == Codes{"age-large-classes"});  // 60, the old limit
  CHECK(codes(given, day("2025-01-01")) == Codes{});
}

TEST_CASE("sandbox law: the body-condition proof is there, passed and not over six months old") {
  auto given = facts();
  given.bodyProof->examinedOn = day("2026-05-23");
  CHECK(codes(given) == Codes{});
  given.bodyProof->examinedOn = day("2026-05-22");
  CHECK(codes(given) == Codes{"body-proof-old"});
  given.bodyProof->passed = false;
  CHECK(codes(given) == Codes{"body-proof-old", "body-proof-failed"});
  given.bodyProof.reset();
  CHECK(codes(given) == Codes{"body-proof-missing"});
  CHECK(withinSixMonths(day("2026-08-31"), day("2027-02-28")));
  CHECK_FALSE(withinSixMonths(day("2026-08-31"), day("2027-03-01")));
}

TEST_CASE("sandbox law: six years become ten, ten become long-term, twelve points keep the term") {
  auto licence = *facts().licence;
  CHECK(renewedTerm(licence, kToday).from == day("2027-01-22"));
  CHECK(renewedTerm(licence, kToday).until == day("2037-01-22"));
  licence.termYears = 10;
  CHECK_FALSE(renewedTerm(licence, kToday).until);
  licence.everyCycleUnder12 = false;
  CHECK(renewedTerm(licence, kToday).until == day("2037-01-22"));
  licence.termYears = 6;
  CHECK(renewedTerm(licence, kToday).until == day("2033-01-22"));
  licence.validUntil = day("2026-09-01");  // overdue: from today
  CHECK(renewedTerm(licence, kToday).from == kToday);
}

TEST_CASE("sandbox law: working days leave out the weekend") {
  CHECK(workingDaysAfter(day("2026-11-23"), 1) == day("2026-11-24"));  // Monday
  CHECK(workingDaysAfter(day("2026-11-27"), 1) == day("2026-11-30"));  // Friday
  CHECK(workingDaysAfter(day("2026-11-28"), 1) == day("2026-11-30"));
  CHECK(workingDaysAfter(day("2026-11-26"), 3) == day("2026-12-01"));
}

TEST_CASE("sandbox law: every demo citizen is in the situation their entry says") {
  const std::map<std::string, Codes> expected{
      {"due", {}},
      {"due-photo-fresh", {}},
      {"too-early", {"too-early"}},
      {"overdue-10m", {}},
      {"overdue-11m", {"overdue-eleven-months"}},
      {"overdue-13m", {"overdue-a-year", "licence-restorable"}},
      {"points-12", {"points-full"}},
      {"violations", {"violations-unsettled"}},
      {"suspended", {"licence-held"}},
      {"age-63-a2", {"age-large-classes"}},
      {"age-71-proof", {}},
      {"age-72-no-proof", {"body-proof-missing"}},
      {"age-71-motorcycle", {"age-seventy-classes"}},
      {"proof-missing", {"body-proof-missing"}},
      {"proof-old", {"body-proof-old"}},
      {"proof-uploaded", {}},
      {"c5", {}},
      {"long-term", {"long-term"}},
      {"violations-no-proof", {"violations-unsettled", "body-proof-missing"}},
      {"accident", {"accident-unsettled"}},
      {"audit-overdue", {"audit-overdue"}},
      {"card-expired", {}},
      {"no-licence", {"no-licence"}},
  };
  // Relative days must hold on leap days and at the ends of years and months as well.
  for (const char* today : {"2026-11-23", "2028-02-29", "2027-12-31", "2027-01-01", "2026-03-31"}) {
    CAPTURE(today);
    const auto citizens = loadDemoCitizens(DOORSTEP_CITIZENS_FILE, day(today));
    CHECK(citizens.size() == expected.size());
    for (const auto& citizen : citizens) {
      CAPTURE(citizen.slug);
      CHECK(codes({citizen.licence, citizen.bodyProof, citizen.birth}, day(today)) ==
            expected.at(citizen.slug));
    }
  }
}

TEST_CASE(
    "sandbox law: a renewal is put off for whoever holds a licence of this office, up to a year after its "
    "end") {
  const auto deferral = [](const RenewalFacts& facts, Date today = kToday) {
    Codes found;
    for (const auto& reason : decideDeferral(facts.licence, "鲁D", today).reasons) found.insert(reason.code);
    return found;
  };
  auto given = facts();
  given.licence->issuingOffice = "鲁D";
  CHECK(deferral(given) == Codes{});
  CHECK(deferral(given, day("2028-01-21")) == Codes{});
  CHECK(deferral(given, day("2028-01-22")) == Codes{"overdue-a-year"});
  given.licence->status = "HN";
  CHECK(deferral(given) == Codes{"already-deferred"});
  given.licence->status = "G";
  CHECK(deferral(given) == Codes{"licence-void"});
  given.licence->status = "A";
  given.licence->issuingOffice = "鲁A";
  CHECK(deferral(given) == Codes{"other-office"});
  CHECK(decideDeferral(given.licence, "鲁D", kToday).decision == Decision::ToCounter);
  given.licence->issuingOffice = "鲁D";
  given.licence->validUntil.reset();
  CHECK(deferral(given) == Codes{"long-term"});
  given.licence.reset();
  CHECK(deferral(given) == Codes{"no-licence"});
}
