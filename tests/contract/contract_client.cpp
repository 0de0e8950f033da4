// The real client through every operation of the contract, with a validating proxy in between: proxy.mjs
// starts this and judges what went over the wire. Here only that the client understands the answers.
#include <cstdlib>
#include <future>
#include <stdexcept>

#include <doctest/doctest.h>

#include "services/client/platform.h"
#include "services/sandbox/citizens.h"
#include "services/sandbox/flat_jpeg.h"
#include "tests/unit/services/http_raw_client.h"

using namespace doorstep;
using namespace doorstep::services;

namespace {

std::string setting(const char* name) {
  const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing sets any
  if (value == nullptr) throw std::runtime_error(std::string(name) + " is not set; proxy.mjs sets it");
  return value;
}

std::unique_ptr<Platform> connect(const std::string& signingKey = "station-sm2.key") {
  const std::string pki = setting("DOORSTEP_CONTRACT_PKI") + "/";
  PlatformSettings settings;
  settings.baseUrl = setting("DOORSTEP_CONTRACT_URL");
  settings.stationId = "demo-station-1";
  settings.trustFile = pki + "ca.pem";
  settings.certificateFile = pki + "station.pem";
  settings.keyFile = pki + "station-key.pem";
  settings.signingKeyFile = signingKey.front() == '/' ? signingKey : pki + signingKey;
  settings.deadline = std::chrono::seconds(20);
  settings.retries = 0;
  auto platform = connectPlatform(settings);
  REQUIRE(platform);
  return std::move(*platform);
}

// Runs one call to its end: `call` gets the Done to pass on.
template <class T, class Call>
Outcome<T> wait(Call call) {
  std::promise<Outcome<T>> promise;
  auto future = promise.get_future();
  call([&promise](Outcome<T> outcome) { promise.set_value(std::move(outcome)); });
  return future.get();
}

int admin(const std::string& method, const std::string& target, const std::string& body = {}) {
  http_test::RawClient client(static_cast<std::uint16_t>(std::stoi(setting("DOORSTEP_CONTRACT_ADMIN_PORT"))));
  client.send(http_test::request(method, target, body));
  const auto answer = client.receive();
  return answer ? answer->status : 0;
}

std::string codeOf(const auto& outcome) {
  return outcome ? std::string("answered") : outcome.error().code;
}

IdentityClaim claimOf(const std::string& slug) {
  for (const auto& citizen : sandbox::loadDemoCitizens(DOORSTEP_CITIZENS_FILE, todayInChina()))
    if (citizen.slug == slug) return {citizen.idNumber, citizen.name, "A", citizen.cardValidUntil};
  throw std::out_of_range(slug);
}

PersonalBytes bytesOf(const std::string& text) {
  const auto* const first = reinterpret_cast<const std::byte*>(text.data());
  return {first, first + text.size()};
}

struct Desk {
  std::unique_ptr<Platform> platform = connect();

  Outcome<Identity> identify(const IdentityClaim& claim) {
    return wait<Identity>([&](auto done) { platform->checkIdentity(claim, done); });
  }
  std::string personOf(const std::string& slug) { return identify(claimOf(slug)).value().personId; }
  Outcome<std::string> upload(const IdempotencyKey& key, const std::string& personId,
                              const std::string& jpeg) {
    return wait<std::string>([&](auto done) { platform->uploadPhoto(key, personId, bytesOf(jpeg), done); });
  }
  Outcome<Payment> pay(const IdempotencyKey& key, const std::string& personId, const std::string& procedure,
                       const std::string& delivery = "mail") {
    return wait<Payment>(
        [&](auto done) { platform->createPayment(key, personId, procedure, delivery, done); });
  }
  Outcome<Application> submit(const IdempotencyKey& key, const ApplicationRequest& request) {
    return wait<Application>([&](auto done) { platform->submitApplication(key, request, done); });
  }
};

}  // namespace

TEST_CASE("contract: a renewal from the card to the receipt") {
  Desk desk;
  Platform& platform = *desk.platform;
  const std::string personId = desk.personOf("due");

  const auto licence =
      wait<std::optional<LicenceRecord>>([&](auto done) { platform.licence(personId, done); });
  REQUIRE(licence);
  CHECK((*licence)->classes == "C1");
  CHECK(wait<std::optional<PhotoOnFile>>([&](auto done) { platform.photoOnFile(personId, done); }).value());
  const auto proof = wait<std::optional<BodyProof>>([&](auto done) { platform.bodyProof(personId, done); });
  REQUIRE(proof.value());
  const auto eligibility =
      wait<Eligibility>([&](auto done) { platform.checkEligibility(personId, "licence-renewal", done); });
  CHECK(eligibility.value().decision == Eligibility::Decision::Eligible);

  const auto face = wait<FaceComparison>(
      [&](auto done) { platform.compareFace(personId, bytesOf(sandbox::flatJpeg(260, 378)), done); });
  CHECK(face.value() == FaceComparison::Same);
  const auto photoId = desk.upload(newIdempotencyKey(), personId, sandbox::flatJpeg(260, 378));
  REQUIRE(photoId);
  const IdempotencyKey paymentKey = newIdempotencyKey();
  CHECK_FALSE(
      wait<std::optional<Payment>>([&](auto done) { platform.findPayment(paymentKey, done); }).value());
  const auto payment = desk.pay(paymentKey, personId, "licence-renewal");
  REQUIRE(payment);
  CHECK(payment->orders.size() == 2);  // mailed: the fee and the postage
  CHECK(payment->totalFen() == 3000);
  CHECK(codeOf(desk.pay(paymentKey, personId, "licence-renewal", "pick-up")) == "platform.key-reused");
  CHECK(desk.pay(paymentKey, personId, "licence-renewal").value().paymentId == payment->paymentId);
  CHECK(wait<std::optional<Payment>>([&](auto done) { platform.findPayment(paymentKey, done); }).value());

  ApplicationRequest request;
  request.procedure = "licence-renewal";
  request.personId = personId;
  request.photoId = *photoId;
  request.bodyProofId = (*proof)->proofId;
  request.paymentId = payment->paymentId;
  request.phone = Secret("19900000001");
  request.mailingAddress = Secret("云上县清溪镇柳下村1号");
  request.delivery = "mail";
  request.documentDigest = std::string(64, 'a');
  request.signaturePng = Secret("\x89PNG\r\n\x1a\n");
  const IdempotencyKey key = newIdempotencyKey();
  CHECK(codeOf(desk.submit(key, request)) == "platform.rejected");  // not paid yet
  for (const auto& order : payment->orders) CHECK(admin("POST", "/pay/" + order.orderId) == 200);
  CHECK(wait<Payment>([&](auto done) { platform.payment(payment->paymentId, done); }).value().settled());

  CHECK_FALSE(
      wait<std::optional<Application>>([&](auto done) { platform.findApplication(key, done); }).value());
  const auto application = desk.submit(key, request);
  REQUIRE(application);
  CHECK(desk.submit(key, request).value().applicationNumber == application->applicationNumber);
  CHECK(wait<std::optional<Application>>([&](auto done) { platform.findApplication(key, done); }).value());
  const auto list =
      wait<std::vector<Application>>([&](auto done) { platform.applicationsOf(personId, done); });
  CHECK(list.value().size() == 1);
  const auto receipt =
      wait<Receipt>([&](auto done) { platform.receipt(application->applicationNumber, done); });
  CHECK(receipt.value().applicationNumber == application->applicationNumber);

  request.delivery = "pick-up";
  CHECK(codeOf(desk.submit(key, request)) == "platform.key-reused");
  CHECK(codeOf(desk.submit(newIdempotencyKey(), request)) == "platform.rejected");  // already open
}

TEST_CASE("contract: a renewal put off, with a document") {
  Desk desk;
  Platform& platform = *desk.platform;
  const std::string personId = desk.personOf("proof-uploaded");
  CHECK(wait<Eligibility>([&](auto done) { platform.checkEligibility(personId, "licence-deferral", done); })
            .value()
            .decision == Eligibility::Decision::Eligible);
  const auto file = [&](const std::string& pdf) {
    return wait<std::string>([&](auto done) {
      platform.uploadDocument(newIdempotencyKey(), personId, "deferral-reason", bytesOf(pdf), done);
    });
  };
  CHECK(codeOf(file("no PDF")) == "platform.rejected");
  const auto documentId = file("%PDF-1.4");
  REQUIRE(documentId);
  ApplicationRequest request;
  request.procedure = "licence-deferral";
  request.personId = personId;
  request.phone = Secret("19900000001");
  request.documents = {{"deferral-reason", *documentId}};
  request.choices = {{"reason", "service"}, {"years", "three"}};
  request.documentDigest = std::string(64, 'a');
  request.signaturePng = Secret("\x89PNG\r\n\x1a\n");
  const auto application = desk.submit(newIdempotencyKey(), request);
  REQUIRE(application);
  CHECK_FALSE(application->newValidFrom);
  CHECK(wait<Receipt>([&](auto done) { platform.receipt(application->applicationNumber, done); }));
}

TEST_CASE("contract: what is not there and what is refused") {
  Desk desk;
  Platform& platform = *desk.platform;
  auto claim = claimOf("due");
  claim.name = Secret("别人");
  CHECK(codeOf(desk.identify(claim)) == "platform.identity-mismatch");
  claim.idNumber = Secret("990101190001010010");
  CHECK(codeOf(desk.identify(claim)) == "platform.person-unknown");

  const std::string nobody = desk.personOf("no-licence");
  CHECK_FALSE(wait<std::optional<LicenceRecord>>([&](auto done) { platform.licence(nobody, done); }).value());
  CHECK_FALSE(
      wait<std::optional<PhotoOnFile>>([&](auto done) { platform.photoOnFile(nobody, done); }).value());
  CHECK_FALSE(wait<std::optional<BodyProof>>([&](auto done) { platform.bodyProof(nobody, done); }).value());
  CHECK(wait<std::vector<Application>>([&](auto done) { platform.applicationsOf(nobody, done); })->empty());

  for (const char* slug : {"violations-no-proof", "overdue-11m", "long-term", "no-licence"}) {
    CAPTURE(slug);
    const auto decision = wait<Eligibility>(
        [&](auto done) { platform.checkEligibility(desk.personOf(slug), "licence-renewal", done); });
    CHECK(decision.value().decision != Eligibility::Decision::Eligible);
    CHECK_FALSE(decision->reasons.empty());
  }
  const std::string stranger = "P0000000000000000";
  const auto unknown =
      wait<Eligibility>([&](auto done) { platform.checkEligibility(nobody, "learning-to-fly", done); });
  CHECK(codeOf(unknown) == "platform.rejected");
  CHECK(codeOf(desk.upload(newIdempotencyKey(), nobody, sandbox::flatJpeg(100, 100))) == "platform.rejected");
  CHECK(codeOf(desk.upload(newIdempotencyKey(), nobody, std::string(300 * 1024, 'x'))) ==
        "platform.rejected");
  CHECK(codeOf(desk.pay(newIdempotencyKey(), stranger, "licence-renewal")) == "platform.person-unknown");
  const auto noReceipt = wait<Receipt>([&](auto done) { platform.receipt("2611230000099", done); });
  CHECK(codeOf(noReceipt) == "platform.not-found");
  const auto noPayment = wait<Payment>([&](auto done) { platform.payment("M0000000000000000", done); });
  CHECK(codeOf(noPayment) == "platform.not-found");
}

TEST_CASE("contract: a platform that is busy, ill or does not trust us") {
  Desk desk;
  const std::string person = desk.personOf("due");
  const auto licence = [&] {
    return codeOf(
        wait<std::optional<LicenceRecord>>([&](auto done) { desk.platform->licence(person, done); }));
  };
  for (const auto& [status, code] :
       {std::pair{"429", "platform.overloaded"}, std::pair{"503", "platform.overloaded"},
        std::pair{"500", "platform.failed"}}) {
    CHECK(admin("POST", "/faults",
                R"({"kind":"status","status":)" + std::string(status) + R"(,"count":1000})") == 201);
    CHECK(licence() == code);
    CHECK(admin("DELETE", "/faults") == 200);
  }
  CHECK(licence() == "answered");

  const std::string otherKey = setting("DOORSTEP_CONTRACT_PKI") + "/unknown-sm2.key";
  const std::string make = "openssl genpkey -algorithm SM2 -out " + otherKey;
  REQUIRE(std::system(make.c_str()) == 0);  // NOLINT(concurrency-mt-unsafe): nothing else runs
  desk.platform = connect(otherKey);
  CHECK(licence() == "platform.bad-signature");
}
