#include <doctest/doctest.h>

#include "client_fixture.h"
#include "sandbox_pki.h"
#include "services/sandbox/flat_jpeg.h"
#include "services/sandbox/sandbox.h"
#include "services/signing/request_signature.h"

// Every call of the client against the stand-in for the provincial platform, which was written from the same
// contract.

using namespace client_test;
using doorstep::sandbox::DemoCitizen;
using doorstep::sandbox::Fault;
using doorstep::sandbox::Sandbox;

namespace {

constexpr const char* kRenewal = "licence-renewal";

std::unique_ptr<Sandbox> startSandbox() {
  doorstep::sandbox::SandboxOptions options;
  options.pkiDir = sandbox_test::pkiDir();
  auto sandbox = Sandbox::start(options);
  REQUIRE_MESSAGE(sandbox, (sandbox ? "" : sandbox.error().detail));
  return std::move(*sandbox);
}

std::unique_ptr<Platform> connectTo(const Sandbox& sandbox) {
  const std::string& dir = sandbox_test::pkiDir();
  PlatformSettings settings;
  settings.baseUrl = sandbox.baseUrl();
  settings.stationId = doorstep::sandbox::kDemoStation;
  settings.trustFile = dir + "/ca.pem";
  settings.certificateFile = dir + "/station.pem";
  settings.keyFile = dir + "/station-key.pem";
  settings.signingKeyFile = dir + "/station-sm2.key";
  settings.deadline = std::chrono::seconds(20);
  return connect(settings);
}

// Calls a member of Platform with these arguments and waits for what it answers.
template <class T, class Call, class... Given>
T ask(Platform& platform, Call call, Given&&... given) {
  Answer<T> answer;
  (platform.*call)(std::forward<Given>(given)..., answer.done(), std::stop_token());
  auto outcome = answer.get();
  REQUIRE_MESSAGE(outcome, (outcome ? "" : outcome.error().code + " " + outcome.error().detail));
  return std::move(*outcome);
}

std::string identify(Platform& platform, const DemoCitizen& citizen) {
  return ask<Identity>(platform, &Platform::checkIdentity,
                       IdentityClaim{citizen.idNumber, citizen.name, "A", citizen.cardValidUntil})
      .personId;
}

PersonalBytes photo() {
  const auto bytes = doorstep::sandbox::flatJpeg(260, 378);
  const auto* const begin = reinterpret_cast<const std::byte*>(bytes.data());
  return {begin, begin + bytes.size()};
}

ApplicationRequest renewal(const DemoCitizen& citizen, const std::string& personId) {
  ApplicationRequest request;
  request.procedure = kRenewal;
  request.personId = personId;
  request.phone = citizen.phone;
  request.delivery = "pick-up";
  request.documentDigest = sm3Hex("what the citizen confirmed");
  request.signaturePng = Secret("\x89PNG\r\n\x1a\n");
  return request;
}

}  // namespace

TEST_CASE("client and sandbox: a renewal from the card to the receipt") {
  const auto sandbox = startSandbox();
  const auto platform = connectTo(*sandbox);
  const auto& citizen = sandbox->citizen("due");

  const auto found =
      ask<Identity>(*platform, &Platform::checkIdentity,
                    IdentityClaim{citizen.idNumber, citizen.name, "A", citizen.cardValidUntil});
  CHECK(found.birth == citizen.birth);
  const auto& person = found.personId;
  const auto licence = ask<std::optional<LicenceRecord>>(*platform, &Platform::licence, person);
  REQUIRE(licence);
  CHECK(licence->validUntil == citizen.licence->validUntil);
  CHECK(licence->phone == citizen.phone);
  CHECK(licence->mailingAddress == citizen.licence->mailingAddress);
  const auto proof = ask<std::optional<BodyProof>>(*platform, &Platform::bodyProof, person);
  REQUIRE(proof);
  CHECK(proof->passed);
  const auto eligibility = ask<Eligibility>(*platform, &Platform::checkEligibility, person, kRenewal);
  CHECK(eligibility.decision == Eligibility::Decision::Eligible);

  auto request = renewal(citizen, person);
  request.bodyProofId = proof->proofId;
  request.photoId = ask<std::string>(*platform, &Platform::uploadPhoto, newIdempotencyKey(), person, photo());
  const auto onFile = ask<std::optional<PhotoOnFile>>(*platform, &Platform::photoOnFile, person);
  REQUIRE(onFile);
  CHECK(onFile->photoId == request.photoId);
  CHECK(onFile->jpeg == photo());

  const auto paymentKey = newIdempotencyKey();
  auto payment = ask<Payment>(*platform, &Platform::createPayment, paymentKey, person, kRenewal, "pick-up");
  CHECK(payment.totalFen() == 1000);
  CHECK_FALSE(payment.settled());
  for (const auto& order : payment.orders) sandbox->pay(order.orderId);
  payment = ask<Payment>(*platform, &Platform::payment, payment.paymentId);
  CHECK(payment.settled());
  CHECK(ask<std::optional<Payment>>(*platform, &Platform::findPayment, paymentKey)->settled());
  request.paymentId = payment.paymentId;

  const auto key = newIdempotencyKey();
  CHECK_FALSE(ask<std::optional<Application>>(*platform, &Platform::findApplication, key));
  const auto application = ask<Application>(*platform, &Platform::submitApplication, key, request);
  CHECK(application.procedure == kRenewal);
  CHECK(application.newValidFrom == citizen.licence->validUntil);
  const auto asked = ask<std::optional<Application>>(*platform, &Platform::findApplication, key);
  REQUIRE(asked);
  CHECK(asked->applicationNumber == application.applicationNumber);
  const auto all = ask<std::vector<Application>>(*platform, &Platform::applicationsOf, person);
  REQUIRE(all.size() == 1);
  CHECK(all[0].applicationNumber == application.applicationNumber);
  const auto receipt = ask<Receipt>(*platform, &Platform::receipt, application.applicationNumber);
  CHECK(receipt.applicationNumber == application.applicationNumber);
  CHECK_FALSE(receipt.lines.empty());
}

TEST_CASE("client and sandbox: refusals arrive as what they are") {
  const auto sandbox = startSandbox();
  const auto platform = connectTo(*sandbox);
  const auto& citizen = sandbox->citizen("due");
  const auto person = identify(*platform, citizen);
  const auto refused = [](auto& answer) {
    auto outcome = answer.get();
    REQUIRE(!outcome);
    return outcome.error();
  };

  Answer<Identity> mismatch;
  platform->checkIdentity({citizen.idNumber, Secret("别的名字"), "A", citizen.cardValidUntil},
                          mismatch.done());
  CHECK(refused(mismatch).code == "platform.identity-mismatch");
  Answer<Identity> nobody;
  platform->checkIdentity({Secret("990101190001010013"), Secret("无此人"), "A", {}}, nobody.done());
  CHECK(refused(nobody).code == "platform.person-unknown");
  Answer<std::optional<LicenceRecord>> stranger;
  platform->licence("P0000000000000000", stranger.done());
  CHECK(refused(stranger).code == "platform.person-unknown");
  Answer<Receipt> noReceipt;
  platform->receipt("0000000000000", noReceipt.done());
  CHECK(refused(noReceipt) == Problem{"platform.not-found", "no-application"});
  Answer<Application> early;
  platform->submitApplication(newIdempotencyKey(), renewal(citizen, person), early.done());
  CHECK(refused(early).code == "platform.rejected");

  const auto key = newIdempotencyKey();
  ask<Payment>(*platform, &Platform::createPayment, key, person, kRenewal, "pick-up");
  Answer<std::string> reused;
  platform->uploadPhoto(key, person, photo(), reused.done());
  CHECK(refused(reused).code == "platform.key-reused");

  const auto tooEarly = identify(*platform, sandbox->citizen("too-early"));
  const auto eligibility = ask<Eligibility>(*platform, &Platform::checkEligibility, tooEarly, kRenewal);
  CHECK(eligibility.decision == Eligibility::Decision::Refused);
  CHECK_FALSE(eligibility.reasons.empty());
}

TEST_CASE("client and sandbox: whatever the network does to a payment, there is one and it is found") {
  const auto sandbox = startSandbox();
  const auto platform = connectTo(*sandbox);
  const auto person = identify(*platform, sandbox->citizen("due"));
  Fault fault{.kind = Fault::Kind::DropReply, .method = "POST", .pathPrefix = "/v1/payments"};
  std::string code;
  SUBCASE("the reply is lost") {
    code = "platform.unknown";
  }
  SUBCASE("the request is delivered twice") {
    fault.kind = Fault::Kind::Duplicate;
    code = "success";
  }
  SUBCASE("the answer is garbage") {
    fault.kind = Fault::Kind::Garbage;
    code = "platform.bad-answer";
  }
  SUBCASE("the answer is huge") {
    fault.kind = Fault::Kind::Oversize;
    code = "platform.answer-too-large";
  }
  sandbox->addFault(fault);
  const auto key = newIdempotencyKey();
  Answer<Payment> answer;
  platform->createPayment(key, person, kRenewal, "pick-up", answer.done());
  CHECK(codeOf(answer.get()) == code);
  const auto found = ask<std::optional<Payment>>(*platform, &Platform::findPayment, key);
  REQUIRE(found);
  // Sent again with the same key it is the same payment, not a second one.
  CHECK(ask<Payment>(*platform, &Platform::createPayment, key, person, kRenewal, "pick-up").paymentId ==
        found->paymentId);
}

TEST_CASE("client and sandbox: a read on a kept connection whose reply is lost is asked again") {
  const auto sandbox = startSandbox();
  const auto platform = connectTo(*sandbox);
  const auto person = identify(*platform, sandbox->citizen("due"));  // now there is a connection to keep
  // The HTTP library sends the same signed bytes again by itself, and the platform has seen that nonce.
  sandbox->addFault({.kind = Fault::Kind::DropReply, .method = "GET", .pathPrefix = "/v1/persons"});
  CHECK(ask<std::optional<LicenceRecord>>(*platform, &Platform::licence, person));
}

TEST_CASE("client and sandbox: who has paid at one station does not pay again at another") {
  const auto sandbox = startSandbox();
  const auto here = connectTo(*sandbox);
  const auto person = identify(*here, sandbox->citizen("due"));
  const auto paid =
      ask<Payment>(*here, &Platform::createPayment, newIdempotencyKey(), person, kRenewal, "pick-up");
  for (const auto& order : paid.orders) sandbox->pay(order.orderId);
  const auto there = connectTo(*sandbox);  // it knows nothing of the first key
  const auto key = newIdempotencyKey();
  const auto again = ask<Payment>(*there, &Platform::createPayment, key, person, kRenewal, "pick-up");
  CHECK(again.paymentId == paid.paymentId);
  CHECK(again.settled());
  const auto found = ask<std::optional<Payment>>(*there, &Platform::findPayment, key);
  REQUIRE(found);
  CHECK(found->paymentId == paid.paymentId);
}

TEST_CASE("client and sandbox: a gateway that fails leaves an effect unknown, whatever became of it") {
  const auto sandbox = startSandbox();
  const auto platform = connectTo(*sandbox);
  const auto person = identify(*platform, sandbox->citizen("due"));
  for (const auto& [gateway, happened] : {std::pair{502, false}, std::pair{504, true}}) {
    const int status = gateway;
    CAPTURE(status);
    sandbox->addFault(
        {.kind = Fault::Kind::Status, .method = "POST", .pathPrefix = "/v1/payments", .status = status});
    const auto key = newIdempotencyKey();
    Answer<Payment> answer;
    platform->createPayment(key, person, kRenewal, "pick-up", answer.done());
    CHECK(codeOf(answer.get()) == "platform.unknown");
    CHECK(ask<std::optional<Payment>>(*platform, &Platform::findPayment, key).has_value() == happened);
  }
}

TEST_CASE("client and sandbox: an unavailable platform is asked again by reads, not by effects") {
  const auto sandbox = startSandbox();
  const auto platform = connectTo(*sandbox);
  const auto person = identify(*platform, sandbox->citizen("due"));
  Fault unavailable;
  unavailable.kind = Fault::Kind::Status;
  sandbox->addFault(unavailable);
  CHECK(ask<std::optional<LicenceRecord>>(*platform, &Platform::licence, person));
  sandbox->addFault(unavailable);
  Answer<Payment> answer;
  platform->createPayment(newIdempotencyKey(), person, kRenewal, "pick-up", answer.done());
  CHECK(codeOf(answer.get()) == "platform.overloaded");
}
