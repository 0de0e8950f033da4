#include <map>

#include <doctest/doctest.h>

#include "findings_people.h"
#include "services/sandbox/citizens.h"

using namespace doorstep;
using kiosk::Decision;
using kiosk::Finding;

namespace {

struct Expected {
  Decision decision;
  std::string failing;  // rule ids
};

// Every situation of the demo's people.
const std::map<std::string, Expected>& expectations() {
  static const std::map<std::string, Expected> kAll{
      {"due", {Decision::Eligible, ""}},
      {"due-photo-fresh", {Decision::Eligible, ""}},
      {"too-early", {Decision::Refused, "renewal-window"}},
      {"overdue-10m", {Decision::Eligible, ""}},
      {"overdue-11m", {Decision::ToCounter, "overdue-near-a-year"}},
      {"overdue-13m", {Decision::Refused, "overdue-a-year not-cancelled-recoverable"}},
      {"points-12", {Decision::Refused, "points-below-12"}},
      {"violations", {Decision::Refused, "violations-settled"}},
      {"suspended", {Decision::Refused, "not-detained"}},
      {"age-63-a2", {Decision::Refused, "age-limit-large"}},
      {"age-71-proof", {Decision::Eligible, ""}},
      {"age-72-no-proof", {Decision::Refused, "body-proof-present body-proof-yearly"}},
      {"age-71-motorcycle", {Decision::Refused, "age-limit-70"}},
      {"proof-missing", {Decision::Refused, "body-proof-present"}},
      {"proof-old", {Decision::Refused, "body-proof-fresh"}},
      {"proof-uploaded", {Decision::Eligible, ""}},
      {"c5", {Decision::Eligible, ""}},
      {"long-term", {Decision::Refused, "licence-expires"}},
      {"violations-no-proof", {Decision::Refused, "violations-settled body-proof-present"}},
      {"accident", {Decision::Refused, "accidents-settled"}},
      {"audit-overdue", {Decision::ToCounter, "audit-not-overdue"}},
      {"card-expired", {Decision::Refused, "identity-document"}},
      {"no-licence", {Decision::Refused, "licence-held"}},
  };
  return kAll;
}

// The article each rule must cite when it fails.
const std::map<std::string, std::string>& articles() {
  static const std::map<std::string, std::string> kAll{
      {"renewal-window", "第162号）第六十三条"},
      {"overdue-near-a-year", "第162号）第六十三条、第七十九条"},
      {"overdue-a-year", "第162号）第七十九条"},
      {"not-cancelled-recoverable", "第162号）第七十九条"},
      {"points-below-12", "第163号）第十七条"},
      {"violations-settled", "第162号）第七十二条、第七十三条"},
      {"accidents-settled", "第162号）第七十二条、第七十三条"},
      {"audit-not-overdue", "第162号）第七十二条、第七十三条"},
      {"not-detained", "第162号）第六十九条"},
      {"age-limit-large", "第172号修改）第六十五条"},
      {"age-limit-70", "第162号）第六十五条"},
      {"body-proof-present", "第162号）第六十三条"},
      {"body-proof-fresh", "第162号）第八十五条"},
      {"body-proof-yearly", "第162号）第七十四条"},
      {"licence-expires", "第162号）第六十二条"},
      {"identity-document", "第162号）第六十三条"},
      {"licence-held", "第162号）第六十三条"},
  };
  return kAll;
}

kiosk::Records recordsOf(const sandbox::DemoCitizen& citizen) {
  kiosk::Records records;
  records.identity = {"P0000000000000001", citizen.birth};
  records.document = kiosk::DocumentOnReader{citizen.cardValidUntil};
  records.licence = {true, citizen.licence};
  records.photo.known = true;
  if (citizen.photoTakenOn) records.photo.value = services::PhotoOnFile{"F1", *citizen.photoTakenOn, {}};
  records.bodyProof = {true, citizen.bodyProof};
  return records;
}

// A person is told why, what to do, where and whom to call, in both languages, with nothing left in braces.
void checkTold(const Finding& finding) {
  CAPTURE(finding.ruleId);
  for (const Localized* text :
       {&finding.title, &finding.law, &finding.reason, &finding.remedy, &finding.where})
    for (const std::string* words : {&text->zh, &text->en}) {
      CHECK_FALSE(words->empty());
      CHECK(words->find_first_of("{}") == std::string::npos);
      CHECK(words->find("—") == std::string::npos);
    }
  CHECK(finding.phone == "199 0000 0000");
  REQUIRE(articles().contains(finding.ruleId));
  CHECK(finding.law.zh.ends_with(articles().at(finding.ruleId)));
}

}  // namespace

TEST_CASE("every person of the demo gets the findings of the situation they are in") {
  using namespace std::chrono_literals;
  kiosk::Evaluator evaluator;
  for (const Date today : {Date(2026y / 11 / 23), Date(2028y / 2 / 29), Date(2027y / 1 / 1)}) {
    const auto people = sandbox::loadDemoCitizens(DOORSTEP_CITIZENS_FILE, today);
    CHECK(people.size() == expectations().size());
    for (const auto& citizen : people) {
      CAPTURE(citizen.slug);
      CAPTURE(isoDate(today));
      REQUIRE(expectations().contains(citizen.slug));
      const Expected& expected = expectations().at(citizen.slug);
      const auto findings =
          evaluator.findings(tests::renewal(), kiosk::factsOf(recordsOf(citizen), today), today);
      CHECK(tests::rulesThat(Finding::Result::Fail, findings) == expected.failing);
      CHECK(tests::rulesThat(Finding::Result::Unknown, findings).empty());
      CHECK((kiosk::decide(findings) == expected.decision));
      for (const Finding& finding : findings) {
        if (finding.result == Finding::Result::Fail) checkTold(finding);
        if (finding.result == Finding::Result::Pass) CHECK(finding.reason == Localized{});
      }
    }
  }
}
