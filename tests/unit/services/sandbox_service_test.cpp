#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include <doctest/doctest.h>

#include "sandbox_station.h"
#include "services/sandbox/flat_jpeg.h"
#include "services/signing/base64.h"

using namespace std::chrono_literals;
using doorstep::sandbox::flatJpeg;
using doorstep::sandbox::Sandbox;
using doorstep::services::toBase64;
using sandbox_test::admin;
using sandbox_test::json;
using sandbox_test::key;
using sandbox_test::options;
using sandbox_test::Station;

namespace {

struct Hall {
  explicit Hall(const doorstep::sandbox::SandboxOptions& given = options())
      : sandbox(std::move(*Sandbox::start(given))), station(*sandbox) {}
  json records() const { return json::parse(sandbox->records()); }

  std::unique_ptr<Sandbox> sandbox;
  Station station;
};

json renewalOf(const std::string& personId) {
  return {{"personId", personId}, {"procedure", "licence-renewal"}};
}

}  // namespace

TEST_CASE("sandbox people: identity, licence, photo, body proof") {
  Hall hall;
  Station& station = hall.station;
  const auto& due = hall.sandbox->citizen("due");
  const json claim{{"idNumber", due.idNumber.reveal()}, {"name", due.name.reveal()}, {"documentKind", "A"}};
  const auto identity = station.post("/identity-checks", claim);
  REQUIRE(identity.status == 200);
  CHECK(identity.body.at("birthDate") == doorstep::isoDate(due.birth));
  const std::string personId = identity.body.at("personId");
  CHECK(personId.find(due.idNumber.reveal()) == std::string::npos);

  auto wrong = claim;
  wrong["name"] = "别人";
  CHECK(station.post("/identity-checks", wrong).code() == "identity-mismatch");
  wrong["idNumber"] = "990101190001010010";
  CHECK(station.post("/identity-checks", wrong).code() == "person-unknown");
  CHECK(hall.records().at("identityChecks") == 3);

  const auto licence = station.get("/persons/" + personId + "/licence");
  CHECK(licence.body.at("classes") == "C1");
  CHECK(licence.body.at("validUntil") == doorstep::isoDate(*due.licence->validUntil));
  CHECK(station.get("/persons/" + personId + "/body-condition-proof").body.at("passed") == true);
  CHECK(station.get("/persons/" + personId + "/photo").body.at("takenOn") ==
        doorstep::isoDate(*due.photoTakenOn));
  CHECK(station.get("/persons/" + personId + "/applications").body.at("applications").empty());

  const std::string nobody = station.identify("no-licence");
  CHECK(station.get("/persons/" + nobody + "/licence").code() == "no-licence");
  CHECK(station.get("/persons/" + nobody + "/photo").code() == "no-photo");
  CHECK(station.get("/persons/" + nobody + "/body-condition-proof").code() == "no-body-proof");
  CHECK(station.get("/persons/P0000000000000000/licence").code() == "person-unknown");
  CHECK_FALSE(
      station.get("/persons/" + station.identify("long-term") + "/licence").body.contains("validUntil"));
}

TEST_CASE("sandbox requests: what is not in the contract is refused, naming the place and not the value") {
  Hall hall;
  Station& station = hall.station;
  const json good{{"idNumber", "990101190001010010"}, {"name", "某人"}, {"documentKind", "A"}};
  const auto detail = [&](const json& body) {
    const auto reply = station.post("/identity-checks", body);
    CHECK(reply.status == 400);
    CHECK(reply.body.dump().find("990101") == std::string::npos);
    return reply.body.value("detail", "");
  };
  auto body = good;
  body.erase("name");
  CHECK(detail(body) == "/name is missing");
  body = good;
  body["name"] = 7;
  CHECK(detail(body) == "/name is no text");
  body["name"] = nullptr;
  CHECK(detail(body) == "/name is no text");
  body["name"] = "";
  CHECK(detail(body) == "/name has another length");
  body = good;
  body["documentKind"] = "Z";
  CHECK(detail(body) == "/documentKind has another form");
  body = good;
  body["validUntil"] = "2027-02-30";
  CHECK(detail(body) == "/validUntil is no day");
  body = good;
  body["more"] = 1;
  CHECK(detail(body) == "a field is not in the contract");
  CHECK(detail(json::array()) == "the body is no object");
  const auto broken = station.unsent("POST", "/identity-checks", "{\"idNumber\": ");
  CHECK(station.send(broken, station.sign(broken)).code() == "bad-request");
  CHECK(station.get("/nothing").code() == "no-operation");
  CHECK(station.get("/eligibility-checks").status == 405);
}

TEST_CASE("sandbox eligibility: every reason at once") {
  Hall hall;
  const auto ask = [&](const std::string& slug) {
    return hall.station.post("/eligibility-checks", renewalOf(hall.station.identify(slug))).body;
  };
  CHECK(ask("due") == json{{"decision", "eligible"}, {"reasons", json::array()}});
  const json two = ask("violations-no-proof");
  CHECK(two.at("decision") == "refused");
  CHECK(two.at("reasons").size() == 2);
  CHECK(ask("overdue-11m").at("decision") == "to-counter");
  const auto unknown = hall.station.post(
      "/eligibility-checks", {{"personId", hall.station.identify("due")}, {"procedure", "flying"}});
  CHECK(unknown.code() == "unknown-procedure");
}

TEST_CASE("sandbox photos: size and form are checked, the newest is the one on file") {
  Hall hall;
  const std::string personId = hall.station.identify("due");
  const auto upload = [&](const std::string& bytes, const std::string& suffix) {
    return hall.station.post("/persons/" + personId + "/photos", {{"jpeg", toBase64(bytes)}}, key(suffix));
  };
  CHECK(upload("no picture at all", "1").code() == "photo-format");
  CHECK(upload(flatJpeg(378, 260), "2").code() == "photo-size");
  CHECK(upload(flatJpeg(260, 378) + std::string(101 * 1024, 'x'), "3").code() == "photo-size");
  const auto accepted = upload(flatJpeg(260, 378), "4");
  CHECK(accepted.status == 201);
  const auto photo = hall.station.get("/persons/" + personId + "/photo");
  CHECK(photo.body.at("photoId") == accepted.body.at("photoId"));
  CHECK(photo.body.at("takenOn") == doorstep::isoDate(doorstep::todayInChina()));
  CHECK(hall.station.post("/persons/" + personId + "/photos", {{"jpeg", "AAAA"}}).code() == "bad-request");
}

TEST_CASE("sandbox documents: a PDF of at most 3 MiB, of a person, for a material") {
  Hall hall;
  const std::string personId = hall.station.identify("due");
  const auto upload = [&](const std::string& bytes, const std::string& suffix) {
    return hall.station.post("/persons/" + personId + "/documents",
                             {{"material", "deferral-reason"}, {"pdf", toBase64(bytes)}}, key(suffix));
  };
  CHECK(upload("no PDF at all", "1").code() == "document-format");
  const std::size_t most = doorstep::services::kLargestDocument;
  CHECK(upload("%PDF-1.4" + std::string(most - 7, ' '), "2").code() == "document-size");
  CHECK(upload("%PDF-1.4" + std::string(most - 8, ' '), "3").status == 201);
  const auto accepted = upload("%PDF-1.4", "4");
  REQUIRE(accepted.status == 201);
  CHECK(upload("%PDF-1.4", "4").body == accepted.body);  // the same request, the same document
  CHECK(hall.records().at("documents").size() == 2);

  const auto apply = [&](const json& changes, const std::string& suffix) {
    json request{
        {"procedure", "licence-deferral"},
        {"personId", personId},
        {"phone", "19900000001"},
        {"choices", {{"reason", "abroad"}, {"years", "two"}}},
        {"documents", {{{"material", "deferral-reason"}, {"documentId", accepted.body.at("documentId")}}}},
        {"documentDigest", std::string(64, 'a')},
        {"signaturePng", toBase64("png")}};
    request.update(changes);
    return hall.station.post("/applications", request, key("D" + suffix));
  };
  CHECK(apply({{"documents", {{{"material", "other"}, {"documentId", accepted.body.at("documentId")}}}}}, "1")
            .code() == "document-unknown");
  CHECK(apply({{"choices", {{"reason", "abroad"}}}}, "2").code() == "choice-unknown");
  CHECK(apply({{"choices", {{"reason", "bored"}, {"years", "two"}}}}, "3").code() == "choice-unknown");
  CHECK(apply({{"delivery", "pick-up"}}, "4").code() == "bad-request");
  const auto applied = apply(json::object(), "5");
  REQUIRE(applied.status == 201);
  CHECK_FALSE(applied.body.contains("newValidFrom"));
  CHECK(hall.station.post("/payments", {{"personId", personId}, {"procedure", "licence-deferral"}}, key("P"))
            .code() == "unknown-procedure");
}

TEST_CASE("sandbox faces: compared as the admin says, kept by nobody") {
  Hall hall;
  const std::string personId = hall.station.identify("due");
  const auto photoBefore = hall.station.get("/persons/" + personId + "/photo").body.at("photoId");
  const auto compare = [&](const std::string& jpeg, const std::string& person) {
    return hall.station.post("/face-comparisons", {{"personId", person}, {"jpeg", toBase64(jpeg)}});
  };
  CHECK(admin(*hall.sandbox, "POST", "/faces", R"({"result": "different"})").status == 201);
  CHECK(admin(*hall.sandbox, "POST", "/faces", R"({"result": "perhaps"})").status == 400);
  CHECK(compare(flatJpeg(260, 378), personId).body == json{{"result", "different"}});
  CHECK(compare(flatJpeg(260, 378), personId).body == json{{"result", "same"}});
  CHECK(compare("no picture", personId).code() == "photo-format");
  CHECK(compare(flatJpeg(100, 100), personId).code() == "photo-size");
  CHECK(compare(flatJpeg(260, 378), "P0000000000000000").code() == "person-unknown");
  CHECK(hall.station.get("/persons/" + personId + "/photo").body.at("photoId") == photoBefore);
}

TEST_CASE("sandbox keys: the same request is answered the same, another one refused, a refusal forgotten") {
  Hall hall;
  Station& station = hall.station;
  const std::string personId = station.identify("due");
  const auto first = station.post("/payments", renewalOf(personId), key("1"));
  REQUIRE(first.status == 201);
  const auto again = station.post("/payments", renewalOf(personId), key("1"));
  CHECK(again.status == 201);
  CHECK(again.body == first.body);
  CHECK(hall.records().at("payments").size() == 1);

  auto other = renewalOf(personId);
  other["delivery"] = "mail";
  const auto reused = station.post("/payments", other, key("1"));
  CHECK(reused.status == 422);
  CHECK(reused.code() == "key-reused");

  CHECK(station.get("/payments?idempotencyKey=" + key("1")).body == first.body);
  CHECK(station.get("/payments?idempotencyKey=" + key("9")).status == 404);
  CHECK(station.get("/payments").code() == "bad-request");
  CHECK(station.get("/payments?idempotencyKey=" + key("1") + "&more=1").code() == "bad-request");
  CHECK(station.post("/payments", renewalOf(personId)).code() == "bad-request");  // without a key
  CHECK(station.post("/payments", renewalOf(personId), "short").code() == "bad-request");

  // A refusal leaves the key free: what stood in the way can be put right and the same intent sent again.
  json application = station.readyApplication("due", "A");
  json unpaid = application;
  unpaid["paymentId"] = first.body.at("paymentId");
  CHECK(station.post("/applications", unpaid, key("B")).code() == "payment-unsettled");
  CHECK(station.post("/applications", application, key("B")).status == 201);
}

TEST_CASE("sandbox keys: many copies at once make one record") {
  Hall hall;
  const std::string personId = hall.station.identify("due");
  std::vector<std::thread> copies;
  std::atomic<int> created{0};
  for (int i = 0; i < 8; ++i)
    copies.emplace_back([&] {
      Station copy(*hall.sandbox);
      if (copy.post("/payments", renewalOf(personId), key("1")).status == 201) ++created;
    });
  for (auto& copy : copies) copy.join();
  CHECK(created == 8);
  CHECK(hall.records().at("payments").size() == 1);
}

TEST_CASE("sandbox money: orders split by payee, paid by opening the QR code, expired after a while") {
  std::atomic<std::chrono::seconds> ahead{0s};
  auto given = options();
  given.clock.now = [&ahead] { return std::chrono::system_clock::now() + ahead.load(); };
  Hall hall(given);
  Station& station = hall.station;
  auto byMail = renewalOf(station.identify("due"));
  byMail["delivery"] = "mail";
  const auto payment = station.post("/payments", byMail, key("1")).body;
  const std::string paymentId = payment.at("paymentId");
  REQUIRE(payment.at("orders").size() == 2);
  CHECK(payment.at("orders")[0].at("payee") == "省财政非税收入专户");
  CHECK(payment.at("orders")[0].at("amountFen") == 1000);
  CHECK(payment.at("orders")[1].at("payee") == "邮政速递");

  const std::string qr = payment.at("orders")[0].at("qrContent");
  const std::string address = "http://127.0.0.1:" + std::to_string(hall.sandbox->adminPort());
  REQUIRE(qr.starts_with(address + "/pay/"));
  const auto stateOf = [&](std::size_t order) {
    return station.get("/payments/" + paymentId).body.at("orders")[order].at("state");
  };
  CHECK(stateOf(0) == "qr-shown");
  CHECK(admin(*hall.sandbox, "GET", qr.substr(address.size())).status == 200);
  CHECK(stateOf(0) == "paying");
  for (int i = 0; i < 2; ++i)
    CHECK(admin(*hall.sandbox, "POST", qr.substr(address.size())).body.at("state") == "paid");
  CHECK(stateOf(0) == "paid");
  CHECK(stateOf(1) == "qr-shown");
  CHECK(admin(*hall.sandbox, "POST", "/pay/O0000000000000000").status == 404);

  ahead = 200s;
  CHECK(stateOf(1) == "qr-shown");
  ahead = 301s;
  auto later = station.unsent("GET", "/payments/" + paymentId);
  later.timestamp = doorstep::isoMoment(std::chrono::system_clock::now() + ahead.load());
  const auto orders = station.send(later, station.sign(later)).body.at("orders");
  CHECK(orders[0].at("state") == "paid");
  CHECK(orders[1].at("state") == "expired");
  const std::string late = orders[1].at("orderId");
  CHECK(admin(*hall.sandbox, "POST", "/pay/" + late).status == 409);
}

TEST_CASE("sandbox money: who has paid and not applied yet is not asked to pay again, with whatever key") {
  Hall hall;
  Station& station = hall.station;
  const std::string personId = station.identify("due");
  const auto first = station.post("/payments", renewalOf(personId), key("1"));
  const std::string paymentId = first.body.at("paymentId");
  CHECK(station.post("/payments", renewalOf(personId), key("2")).body.at("paymentId") !=
        paymentId);  // unpaid

  for (const json& order : first.body.at("orders")) hall.sandbox->pay(order.at("orderId"));
  auto byMail = renewalOf(personId);
  byMail["delivery"] = "mail";  // postage that was not ordered is collected on delivery
  const auto again = station.post("/payments", byMail, key("3"));
  CHECK(again.status == 201);
  CHECK(again.body.at("paymentId") == paymentId);
  CHECK(again.body.at("orders")[0].at("state") == "paid");
  CHECK(station.get("/payments?idempotencyKey=" + key("3")).body == again.body);
  CHECK(hall.records().at("payments").size() == 2);
  CHECK(station.post("/payments", renewalOf(station.identify("points-12")), key("4")).body.at("paymentId") !=
        paymentId);

  json request = station.readyApplication("due", "5");  // is given the same payment
  CHECK(request.at("paymentId") == paymentId);
  REQUIRE(station.post("/applications", request, key("6")).status == 201);
  // Used up: whatever comes after it costs anew.
  CHECK(station.post("/payments", renewalOf(personId), key("7")).body.at("paymentId") != paymentId);
}

TEST_CASE("sandbox applications: from accepted to made, with receipt and a new term") {
  auto given = options();
  given.clock.fixedToday = doorstep::parseDate("2026-11-27");  // a Friday
  Hall hall(given);
  Station& station = hall.station;
  const json request = station.readyApplication("due", "1");
  const std::string personId = request.at("personId");
  const auto accepted = station.post("/applications", request, key("2"));
  REQUIRE(accepted.status == 201);
  const std::string number = accepted.body.at("applicationNumber");
  CHECK(number.size() == 13);
  CHECK(accepted.body.at("acceptedOn") == "2026-11-27");
  CHECK(accepted.body.at("promisedBy") == "2026-11-30");
  CHECK(accepted.body.at("newValidFrom") == "2027-01-26");
  CHECK(accepted.body.at("newValidUntil") == "2037-01-26");
  CHECK(station.get("/applications?idempotencyKey=" + key("2")).body == accepted.body);
  CHECK(station.get("/applications?idempotencyKey=" + key("3")).code() == "no-application");
  CHECK(station.get("/applications/" + number).body == accepted.body);
  CHECK(station.get("/persons/" + personId + "/applications").body.at("applications")[0] == accepted.body);

  const auto receipt = station.get("/applications/" + number + "/receipt").body;
  CHECK(receipt.at("receiptNumber") == "R" + number);
  const auto& due = hall.sandbox->citizen("due");
  CHECK(receipt.dump().find(due.name.reveal()) == std::string::npos);
  CHECK(receipt.dump().find(due.idNumber.reveal()) == std::string::npos);
  CHECK(receipt.dump().find("10.00元") != std::string::npos);

  // A second one while the first is open, with money and photo of its own.
  const json second = station.readyApplication("due", "4");
  const auto refused = station.post("/applications", second, key("5"));
  CHECK(refused.status == 409);
  CHECK(refused.code() == "already-open");

  for (const char* state : {"in-review", "approved", "made", "delivered", "delivered"})
    CHECK(admin(*hall.sandbox, "POST", "/applications/" + number + "/advance").body.at("state") == state);
  const auto licence = station.get("/persons/" + personId + "/licence").body;
  CHECK(licence.at("termYears") == 10);
  CHECK(licence.at("validUntil") == "2037-01-26");
  CHECK(hall.records().at("payments")[1].at("orders")[0].at("state") == "written-off");
  CHECK(station.post("/applications", second, key("6")).code() ==
        "not-eligible");  // renewed: ten years to go
}

TEST_CASE("sandbox applications: everything that must stand in the way does") {
  Hall hall;
  Station& station = hall.station;
  const json good = station.readyApplication("due", "1");
  int count = 0;
  const auto codeOf = [&](const json& changes, const std::string& without = {}) {
    json request = good;
    request.update(changes);
    if (!without.empty()) request.erase(without);
    return station.post("/applications", request, key("X" + std::to_string(count++))).code();
  };
  CHECK(codeOf({{"personId", "P0000000000000000"}}) == "person-unknown");
  CHECK(codeOf({{"procedure", "flying"}}) == "unknown-procedure");
  CHECK(codeOf({{"delivery", "mail"}}) == "address-missing");
  CHECK(codeOf(json::object(), "photoId") == "photo-unknown");
  CHECK(codeOf({{"photoId", "F0000000000000000"}}) == "photo-unknown");
  CHECK(codeOf({{"bodyProofId", "B0000000000000000"}}) == "not-eligible");
  CHECK(codeOf(json::object(), "paymentId") == "payment-unsettled");
  CHECK(codeOf({{"paymentId", "M0000000000000000"}}) == "payment-unknown");
  CHECK(codeOf({{"signaturePng", "%"}}) == "bad-request");
  CHECK(codeOf({{"documentDigest", "abc"}}) == "bad-request");
  CHECK(codeOf({{"phone", "112"}}) == "bad-request");

  const std::string personId = good.at("personId");
  // Someone else's money and photo.
  const json others = station.readyApplication("proof-uploaded", "2");
  CHECK(codeOf({{"paymentId", others.at("paymentId")}}) == "payment-unknown");
  CHECK(codeOf({{"photoId", others.at("photoId")}}) == "photo-unknown");
  const json points = station.readyApplication("points-12", "3");
  CHECK(station.post("/applications", points, key("P")).code() == "not-eligible");

  CHECK(codeOf({{"delivery", "mail"}, {"mailingAddress", "云上县"}}) == "");
  CHECK(hall.records().at("applications").size() == 1);
}

TEST_CASE("sandbox applications: the photo on file serves while it is under six months") {
  Hall hall;
  Station& station = hall.station;
  const auto applyWithFiledPhoto = [&](const std::string& slug, const std::string& keys) {
    const auto filed = station.get("/persons/" + station.identify(slug) + "/photo").body.at("photoId");
    json request = station.readyApplication(slug, keys);
    request["photoId"] = filed;
    return station.post("/applications", request, key(keys + "Z"));
  };
  const auto accepted = applyWithFiledPhoto("due-photo-fresh", "1");
  CHECK(accepted.status == 201);
  CHECK(accepted.body.at("newLongTerm") == true);
  CHECK_FALSE(accepted.body.contains("newValidUntil"));
  CHECK(applyWithFiledPhoto("due", "2").code() == "photo-too-old");
}
