#include "kiosk/catalogue/cli.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <ostream>

#include "kiosk/cases/plan.h"
#include "kiosk/catalogue/facts.h"
#include "kiosk/catalogue/findings.h"

namespace doorstep::kiosk {
namespace {

void print(const std::vector<Fault>& faults, std::ostream& out) {
  for (const Fault& fault : faults) out << fault.text() << '\n';
}

int refuse(std::ostream& out, const std::string& what) {
  out << what << '\n';
  return 2;
}

QString word(Decision decision) {
  switch (decision) {
    case Decision::Eligible:
      return "eligible";
    case Decision::Refused:
      return "refused";
    case Decision::ToCounter:
      return "to-counter";
    case Decision::Unknown:
      break;
  }
  return "unknown";
}

QString word(Finding::Result result) {
  switch (result) {
    case Finding::Result::Pass:
      return "pass";
    case Finding::Result::Fail:
      return "fail";
    case Finding::Result::Unknown:
      break;
  }
  return "unknown";
}

QJsonObject json(const Localized& text) {
  return {{"zh", QString::fromStdString(text.zh)}, {"en", QString::fromStdString(text.en)}};
}

QJsonObject json(const Finding& finding) {
  QJsonObject object{{"rule", QString::fromStdString(finding.ruleId)},
                     {"result", word(finding.result)},
                     {"toCounter", finding.toCounter},
                     {"title", json(finding.title)},
                     {"law", json(finding.law)}};
  if (finding.result == Finding::Result::Pass) return object;
  if (finding.result == Finding::Result::Fail) {
    object["reason"] = json(finding.reason);
    object["remedy"] = json(finding.remedy);
  }
  object["where"] = json(finding.where);
  object["phone"] = QString::fromStdString(finding.phone);
  return object;
}

}  // namespace

int checkConfig(const std::string& configDir, const std::string& stationFile, const std::string& stateDir,
                std::ostream& out) {
  const Loaded loaded = loadCatalogue(configDir, stationFile, stateDir);
  if (!loaded.catalogue) {
    print(loaded.faults, out);
    return 1;
  }
  out << stationFile << ": no faults\n";
  return 0;
}

int printFindings(const std::string& configDir, const std::string& stationFile,
                  const std::string& procedureId, const std::string& recordFile, const std::string& date,
                  std::ostream& out) {
  const auto today = parseDate(date);
  if (!today) return refuse(out, '"' + date + "\" is no day; write it like 2026-11-23");
  const Outcome<Records> records = loadRecords(recordFile);
  if (!records) return refuse(out, records.error().detail);
  const Loaded loaded = loadCatalogue(configDir, stationFile, {});
  if (!loaded.catalogue) {
    print(loaded.faults, out);
    return 1;
  }
  const Procedure* procedure = loaded.catalogue->known(procedureId);
  if (procedure == nullptr) return refuse(out, "no procedure is called \"" + procedureId + '"');

  Evaluator evaluator;
  const Plan plan = planFor(*procedure, factsOf(*records, *today), *today, evaluator);
  QJsonArray list;
  for (const Finding& finding : plan.findings) list.append(json(finding));
  const QJsonObject answer{{"procedure", QString::fromStdString(procedureId)},
                           {"date", QString::fromStdString(isoDate(*today))},
                           {"decision", word(plan.decision)},
                           {"findings", list}};
  out << QJsonDocument(answer).toJson().toStdString();
  return 0;
}

}  // namespace doorstep::kiosk
