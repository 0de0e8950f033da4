#include "services/sandbox/people.h"

#include <array>

#include <openssl/rand.h>

#include "services/sandbox/refusal.h"
#include "services/sandbox/wire.h"
#include "services/signing/base64.h"
#include "services/signing/request_signature.h"

namespace doorstep::sandbox {
namespace {

constexpr const char* kTables = R"(
  CREATE TABLE IF NOT EXISTS person (
    person_id TEXT PRIMARY KEY, slug TEXT NOT NULL, id_number TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
    birth TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS licence (
    person_id TEXT PRIMARY KEY REFERENCES person, record TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS photo (
    photo_id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person, taken_on TEXT NOT NULL,
    jpeg TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS document (
    document_id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person, material TEXT NOT NULL,
    filed_on TEXT NOT NULL, digest TEXT NOT NULL, bytes INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS body_proof (
    proof_id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES person, examined_on TEXT NOT NULL,
    hospital TEXT NOT NULL, passed INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS identity_check (count INTEGER NOT NULL);
  INSERT INTO identity_check SELECT 0 WHERE NOT EXISTS (SELECT * FROM identity_check);
)";

Date dayOf(const Row& row, std::size_t column) {
  return parseDate(row.text(column)).value();
}

std::optional<Person> personOf(const std::optional<Row>& row) {
  if (!row) return std::nullopt;
  return Person{row->text(0), row->text(1), Secret(row->text(2)), Secret(row->text(3)), dayOf(*row, 4)};
}

std::optional<FiledPhoto> photoOf(const std::optional<Row>& row) {
  if (!row) return std::nullopt;
  return FiledPhoto{row->text(0), dayOf(*row, 1), row->text(2)};
}

}  // namespace

std::string newId(char prefix) {
  std::array<unsigned char, 8> random{};
  if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1)
    throw std::runtime_error("no random bytes");
  std::string id(1, prefix);
  for (const unsigned char byte : random) {
    id += "0123456789abcdef"[byte >> 4];
    id += "0123456789abcdef"[byte & 15];
  }
  return id;
}

People::People(Database& database) : database_(database) {
  database_.script(kTables);
}

void People::seed(const DemoCitizen& citizen, const std::string& portraitJpeg) {
  if (byNumber(citizen.idNumber.reveal())) return;
  const std::string personId = newId('P');
  Transaction transaction(database_);
  database_.run("INSERT INTO person VALUES (?1, ?2, ?3, ?4, ?5)", personId, citizen.slug,
                citizen.idNumber.reveal(), citizen.name.reveal(), isoDate(citizen.birth));
  if (citizen.licence) setLicence(personId, *citizen.licence);
  if (citizen.photoTakenOn) filePhoto(personId, *citizen.photoTakenOn, services::toBase64(portraitJpeg));
  if (citizen.bodyProof)
    database_.run("INSERT INTO body_proof VALUES (?1, ?2, ?3, ?4, ?5)", newId('B'), personId,
                  isoDate(citizen.bodyProof->examinedOn), citizen.bodyProof->hospital,
                  citizen.bodyProof->passed);
  transaction.commit();
}

std::optional<Person> People::byNumber(std::string_view idNumber) {
  return personOf(database_.row(
      "SELECT person_id, slug, name, id_number, birth FROM person WHERE id_number = ?1", idNumber));
}

Person People::get(const std::string& personId) {
  auto person = personOf(database_.row(
      "SELECT person_id, slug, name, id_number, birth FROM person WHERE person_id = ?1", personId));
  if (!person) throw Refusal("person-unknown");
  return *person;
}

std::optional<services::LicenceRecord> People::licence(const std::string& personId) {
  const auto row = database_.row("SELECT record FROM licence WHERE person_id = ?1", personId);
  if (!row) return std::nullopt;
  return licenceFromJson(row->text(0));
}

void People::setLicence(const std::string& personId, const services::LicenceRecord& licence) {
  database_.run("INSERT OR REPLACE INTO licence VALUES (?1, ?2)", personId, toJson(licence).dump());
}

std::optional<FiledPhoto> People::latestPhoto(const std::string& personId) {
  return photoOf(
      database_.row("SELECT photo_id, taken_on, jpeg FROM photo WHERE person_id = ?1 ORDER BY taken_on DESC, "
                    "rowid DESC LIMIT 1",
                    personId));
}

std::optional<FiledPhoto> People::photo(const std::string& personId, const std::string& photoId) {
  return photoOf(
      database_.row("SELECT photo_id, taken_on, jpeg FROM photo WHERE person_id = ?1 AND photo_id = ?2",
                    personId, photoId));
}

std::string People::filePhoto(const std::string& personId, Date takenOn, const std::string& jpegBase64) {
  const std::string photoId = newId('F');
  database_.run("INSERT INTO photo VALUES (?1, ?2, ?3, ?4)", photoId, personId, isoDate(takenOn), jpegBase64);
  return photoId;
}

std::string People::fileDocument(const std::string& personId, const std::string& material, Date filedOn,
                                 const std::string& pdf) {
  const std::string documentId = newId('D');
  database_.run("INSERT INTO document VALUES (?1, ?2, ?3, ?4, ?5, ?6)", documentId, personId, material,
                isoDate(filedOn), services::sm3Hex(pdf), static_cast<std::int64_t>(pdf.size()));
  return documentId;
}

std::vector<People::DocumentEntry> People::documents() {
  std::vector<DocumentEntry> found;
  for (const Row& row :
       database_.rows("SELECT document_id, person_id, material, bytes FROM document ORDER BY rowid DESC"))
    found.push_back({row.text(0), row.text(1), row.text(2), row.number(3)});
  return found;
}

bool People::hasDocument(const std::string& personId, const services::FiledDocument& document) {
  return database_
      .row("SELECT 1 FROM document WHERE person_id = ?1 AND material = ?2 AND document_id = ?3", personId,
           document.material, document.documentId)
      .has_value();
}

std::optional<services::BodyProof> People::bodyProof(const std::string& personId) {
  const auto row = database_.row(
      "SELECT proof_id, examined_on, hospital, passed FROM body_proof WHERE person_id = ?1 "
      "ORDER BY examined_on DESC LIMIT 1",
      personId);
  if (!row) return std::nullopt;
  return services::BodyProof{row->text(0), dayOf(*row, 1), row->text(2), row->number(3) != 0};
}

void People::countIdentityCheck() {
  database_.run("UPDATE identity_check SET count = count + 1");
}

std::int64_t People::identityChecks() {
  return database_.row("SELECT count FROM identity_check")->number(0);
}

}  // namespace doorstep::sandbox
