#include <doctest/doctest.h>

#include "findings_people.h"

using namespace doorstep;
using namespace std::chrono_literals;
using tests::failing;
using tests::ready;

namespace {

const Date kToday = 2026y / 11 / 23;

kiosk::Records expiring(Date today, Date validUntil) {
  kiosk::Records records = ready(today);
  records.licence.value->validUntil = validUntil;
  return records;
}

kiosk::Records born(Date today, Date birth, const std::string& classes) {
  kiosk::Records records = ready(today);
  records.identity.birth = birth;
  records.licence.value->classes = classes;
  return records;
}

kiosk::Records examined(Date today, Date on) {
  kiosk::Records records = ready(today);
  records.bodyProof.value->examinedOn = on;
  return records;
}

}  // namespace

TEST_CASE("renewal opens 90 days before expiry") {
  CHECK(failing(expiring(kToday, addDays(kToday, 90)), kToday).empty());
  CHECK(failing(expiring(kToday, addDays(kToday, 91)), kToday) == "renewal-window");
  CHECK(failing(expiring(kToday, kToday), kToday).empty());
}

TEST_CASE("renewal closes a year after expiry; the last month is the counter's") {
  const Date until = 2025y / 11 / 23;
  CHECK(failing(expiring(2026y / 10 / 22, until), 2026y / 10 / 22).empty());
  CHECK(failing(expiring(2026y / 10 / 23, until), 2026y / 10 / 23) == "overdue-near-a-year");
  CHECK(failing(expiring(2026y / 11 / 22, until), 2026y / 11 / 22) == "overdue-near-a-year");
  CHECK(failing(expiring(2026y / 11 / 23, until), 2026y / 11 / 23) == "overdue-a-year");
}

TEST_CASE("a licence that expired on 29 February is a year overdue on 28 February") {
  const Date until = 2024y / 2 / 29;
  CHECK(failing(expiring(2025y / 1 / 28, until), 2025y / 1 / 28).empty());
  CHECK(failing(expiring(2025y / 1 / 29, until), 2025y / 1 / 29) == "overdue-near-a-year");
  CHECK(failing(expiring(2025y / 2 / 27, until), 2025y / 2 / 27) == "overdue-near-a-year");
  CHECK(failing(expiring(2025y / 2 / 28, until), 2025y / 2 / 28) == "overdue-a-year");
}

TEST_CASE("large vehicles end at 60 until 2024 and at 63 from 2025 on") {
  const Date last162 = 2024y / 12 / 31, first172 = 2025y / 1 / 1;
  for (const char* classes : {"A1", "A2D", "A3", "B1", "B2"}) {
    CAPTURE(std::string(classes));
    CHECK(failing(born(last162, 1964y / 12 / 31, classes), last162) == "age-limit-large");
    CHECK(failing(born(last162, 1965y / 1 / 1, classes), last162).empty());
    CHECK(failing(born(first172, 1964y / 12 / 31, classes), first172).empty());
    CHECK(failing(born(first172, 1962y / 1 / 1, classes), first172) == "age-limit-large");
    CHECK(failing(born(first172, 1962y / 1 / 2, classes), first172).empty());
  }
  CHECK(failing(born(first172, 1962y / 1 / 1, "C1"), first172).empty());
}

TEST_CASE("the law that is cited is the one in force on the day") {
  kiosk::Evaluator evaluator;
  const auto law = [&](Date today) {
    const auto findings =
        evaluator.findings(tests::renewal(), kiosk::factsOf(born(today, 1950y / 1 / 1, "B2"), today), today);
    std::string all;
    for (const auto& finding : findings)
      if (finding.ruleId == "age-limit-large") all += finding.law.zh;
    return all;
  };
  CHECK(law(2024y / 12 / 31) == "《机动车驾驶证申领和使用规定》（公安部令第162号）第六十五条");
  CHECK(law(2025y / 1 / 1) == "《机动车驾驶证申领和使用规定》（公安部令第172号修改）第六十五条");
  // Before Order 162 this pack says nothing at all.
  CHECK(evaluator
            .findings(tests::renewal(), kiosk::factsOf(ready(2022y / 3 / 31), 2022y / 3 / 31), 2022y / 3 / 31)
            .empty());
}

TEST_CASE("three-wheelers and motorcycles end on the 70th birthday") {
  for (const char* classes : {"C3", "C4", "C3C4", "C3M"}) {
    CAPTURE(std::string(classes));
    CHECK(failing(born(kToday, 1956y / 11 / 24, classes), kToday).empty());
    CHECK(failing(born(kToday, 1956y / 11 / 23, classes), kToday) == "age-limit-70-only");
  }
  for (const char* classes : {"C1C3", "C4F", "C1C6", "C1D", "E", "C3E"}) {
    CAPTURE(std::string(classes));
    CHECK(failing(born(kToday, 1956y / 11 / 24, classes), kToday).empty());
    CHECK(failing(born(kToday, 1956y / 11 / 23, classes), kToday) == "age-limit-70");
  }
  CHECK(failing(born(kToday, 1956y / 11 / 23, "C1F"), kToday).empty());
  // Born on 29 February: 70 on 1 March of a common year.
  const Date eve = 2026y / 2 / 28, day = 2026y / 3 / 1;
  CHECK(failing(born(eve, 1956y / 2 / 29, "D"), eve).empty());
  CHECK(failing(born(day, 1956y / 2 / 29, "D"), day) == "age-limit-70");
}

TEST_CASE("a medical certificate holds for six months, that day included") {
  CHECK(failing(examined(kToday, 2026y / 5 / 23), kToday).empty());
  CHECK(failing(examined(kToday, 2026y / 5 / 22), kToday) == "body-proof-fresh");
  const Date endOfFebruary = 2027y / 2 / 28, march = 2027y / 3 / 1;
  CHECK(failing(examined(endOfFebruary, 2026y / 8 / 31), endOfFebruary).empty());
  CHECK(failing(examined(march, 2026y / 8 / 31), march) == "body-proof-fresh");
  kiosk::Records failed = ready(kToday);
  failed.bodyProof.value->passed = false;
  CHECK(failing(failed, kToday) == "body-proof-passed");
}

TEST_CASE("from 70 on a certificate is due within 30 days after the cycle ends") {
  const auto person = [](int daysSinceCycleEnd, Date examined, Date birth) {
    kiosk::Records records = ready(kToday);
    records.identity.birth = birth;
    records.licence.value->cycleEnd = addYears(addDays(kToday, -daysSinceCycleEnd), 1);
    records.bodyProof.value->examinedOn = examined;
    return records;
  };
  const Date seventyOne = 1955y / 1 / 1;
  const Date before = addDays(kToday, -60);
  CHECK(failing(person(30, before, seventyOne), kToday).empty());
  CHECK(failing(person(31, before, seventyOne), kToday) == "body-proof-yearly");
  CHECK(failing(person(31, addDays(kToday, -31), seventyOne), kToday).empty());
  // Turned 70 after the cycle ended: due only after the next one.
  CHECK(failing(person(31, before, addYears(addDays(kToday, -30), -70)), kToday).empty());
  CHECK(failing(person(31, before, addYears(addDays(kToday, -31), -70)), kToday) == "body-proof-yearly");
}

TEST_CASE("class C5 is examined by special institutions, within six months as well") {
  kiosk::Records records = examined(kToday, 2026y / 5 / 23);
  records.licence.value->classes = "C5";
  CHECK(failing(records, kToday).empty());
  records.bodyProof.value->examinedOn = 2026y / 5 / 22;
  CHECK(failing(records, kToday) == "body-proof-fresh-c5");
  CHECK(tests::whereTo(records, kToday) == "有C5体检资质的专门医疗机构");
  records.bodyProof.value.reset();
  CHECK(failing(records, kToday) == "body-proof-present-c5");
  CHECK(tests::whereTo(records, kToday) == "有C5体检资质的专门医疗机构");
}

TEST_CASE("special machinery, trolleybuses and trams alone end at 60 until 2024 and at 63 from 2025 on") {
  const Date last162 = 2024y / 12 / 31, first172 = 2025y / 1 / 1;
  for (const char* classes : {"M", "N", "P", "MN"}) {
    CAPTURE(std::string(classes));
    CHECK(failing(born(last162, 1964y / 12 / 31, classes), last162) == "age-limit-special");
    CHECK(failing(born(last162, 1965y / 1 / 1, classes), last162).empty());
    CHECK(failing(born(first172, 1962y / 1 / 2, classes), first172).empty());
    CHECK(failing(born(first172, 1962y / 1 / 1, classes), first172) == "age-limit-special");
  }
  CHECK(failing(born(first172, 1950y / 1 / 1, "C1M"), first172).empty());
}

TEST_CASE("a licence that is void is not called due for renewal") {
  kiosk::Evaluator evaluator;
  for (const char* status : {"A", "H", "M", "E", "F", "G", "R", "HG"}) {
    CAPTURE(std::string(status));
    auto records = ready(kToday);
    records.licence.value->status = status;
    const bool gone = std::string(status).find_first_of("EFGR") != std::string::npos;
    CHECK(evaluator.due(tests::shipped(), kiosk::factsOf(records, kToday)).empty() == gone);
  }
}

TEST_CASE("an ID card is good on its last day") {
  kiosk::Records records = ready(kToday);
  records.document->validUntil = kToday;
  CHECK(failing(records, kToday).empty());
  records.document->validUntil = addDays(kToday, -1);
  CHECK(failing(records, kToday) == "identity-document");
  records.document->validUntil = std::nullopt;
  CHECK(failing(records, kToday).empty());
}

TEST_CASE("every letter of the licence status, alone and among others") {
  const std::vector<std::pair<std::string, std::string>> kLetters{
      {"A", ""},
      {"M", ""},
      {"N", ""},
      {"P", ""},
      {"T", ""},
      {"B", "points-below-12"},
      {"C", "not-transferred"},
      {"D", "not-detained"},
      {"U", "not-detained"},
      {"K", "not-detained"},
      {"E", "not-revoked"},
      {"F", "not-revoked"},
      {"G", "not-revoked"},
      {"H", "violations-settled"},
      {"I", "accidents-settled"},
      {"J", "not-locked"},
      {"L", "not-locked"},
      {"R", "not-cancelled-recoverable"},
      {"S", "audit-not-overdue"},
  };
  for (const auto& entry : kLetters) {
    const std::string& letter = entry.first;
    const std::string& rule = entry.second;
    CAPTURE(letter);
    kiosk::Records records = ready(kToday);
    records.licence.value->status = letter;
    CHECK(failing(records, kToday) == rule);
    records.licence.value->status = "N" + letter;
    CHECK(failing(records, kToday) == rule);
  }
}

TEST_CASE("points and violations count even when the status letter is late") {
  kiosk::Records records = ready(kToday);
  records.licence.value->points = 11;
  CHECK(failing(records, kToday).empty());
  records.licence.value->points = 12;
  records.licence.value->unsettledViolations = 1;
  records.licence.value->unsettledAccidents = 1;
  CHECK(failing(records, kToday) == "violations-settled accidents-settled points-below-12");
}
