#pragma once

#include <optional>
#include <string>

#include "kiosk/base/date.h"
#include "kiosk/base/outcome.h"
#include "services/client/platform.h"

class QJsonObject;

namespace doorstep::kiosk {

// What is known about a citizen, as the platform's records say. A record that could not be fetched is not the
// same as one that does not exist: `known` is false and every rule that reads it gives "unknown".
template <class T>
struct Known {
  bool known = false;
  std::optional<T> value;  // nothing, though known: the platform has none
};

// The identity document that lies on the reader.
struct DocumentOnReader {
  std::optional<Date> validUntil;  // nothing: long-term (长期)
};

struct Records {
  services::Identity identity;
  std::optional<DocumentOnReader> document;  // nothing: not read
  Known<services::LicenceRecord> licence;
  Known<services::PhotoOnFile> photo;
  Known<services::BodyProof> bodyProof;
};

// The typed facts that expressions of procedures and rules read, for one day: `person`, `document`,
// `licence`, `photo`, `bodyProof`, `today`. Names, types and meaning stand in
// config/schema/facts.schema.json; derived ones (licence.daysToExpiry, person.age ...) are computed here,
// never in YAML or QML. A record that is not known is JavaScript's `undefined` below its name; one that does
// not exist has exists: false.
QJsonObject factsOf(const Records& records, Date today);

// The facts of an invented person of whom every record exists: which names there are, and values to try a
// text on.
const QJsonObject& sampleFacts();

// Reads a record file as `doorstep-kiosk --findings` takes it: {"identity": ..., "document": ..., "licence":
// ..., "photo": ..., "bodyProof": ...}, each in the shape of the platform's answers
// (services/api/platform.yaml). A record left out is not known; null says that the platform has none.
// config.bad-record names the file and the field.
Outcome<Records> loadRecords(const std::string& jsonFile);

}  // namespace doorstep::kiosk
