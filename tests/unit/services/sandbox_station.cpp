#include "sandbox_station.h"

#include <atomic>

#include "sandbox_pki.h"
#include "services/sandbox/flat_jpeg.h"
#include "services/signing/base64.h"

namespace sandbox_test {

using doorstep::services::SignedRequest;

namespace {

Reply replyOf(const std::optional<http_test::Answer>& answer) {
  if (!answer) return {};
  return {answer->status, json::parse(answer->body, nullptr, false), answer->body.size()};
}

}  // namespace

Station::Station(doorstep::sandbox::Sandbox& sandbox)
    : sandbox_(sandbox),
      signer_(doorstep::services::RequestSigner::load(pkiDir() + "/station-sm2.key").value()) {}

SignedRequest Station::unsent(const std::string& method, const std::string& target, const std::string& body,
                              const std::string& key) {
  static std::atomic<unsigned long> counter{0};
  std::string nonce = std::to_string(++counter);
  nonce.insert(0, 32 - nonce.size(), '0');
  return {.method = method,
          .target = "/v1" + target,
          .station = doorstep::sandbox::kDemoStation,
          .timestamp = doorstep::isoMoment(std::chrono::system_clock::now()),
          .nonce = nonce,
          .idempotencyKey = key,
          .body = body};
}

std::string Station::sign(const SignedRequest& request) const {
  return signer_.sign(request).value();
}

Reply Station::send(const SignedRequest& request, const std::string& signature) {
  const std::string pki = pkiDir() + "/";
  http_test::RawClient client(sandbox_.port(), {.trust = pki + "ca.pem",
                                                .certificate = pki + certificate + ".pem",
                                                .key = pki + certificate + "-key.pem"});
  std::string headers =
      "Doorstep-Station: " + request.station + "\r\nDoorstep-Timestamp: " + request.timestamp +
      "\r\nDoorstep-Nonce: " + request.nonce + "\r\nDoorstep-Signature: " + signature + "\r\n";
  if (!request.idempotencyKey.empty()) headers += "Idempotency-Key: " + request.idempotencyKey + "\r\n";
  client.send(http_test::request(request.method, request.target, request.body, headers));
  return replyOf(client.receive());
}

Reply Station::get(const std::string& target) {
  const SignedRequest request = unsent("GET", target);
  return send(request, sign(request));
}

Reply Station::post(const std::string& target, const json& body, const std::string& key) {
  const SignedRequest request = unsent("POST", target, body.dump(), key);
  return send(request, sign(request));
}

std::string Station::identify(const std::string& slug) {
  const auto& citizen = sandbox_.citizen(slug);
  return post("/identity-checks", {{"idNumber", citizen.idNumber.reveal()},
                                   {"name", citizen.name.reveal()},
                                   {"documentKind", "A"}})
      .body.at("personId");
}

json Station::readyApplication(const std::string& slug, const std::string& keySuffix) {
  const std::string personId = identify(slug);
  const auto photo = post("/persons/" + personId + "/photos",
                          {{"jpeg", doorstep::services::toBase64(doorstep::sandbox::flatJpeg(260, 378))}},
                          key("F" + keySuffix));
  const auto payment =
      post("/payments", {{"personId", personId}, {"procedure", "licence-renewal"}}, key("M" + keySuffix));
  for (const json& order : payment.body.at("orders")) sandbox_.pay(order.at("orderId"));
  return {{"procedure", "licence-renewal"},
          {"personId", personId},
          {"photoId", photo.body.at("photoId")},
          {"paymentId", payment.body.at("paymentId")},
          {"phone", "19900000001"},
          {"delivery", "pick-up"},
          {"documentDigest", std::string(64, 'a')},
          {"signaturePng", "iVBORw0KGgo="}};
}

std::string key(const std::string& suffix) {
  std::string made = "01KATM3Z8Q5V7W9X2Y4B6C0000";
  return made.replace(made.size() - suffix.size(), suffix.size(), suffix);
}

doorstep::sandbox::SandboxOptions options() {
  doorstep::sandbox::SandboxOptions made;
  made.pkiDir = pkiDir();
  return made;
}

Reply admin(const doorstep::sandbox::Sandbox& sandbox, const std::string& method, const std::string& target,
            const std::string& body) {
  http_test::RawClient client(sandbox.adminPort());
  client.send(http_test::request(method, target, body));
  return replyOf(client.receive());
}

}  // namespace sandbox_test
