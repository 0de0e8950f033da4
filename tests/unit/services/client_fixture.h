#pragma once

#include <chrono>
#include <future>
#include <memory>
#include <string>

#include "client_pki.h"
#include "client_server.h"
#include "services/client/platform.h"

namespace client_test {

using namespace doorstep;
using namespace doorstep::services;

inline constexpr const char* kPerson = "P8c1f0a77e2b94d36";
inline constexpr const char* kIdentityJson = R"({"personId":"P8c1f0a77e2b94d36","birthDate":"1981-11-23"})";
inline constexpr const char* kPaymentJson =
    R"({"paymentId":"M3a9f1c7e5b2d8064","expiresAt":"2026-11-23T14:45:00Z","orders":[)"
    R"({"orderId":"O0b4d6f8a1c3e5729","payee":"省财政非税收入专户","item":"工本费","amountFen":1000,)"
    R"("qrContent":"http://127.0.0.1/pay","state":"qr-shown"}]})";
inline constexpr const char* kNoPaymentJson = R"({"code":"no-payment","message":"没有这笔缴费"})";

inline PlatformSettings settingsFor(const std::string& url) {
  const auto& pki = Pki::instance();
  PlatformSettings settings;
  settings.baseUrl = url;
  settings.stationId = "demo-station-1";
  settings.trustFile = pki.file("ca.pem");
  settings.certificateFile = pki.file("station.pem");
  settings.keyFile = pki.file("station.key");
  settings.signingKeyFile = pki.file("signing.key");
  settings.deadline = std::chrono::seconds(20);  // generous: only the tests of the deadline wait for it
  return settings;
}

inline std::unique_ptr<Platform> connect(const PlatformSettings& settings) {
  auto platform = connectPlatform(settings);
  REQUIRE_MESSAGE(platform, (platform ? "" : platform.error().detail));
  return std::move(*platform);
}

// Turns an asynchronous call into a value; a call that never answers fails the test instead of hanging it.
template <class T>
class Answer {
 public:
  Done<T> done() {
    return [promise = promise_](Outcome<T> outcome) { promise->set_value(std::move(outcome)); };
  }
  Outcome<T> get() {
    auto future = promise_->get_future();
    REQUIRE(future.wait_for(std::chrono::seconds(60)) == std::future_status::ready);
    return future.get();
  }

 private:
  std::shared_ptr<std::promise<Outcome<T>>> promise_ = std::make_shared<std::promise<Outcome<T>>>();
};

inline IdentityClaim claim() {
  return {.idNumber = Secret("990101198111230018"),
          .name = Secret("安晓禾"),
          .documentKind = "A",
          .validUntil = parseDate("2041-05-20")};
}

inline Outcome<Identity> checkIdentity(Platform& platform) {
  Answer<Identity> answer;
  platform.checkIdentity(claim(), answer.done());
  return answer.get();
}

inline Outcome<Payment> createPayment(Platform& platform, const IdempotencyKey& key) {
  Answer<Payment> answer;
  platform.createPayment(key, kPerson, "licence-renewal", "pick-up", answer.done());
  return answer.get();
}

inline Outcome<std::optional<Payment>> findPayment(Platform& platform, const IdempotencyKey& key) {
  Answer<std::optional<Payment>> answer;
  platform.findPayment(key, answer.done());
  return answer.get();
}

// The code of a failure, or "success": what a CHECK prints well.
template <class T>
std::string codeOf(const Outcome<T>& outcome) {
  return outcome ? "success" : outcome.error().code;
}

}  // namespace client_test
