#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <stdexcept>

#include "kiosk/catalogue/facts.h"

namespace doorstep::kiosk {
namespace {

// What is wrong with the record file; caught below and handed on as a Problem.
struct BadField : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// One object of the file, read field by field; every complaint names the field.
class Fields {
 public:
  Fields(QJsonObject object, std::string path) : object_(std::move(object)), path_(std::move(path)) {}

  bool has(const char* key) const { return object_.contains(QLatin1String(key)); }

  std::string text(const char* key) const {
    const QJsonValue value = object_[QLatin1String(key)];
    if (!value.isString()) refuse(key, "must be text");
    return value.toString().toStdString();
  }
  Secret secret(const char* key) const { return has(key) ? Secret(text(key)) : Secret(); }
  int count(const char* key) const {
    const double value = object_[QLatin1String(key)].toDouble(-1);
    if (value < 0 || value > 1'000'000 || value != static_cast<int>(value))
      refuse(key, "must be a whole number, 0 or more");
    return static_cast<int>(value);
  }
  bool flag(const char* key) const {
    if (!object_[QLatin1String(key)].isBool()) refuse(key, "must be true or false");
    return object_[QLatin1String(key)].toBool();
  }
  Date date(const char* key) const {
    const auto parsed = parseDate(text(key));
    if (!parsed) refuse(key, "must be a day like 2026-11-23");
    return *parsed;
  }
  std::optional<Date> dateIfAny(const char* key) const {
    return has(key) ? std::optional(date(key)) : std::nullopt;
  }
  // Nothing when the key is absent or null.
  std::optional<Fields> object(const char* key) const {
    const QJsonValue value = object_[QLatin1String(key)];
    if (value.isUndefined() || value.isNull()) return std::nullopt;
    if (!value.isObject()) refuse(key, "must be an object, or null when there is none");
    return Fields(value.toObject(), path_ + key + '.');
  }

 private:
  [[noreturn]] void refuse(const std::string& key, const std::string& what) const {
    throw BadField(path_ + key + ": " + what);
  }

  QJsonObject object_;
  std::string path_;
};

services::LicenceRecord licenceOf(const Fields& fields) {
  services::LicenceRecord licence;
  licence.fileNumber = fields.text("fileNumber");
  licence.classes = fields.text("classes");
  licence.status = fields.text("status");
  licence.firstIssued = fields.date("firstIssued");
  licence.validFrom = fields.date("validFrom");
  licence.validUntil = fields.dateIfAny("validUntil");
  licence.termYears = fields.count("termYears");
  licence.points = fields.count("points");
  licence.cycleEnd = fields.date("cycleEnd");
  licence.everyCycleUnder12 = fields.flag("everyCycleUnder12");
  licence.unsettledViolations = fields.count("unsettledViolations");
  licence.unsettledAccidents = fields.count("unsettledAccidents");
  licence.issuingOffice = fields.text("issuingOffice");
  licence.phone = fields.secret("phone");
  licence.mailingAddress = fields.secret("mailingAddress");
  return licence;
}

services::PhotoOnFile photoOf(const Fields& fields) {
  return {fields.text("photoId"), fields.date("takenOn"), {}};
}

services::BodyProof proofOf(const Fields& fields) {
  return {fields.text("proofId"), fields.date("examinedOn"), fields.text("hospital"), fields.flag("passed")};
}

template <class Make>
auto known(const Fields& file, const char* key, Make make) {
  Known<decltype(make(file))> record;
  record.known = file.has(key);
  if (const auto fields = file.object(key)) record.value = make(*fields);
  return record;
}

Records recordsOf(const Fields& file) {
  Records records;
  if (const auto identity = file.object("identity")) {
    records.identity.personId = identity->text("personId");
    records.identity.birth = identity->dateIfAny("birthDate");
  }
  if (const auto document = file.object("document"))
    records.document = DocumentOnReader{document->dateIfAny("validUntil")};
  records.licence = known(file, "licence", licenceOf);
  records.photo = known(file, "photo", photoOf);
  records.bodyProof = known(file, "bodyProof", proofOf);
  return records;
}

}  // namespace

Outcome<Records> loadRecords(const std::string& jsonFile) {
  QFile file(QString::fromStdString(jsonFile));
  if (!file.open(QIODevice::ReadOnly)) return problem("config.bad-record", jsonFile + ": cannot be read");
  QJsonParseError error;
  const QJsonDocument document = QJsonDocument::fromJson(file.readAll(), &error);
  if (error.error != QJsonParseError::NoError)
    return problem("config.bad-record", jsonFile + ": " + error.errorString().toStdString() + " at byte " +
                                            std::to_string(error.offset));
  if (!document.isObject()) return problem("config.bad-record", jsonFile + ": must be an object");
  try {
    return recordsOf(Fields(document.object(), ""));
  } catch (const BadField& bad) {
    return problem("config.bad-record", jsonFile + ": " + bad.what());
  }
}

}  // namespace doorstep::kiosk
