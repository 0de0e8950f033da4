#include "kiosk/catalogue/facts.h"

#include <QJsonArray>
#include <QJsonObject>

namespace doorstep::kiosk {
namespace {

QString text(Date date) {
  return QString::fromStdString(isoDate(date));
}

// The same day `months` later; the last day of the month where there is none.
Date addMonths(Date date, int months) {
  const Date moved = date + std::chrono::months{months};
  return moved.ok() ? moved : Date{moved.year() / moved.month() / std::chrono::last};
}

// Full months from `from` to `to`, 0 when `to` is not later: 31 January to 28 February is one.
int fullMonths(Date from, Date to) {
  if (to <= from) return 0;
  int months = (static_cast<int>(to.year()) - static_cast<int>(from.year())) * 12 +
               (static_cast<int>(static_cast<unsigned>(to.month())) -
                static_cast<int>(static_cast<unsigned>(from.month())));
  while (addMonths(from, months) > to) --months;
  return months;
}

// Months begun: 6 up to and on the day six months later, 7 from the day after. The law's "within six months".
int monthsBegun(Date from, Date to) {
  const int full = fullMonths(from, to);
  return addMonths(from, full) < to ? full + 1 : full;
}

// "A2D" is A2 and D; "HS" is H and S.
QJsonArray letters(const std::string& codes) {
  QJsonArray list;
  for (std::size_t i = 0; i < codes.size();) {
    const std::size_t length = i + 1 < codes.size() && codes[i + 1] >= '0' && codes[i + 1] <= '9' ? 2 : 1;
    list.append(QString::fromStdString(codes.substr(i, length)));
    i += length;
  }
  return list;
}

QJsonObject personFacts(const services::Identity& identity, Date today) {
  if (!identity.birth) return {};
  return {{"birth", text(*identity.birth)}, {"age", ageOn(*identity.birth, today)}};
}

QJsonObject documentFacts(const std::optional<DocumentOnReader>& document, Date today) {
  QJsonObject facts{{"wasRead", document.has_value()}};
  if (!document) return facts;
  facts["longTerm"] = !document->validUntil;
  if (document->validUntil) {
    facts["validUntil"] = text(*document->validUntil);
    facts["daysToExpiry"] = daysBetween(today, *document->validUntil);
  }
  return facts;
}

QJsonObject licenceFacts(const services::LicenceRecord& licence, const services::Identity& holder,
                         Date today) {
  const Date lastCycleEnd = addYears(licence.cycleEnd, -1);
  QJsonObject facts{
      {"exists", true},
      {"classes", letters(licence.classes)},
      {"status", letters(licence.status)},
      {"firstIssued", text(licence.firstIssued)},
      {"validFrom", text(licence.validFrom)},
      {"longTerm", !licence.validUntil},
      {"points", licence.points},
      {"cycleEnd", text(licence.cycleEnd)},
      {"lastCycleEnd", text(lastCycleEnd)},
      {"daysSinceCycleEnd", daysBetween(lastCycleEnd, today)},
      {"unsettledViolations", licence.unsettledViolations},
      {"unsettledAccidents", licence.unsettledAccidents},
      {"issuingOffice", QString::fromStdString(licence.issuingOffice)},
  };
  if (holder.birth) facts["ageAtCycleEnd"] = ageOn(*holder.birth, lastCycleEnd);
  if (licence.validUntil) {
    facts["validUntil"] = text(*licence.validUntil);
    facts["daysToExpiry"] = daysBetween(today, *licence.validUntil);
    facts["monthsOverdue"] = fullMonths(*licence.validUntil, today);
  }
  return facts;
}

QJsonObject photoFacts(const services::PhotoOnFile& photo, Date today) {
  return {
      {"exists", true}, {"takenOn", text(photo.takenOn)}, {"monthsBegun", monthsBegun(photo.takenOn, today)}};
}

QJsonObject proofFacts(const services::BodyProof& proof, const Known<services::LicenceRecord>& licence,
                       Date today) {
  QJsonObject facts{{"exists", true},
                    {"examinedOn", text(proof.examinedOn)},
                    {"monthsBegun", monthsBegun(proof.examinedOn, today)},
                    {"hospital", QString::fromStdString(proof.hospital)},
                    {"passed", proof.passed}};
  if (licence.value)
    facts["daysAfterCycleEnd"] = daysBetween(addYears(licence.value->cycleEnd, -1), proof.examinedOn);
  return facts;
}

template <class T, class Make>
QJsonObject record(const Known<T>& known, Make make) {
  if (!known.known) return {};
  return known.value ? make(*known.value) : QJsonObject{{"exists", false}};
}

}  // namespace

QJsonObject factsOf(const Records& records, Date today) {
  return {
      {"today", text(today)},
      {"person", personFacts(records.identity, today)},
      {"document", documentFacts(records.document, today)},
      {"licence",
       record(records.licence, [&](const auto& l) { return licenceFacts(l, records.identity, today); })},
      {"photo", record(records.photo, [&](const auto& p) { return photoFacts(p, today); })},
      {"bodyProof",
       record(records.bodyProof, [&](const auto& p) { return proofFacts(p, records.licence, today); })},
  };
}

const QJsonObject& sampleFacts() {
  static const QJsonObject kFacts = [] {
    using namespace std::chrono_literals;
    Records records;
    records.identity = {"P0000000000000000", 1980y / 3 / 4};
    records.document = DocumentOnReader{2035y / 3 / 4};
    services::LicenceRecord licence;
    licence.classes = "C1D";
    licence.status = "A";
    licence.firstIssued = 2010y / 5 / 6;
    licence.validFrom = 2016y / 5 / 6;
    licence.validUntil = 2026y / 5 / 6;
    licence.cycleEnd = 2026y / 5 / 6;
    licence.issuingOffice = "鲁D";
    records.licence = {true, licence};
    records.photo = {true, services::PhotoOnFile{"F0000000000000000", 2026y / 1 / 2, {}}};
    records.bodyProof = {true,
                         services::BodyProof{"B0000000000000000", 2026y / 1 / 2, "云上县人民医院", true}};
    return factsOf(records, 2026y / 3 / 1);
  }();
  return kFacts;
}

}  // namespace doorstep::kiosk
