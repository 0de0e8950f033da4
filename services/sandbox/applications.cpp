#include "services/sandbox/applications.h"

#include "services/sandbox/eligibility.h"
#include "services/sandbox/refusal.h"
#include "services/sandbox/wire.h"

namespace doorstep::sandbox {
namespace {

using services::Application;
using services::ApplicationRequest;
using services::ApplicationState;

constexpr const char* kOffice = "鲁D";  // whose records these are, as licences name it

constexpr const char* kTables = R"(
  CREATE TABLE IF NOT EXISTS application (
    application_number TEXT PRIMARY KEY, station TEXT NOT NULL, idempotency_key TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES person, procedure TEXT NOT NULL, state TEXT NOT NULL,
    accepted_on TEXT NOT NULL, promised_by TEXT NOT NULL,
    new_valid_from TEXT NOT NULL,  -- empty: no new licence comes of it
    new_valid_until TEXT,
    delivery TEXT NOT NULL, document_digest TEXT NOT NULL, payment_id TEXT NOT NULL,
    UNIQUE (station, idempotency_key));
  -- One application under way for a person and a procedure, whatever the code above thinks.
  CREATE UNIQUE INDEX IF NOT EXISTS one_open_application ON application (person_id, procedure)
    WHERE state IN ('accepted', 'in-review', 'approved');
)";
constexpr const char* kColumns =
    "SELECT application_number, procedure, state, accepted_on, promised_by, new_valid_from, new_valid_until, "
    "person_id, idempotency_key, payment_id, delivery FROM application ";

Date dayOf(const Row& row, std::size_t column) {
  return parseDate(row.text(column)).value();
}

Application applicationOf(const Row& row) {
  Application application;
  application.applicationNumber = row.text(0);
  application.procedure = row.text(1);
  application.state = applicationStateOf(row.text(2));
  application.acceptedOn = dayOf(row, 3);
  application.promisedBy = dayOf(row, 4);
  application.newValidFrom = parseDate(row.text(5));
  if (const auto until = row.textOrNull(6)) application.newValidUntil = parseDate(*until);
  application.newLongTerm = application.newValidFrom && !application.newValidUntil;
  return application;
}

void requireChoices(const ProcedureTerms& procedure, const std::map<std::string, std::string>& choices) {
  for (const auto& [field, options] : procedure.choices) {
    const auto chosen = choices.find(field);
    if (chosen == choices.end() || !options.contains(chosen->second)) throw Refusal("choice-unknown", field);
  }
  for (const auto& [field, option] : choices)
    if (!procedure.choices.contains(field)) throw Refusal("choice-unknown", field);
}

Row required(std::optional<Row> row) {
  if (!row) throw Refusal("no-application");
  return *std::move(row);
}

std::string yuan(std::int64_t fen) {
  const std::string cents = std::to_string(100 + fen % 100).substr(1);
  return std::to_string(fen / 100) + "." + cents + "元";
}

std::string termText(const Application& application) {
  return isoDate(*application.newValidFrom) + " 至 " +
         (application.newLongTerm ? std::string("长期") : isoDate(*application.newValidUntil));
}

}  // namespace

Applications::Applications(Database& database, const Clock& clock, People& people, Payments& payments)
    : database_(database), clock_(clock), people_(people), payments_(payments) {
  database_.script(kTables);
}

services::Eligibility Applications::decide(const Person& person, const ProcedureTerms& procedure) {
  const auto licence = people_.licence(person.personId);
  if (&procedure == &kLicenceDeferral) return decideDeferral(licence, kOffice, clock_.today());
  return decideRenewal({licence, people_.bodyProof(person.personId), person.birth}, clock_.today());
}

void Applications::requireEligible(const Person& person, const ProcedureTerms& procedure) {
  const services::Eligibility eligibility = decide(person, procedure);
  if (eligibility.decision == services::Eligibility::Decision::Eligible) return;
  std::string codes;
  for (const auto& reason : eligibility.reasons) codes += (codes.empty() ? "" : " ") + reason.code;
  throw Refusal("not-eligible", codes);
}

void Applications::requireDocuments(const ApplicationRequest& request) {
  for (const auto& document : request.documents)
    if (!people_.hasDocument(request.personId, document))
      throw Refusal("document-unknown", document.material);
}

void Applications::requireFreshPhoto(const ApplicationRequest& request) {
  const auto photo = people_.photo(request.personId, request.photoId);
  if (!photo) throw Refusal("photo-unknown");
  if (!withinSixMonths(photo->takenOn, clock_.today())) throw Refusal("photo-too-old");
}

Application Applications::submit(const std::string& station, const std::string& key,
                                 const ApplicationRequest& request) {
  const Person person = people_.get(request.personId);
  const ProcedureTerms& procedure = procedureTerms(request.procedure);
  if (request.delivery.empty() == procedure.makesLicence) throw Refusal("bad-request", "/delivery");
  const bool byMail = request.delivery == "mail";
  if (byMail && request.mailingAddress.empty()) throw Refusal("address-missing");
  if (database_.row("SELECT 1 FROM application WHERE person_id = ?1 AND procedure = ?2 AND state IN "
                    "('accepted', 'in-review', 'approved')",
                    request.personId, request.procedure))
    throw Refusal("already-open");
  requireEligible(person, procedure);
  requireChoices(procedure, request.choices);
  requireDocuments(request);
  if (!request.bodyProofId.empty() && people_.bodyProof(request.personId)->proofId != request.bodyProofId)
    throw Refusal("not-eligible", "another body-condition proof is the latest");
  if (procedure.makesLicence) requireFreshPhoto(request);
  const std::string number = nextNumber();
  if (procedure.feeItem) payments_.use(request.paymentId, request.personId, request.procedure, number);
  const Date today = clock_.today();
  std::optional<Term> term;
  if (procedure.makesLicence) term = renewedTerm(people_.licence(request.personId).value(), today);
  const int days = byMail ? procedure.workingDaysByMail : procedure.workingDays;
  database_.run(
      "INSERT INTO application VALUES (?1, ?2, ?3, ?4, ?5, 'accepted', ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
      number, station, key, request.personId, request.procedure, isoDate(today),
      isoDate(workingDaysAfter(today, days)), term ? isoDate(term->from) : "",
      term && term->until ? std::optional(isoDate(*term->until)) : std::nullopt, request.delivery,
      request.documentDigest, request.paymentId);
  return get(number);
}

// lsh: the day and a running number, 13 digits.
std::string Applications::nextNumber() {
  std::string day = isoDate(clock_.today()).substr(2);
  std::erase(day, '-');
  const std::int64_t count = database_.row("SELECT COUNT(*) FROM application")->number(0);
  return day + std::to_string(10'000'000 + count + 1).substr(1);
}

Application Applications::get(const std::string& number) {
  return applicationOf(
      required(database_.row((std::string(kColumns) + "WHERE application_number = ?1").c_str(), number)));
}

Application Applications::byKey(const std::string& station, const std::string& key) {
  return applicationOf(required(database_.row(
      (std::string(kColumns) + "WHERE station = ?1 AND idempotency_key = ?2").c_str(), station, key)));
}

std::vector<Application> Applications::of(const std::string& personId) {
  std::vector<Application> found;
  for (const Row& row :
       database_.rows((std::string(kColumns) + "WHERE person_id = ?1 ORDER BY rowid DESC").c_str(), personId))
    found.push_back(applicationOf(row));
  return found;
}

std::vector<Applications::Entry> Applications::all() {
  std::vector<Entry> found;
  for (const Row& row : database_.rows((std::string(kColumns) + "ORDER BY rowid DESC").c_str()))
    found.push_back({applicationOf(row), row.text(7), row.text(8), row.text(9)});
  return found;
}

services::Receipt Applications::receipt(const std::string& number, const std::string& receiptAddress) {
  const Row row =
      required(database_.row((std::string(kColumns) + "WHERE application_number = ?1").c_str(), number));
  const Application application = applicationOf(row);
  const Person person = people_.get(row.text(7));
  services::Receipt receipt;
  receipt.receiptNumber = "R" + number;
  receipt.applicationNumber = number;
  receipt.title = "机动车驾驶证业务受理凭证";
  receipt.lines = {
      {"业务", procedureTerms(application.procedure).name}, {"申请人", maskedName(person.name)},
      {"证件号码", maskedIdNumber(person.idNumber)},        {"流水号", number},
      {"受理日期", isoDate(application.acceptedOn)},        {"承诺办结", isoDate(application.promisedBy)}};
  if (application.newValidFrom) {
    receipt.lines.emplace_back("新证有效期", termText(application));
    receipt.lines.emplace_back("领取方式", row.text(10) == "mail" ? "邮寄" : "自取");
  }
  if (const std::string payment = row.text(9); !payment.empty()) {
    std::int64_t paid = 0;
    for (const auto& order : payments_.get(payment).orders) paid += order.amountFen;
    receipt.lines.emplace_back("已缴费用", yuan(paid));
  }
  receipt.qrContent = receiptAddress + "/receipts/" + number;
  return receipt;
}

Application Applications::advance(const std::string& number) {
  Application application = get(number);
  if (application.state < ApplicationState::Delivered) {
    application.state = static_cast<ApplicationState>(static_cast<int>(application.state) + 1);
    database_.run("UPDATE application SET state = ?2 WHERE application_number = ?1", number,
                  wordOf(application.state));
    if (application.state == ApplicationState::Made) {
      const Row row =
          required(database_.row((std::string(kColumns) + "WHERE application_number = ?1").c_str(), number));
      carryOut(application, row.text(7));
    }
  }
  return application;
}

void Applications::carryOut(const Application& application, const std::string& personId) {
  services::LicenceRecord licence = people_.licence(personId).value();
  if (application.procedure == kLicenceDeferral.id) {
    licence.status = licence.status == "A" ? "N" : licence.status + "N";
    people_.setLicence(personId, licence);
    return;
  }
  licence.termYears = application.newLongTerm ? 0 : licence.everyCycleUnder12 ? 10 : licence.termYears;
  licence.validFrom = *application.newValidFrom;
  licence.validUntil = application.newValidUntil;
  licence.everyCycleUnder12 = true;
  std::erase(licence.status, 'M');
  if (licence.status.empty()) licence.status = "A";
  people_.setLicence(personId, licence);
  payments_.writeOff(application.applicationNumber);
}

}  // namespace doorstep::sandbox
