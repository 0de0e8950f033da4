#include "services/sandbox/api.h"

#include "services/sandbox/flat_jpeg.h"
#include "services/sandbox/refusal.h"
#include "services/signing/base64.h"

namespace doorstep::sandbox {
namespace {

constexpr std::size_t kLargestPhoto = 100 * 1024;

void checkPhoto(const std::string& base64) {
  const std::string jpeg = services::fromBase64(base64).value();
  const PixelSize size = jpegSize(jpeg);
  if (size.width == 0) throw Refusal("photo-format");
  if (size.width != 260 || size.height != 378 || jpeg.size() > kLargestPhoto) throw Refusal("photo-size");
}

http::Response ok(const json& body, int status = 200) {
  return {.status = status, .body = body.dump()};
}

// The gate has seen both: a request without them does not get here.
std::string stationOf(const http::Request& request) {
  return request.header(services::kStationHeader).value_or("");
}

std::string keyOf(const http::Request& request) {
  const auto key = request.header(services::kIdempotencyHeader);
  if (!key || !matches(*key, kKeyPattern))
    throw Refusal("bad-request", "Idempotency-Key is missing or has another form");
  return *key;
}

std::string askedKey(const http::Request& request) {
  if (request.query.size() != 1 || !request.query.contains("idempotencyKey") ||
      !matches(request.query.at("idempotencyKey"), kKeyPattern))
    throw Refusal("bad-request", "?idempotencyKey= is missing or has another form");
  return request.query.at("idempotencyKey");
}

services::ApplicationRequest applicationRequest(const http::Request& request) {
  Fields fields(request.body);
  services::ApplicationRequest wanted;
  wanted.procedure = fields.text("procedure", kProcedurePattern);
  wanted.personId = fields.text("personId", kPersonIdPattern);
  wanted.photoId = fields.optionalText("photoId", "F[0-9a-f]{16}").value_or("");
  wanted.bodyProofId = fields.optionalText("bodyProofId", "B[0-9a-f]{16}").value_or("");
  wanted.paymentId = fields.optionalText("paymentId", "M[0-9a-f]{16}").value_or("");
  wanted.phone = Secret(fields.text("phone", "1\\d{10}"));
  wanted.mailingAddress = Secret(fields.optionalWords("mailingAddress", 200).value_or(""));
  wanted.delivery = fields.optionalText("delivery", kDeliveryPattern).value_or("");
  wanted.documents = fields.documents("documents");
  wanted.choices = fields.choices("choices");
  wanted.documentDigest = fields.text("documentDigest", "[0-9a-f]{64}");
  wanted.signaturePng = Secret(fields.base64("signaturePng"));
  fields.noOthers();
  return wanted;
}

}  // namespace

Books::Books(const std::string& databaseFile, Clock when, std::chrono::seconds qrLife)
    : clock(std::move(when)),
      database(databaseFile),
      people(database),
      payments(database, clock, qrLife),
      applications(database, clock, people, payments),
      answers(database),
      gate(database, clock) {}

Api::Api(Books& books) : books_(books) {
  route("POST", "/v1/identity-checks", &Api::checkIdentity);
  route("POST", "/v1/face-comparisons", &Api::compareFace);
  route("GET", "/v1/persons/{personId}/licence", &Api::licence);
  route("GET", "/v1/persons/{personId}/photo", &Api::photo);
  routeEffect("POST", "/v1/persons/{personId}/photos", &Api::uploadPhoto);
  routeEffect("POST", "/v1/persons/{personId}/documents", &Api::uploadDocument);
  route("GET", "/v1/persons/{personId}/body-condition-proof", &Api::bodyProof);
  route("GET", "/v1/persons/{personId}/applications", &Api::applicationsOf);
  route("POST", "/v1/eligibility-checks", &Api::checkEligibility);
  routeEffect("POST", "/v1/payments", &Api::createPayment);
  route("GET", "/v1/payments", &Api::findPayment);
  route("GET", "/v1/payments/{paymentId}", &Api::payment);
  routeEffect("POST", "/v1/applications", &Api::submit);
  route("GET", "/v1/applications", &Api::findApplication);
  route("GET", "/v1/applications/{applicationNumber}", &Api::application);
  route("GET", "/v1/applications/{applicationNumber}/receipt", &Api::receipt);
}

void Api::route(const char* method, const char* path, Operation operation) {
  router_.add(method, path,
              [this, operation](const http::Request& request) { return (this->*operation)(request); });
}

void Api::routeEffect(const char* method, const char* path, Operation operation) {
  router_.add(method, path,
              [this, operation](const http::Request& request) { return once(request, operation); });
}

// The effect and the answer that stands for it are committed together, or neither is.
http::Response Api::once(const http::Request& request, Operation operation) {
  const std::string key = keyOf(request);
  Transaction transaction(books_.database);
  if (auto stored = books_.answers.find(stationOf(request), key, request)) return *stored;
  const http::Response response = (this->*operation)(request);
  books_.answers.keep(stationOf(request), key, request, response);
  transaction.commit();
  return response;
}

http::Response Api::answer(const http::Request& request) {
  const auto carryOut = [this](const http::Request& asked) {
    try {
      return router_.answer(asked);
    } catch (const Refusal& refusal) {
      return refusal.response();
    }
  };
  try {
    books_.gate.admit(request);
    http::Request asked = request;
    const std::size_t question = request.target.find('?');
    if (question != std::string::npos) {
      auto query = http::parseQuery(request.target.substr(question + 1));
      if (!query) throw Refusal("bad-request", "the query has another form");
      asked.query = std::move(*query);
    }
    return books_.faults.apply(asked, carryOut);
  } catch (const Refusal& refusal) {
    return refusal.response();
  }
}

http::Response Api::checkIdentity(const http::Request& request) {
  Fields fields(request.body);
  const Secret number(fields.text("idNumber", "[0-9A-Z]{15,18}"));
  const Secret name(fields.words("name", 60));
  fields.text("documentKind", "A|F|I");
  fields.optionalDate("validUntil");
  fields.noOthers();
  books_.people.countIdentityCheck();
  const auto person = books_.people.byNumber(number.reveal());
  if (!person) throw Refusal("person-unknown");
  if (!(person->name == name)) throw Refusal("identity-mismatch");
  return ok({{"personId", person->personId}, {"birthDate", isoDate(person->birth)}});
}

http::Response Api::compareFace(const http::Request& request) {
  Fields fields(request.body);
  const std::string personId = fields.text("personId", kPersonIdPattern);
  checkPhoto(fields.base64("jpeg"));
  fields.noOthers();
  books_.people.get(personId);
  std::string result = "same";
  if (!books_.faces.empty()) {
    result = std::move(books_.faces.front());
    books_.faces.pop_front();
  }
  return ok({{"result", result}});
}

http::Response Api::licence(const http::Request& request) {
  const Person person = books_.people.get(request.parameters.at("personId"));
  const auto record = books_.people.licence(person.personId);
  if (!record) throw Refusal("no-licence");
  return ok(toJson(*record));
}

http::Response Api::photo(const http::Request& request) {
  const Person person = books_.people.get(request.parameters.at("personId"));
  const auto photo = books_.people.latestPhoto(person.personId);
  if (!photo) throw Refusal("no-photo");
  return ok({{"photoId", photo->photoId}, {"takenOn", isoDate(photo->takenOn)}, {"jpeg", photo->jpegBase64}});
}

http::Response Api::uploadPhoto(const http::Request& request) {
  const Person person = books_.people.get(request.parameters.at("personId"));
  Fields fields(request.body);
  const std::string base64 = fields.base64("jpeg");
  fields.noOthers();
  checkPhoto(base64);
  return ok({{"photoId", books_.people.filePhoto(person.personId, books_.clock.today(), base64)}}, 201);
}

http::Response Api::uploadDocument(const http::Request& request) {
  const Person person = books_.people.get(request.parameters.at("personId"));
  Fields fields(request.body);
  const std::string material = fields.text("material", kMaterialPattern);
  const std::string base64 = fields.base64("pdf");
  fields.noOthers();
  const auto pdf = services::fromBase64(base64);
  if (!pdf || !pdf->starts_with("%PDF-")) throw Refusal("document-format");
  if (pdf->size() > services::kLargestDocument) throw Refusal("document-size");
  return ok(
      {{"documentId", books_.people.fileDocument(person.personId, material, books_.clock.today(), *pdf)}},
      201);
}

http::Response Api::bodyProof(const http::Request& request) {
  const Person person = books_.people.get(request.parameters.at("personId"));
  const auto proof = books_.people.bodyProof(person.personId);
  if (!proof) throw Refusal("no-body-proof");
  return ok(toJson(*proof));
}

http::Response Api::applicationsOf(const http::Request& request) {
  const Person person = books_.people.get(request.parameters.at("personId"));
  json list = json::array();
  for (const auto& application : books_.applications.of(person.personId)) list.push_back(toJson(application));
  return ok({{"applications", list}});
}

http::Response Api::checkEligibility(const http::Request& request) {
  Fields fields(request.body);
  const std::string personId = fields.text("personId", kPersonIdPattern);
  const std::string procedure = fields.text("procedure", kProcedurePattern);
  fields.noOthers();
  const ProcedureTerms& terms = procedureTerms(procedure);
  return ok(toJson(books_.applications.decide(books_.people.get(personId), terms)));
}

http::Response Api::createPayment(const http::Request& request) {
  Fields fields(request.body);
  const std::string personId = fields.text("personId", kPersonIdPattern);
  const std::string procedure = fields.text("procedure", kProcedurePattern);
  const bool byMail = fields.optionalText("delivery", kDeliveryPattern) == "mail";
  fields.noOthers();
  books_.people.get(personId);
  return ok(toJson(books_.payments.create(stationOf(request), keyOf(request), personId,
                                          procedureTerms(procedure), byMail)),
            201);
}

http::Response Api::findPayment(const http::Request& request) {
  return ok(toJson(books_.payments.byKey(stationOf(request), askedKey(request))));
}

http::Response Api::payment(const http::Request& request) {
  return ok(toJson(books_.payments.get(request.parameters.at("paymentId"))));
}

http::Response Api::submit(const http::Request& request) {
  return ok(
      toJson(books_.applications.submit(stationOf(request), keyOf(request), applicationRequest(request))),
      201);
}

http::Response Api::findApplication(const http::Request& request) {
  return ok(toJson(books_.applications.byKey(stationOf(request), askedKey(request))));
}

http::Response Api::application(const http::Request& request) {
  return ok(toJson(books_.applications.get(request.parameters.at("applicationNumber"))));
}

http::Response Api::receipt(const http::Request& request) {
  return ok(
      toJson(books_.applications.receipt(request.parameters.at("applicationNumber"), books_.publicAddress)));
}

}  // namespace doorstep::sandbox
