#include "findings_people.h"

#include <doctest/doctest.h>

#include "catalogue_copy.h"

namespace doorstep::tests {

using kiosk::Finding;

const kiosk::Catalogue& shipped() {
  static const auto kLoaded = kiosk::loadCatalogue(kConfig, kConfig + "/stations/demo.yaml", "/state");
  REQUIRE(kLoaded.catalogue != nullptr);
  return *kLoaded.catalogue;
}

const kiosk::Procedure& renewal() {
  const kiosk::Procedure* procedure = shipped().find("licence-renewal");
  REQUIRE(procedure != nullptr);
  return *procedure;
}

kiosk::Records ready(Date today) {
  kiosk::Records records;
  records.identity = {"P0000000000000001", addYears(today, -40)};
  records.document = kiosk::DocumentOnReader{addYears(today, 10)};
  services::LicenceRecord licence;
  licence.classes = "C1";
  licence.status = "A";
  licence.firstIssued = addYears(addDays(today, 30), -6);
  licence.validFrom = licence.firstIssued;
  licence.validUntil = addDays(today, 30);
  licence.cycleEnd = addDays(today, 30);
  records.licence = {true, licence};
  records.photo = {true, services::PhotoOnFile{"F0000000000000001", addDays(today, -10), {}}};
  records.bodyProof = {true,
                       services::BodyProof{"B0000000000000001", addDays(today, -10), "云上县人民医院", true}};
  return records;
}

std::string rulesThat(Finding::Result result, const std::vector<Finding>& findings) {
  std::string ids;
  for (const Finding& finding : findings)
    if (finding.result == result) ids += (ids.empty() ? "" : " ") + finding.ruleId;
  return ids;
}

std::string failing(const kiosk::Records& records, Date today) {
  return failing("licence-renewal", records, today);
}

std::string failing(const char* procedure, const kiosk::Records& records, Date today) {
  const auto* found = shipped().find(procedure);
  REQUIRE(found != nullptr);
  kiosk::Evaluator evaluator;
  return rulesThat(Finding::Result::Fail, evaluator.findings(*found, kiosk::factsOf(records, today), today));
}

std::string whereTo(const kiosk::Records& records, Date today) {
  kiosk::Evaluator evaluator;
  for (const auto& finding : evaluator.findings(renewal(), kiosk::factsOf(records, today), today))
    if (finding.result == Finding::Result::Fail) return finding.where.zh;
  return {};
}

}  // namespace doorstep::tests
