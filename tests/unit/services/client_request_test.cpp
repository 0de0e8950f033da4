#include <set>

#include <doctest/doctest.h>

#include "client_fixture.h"
#include "services/signing/request_signature.h"

// What arrives at the server: signed, fresh, keyed.

using namespace client_test;

namespace {

// What a server does to know who asks: header names in lower case.
bool signatureHolds(const Seen& seen) {
  static const auto verifier = RequestVerifier::load(Pki::instance().file("signing.pub"));
  const auto header = [&](const char* name) {
    const auto found = seen.headers.find(name);
    return found == seen.headers.end() ? std::string() : found->second;
  };
  return verifier->verify({.method = seen.method,
                           .target = seen.target,
                           .station = header("doorstep-station"),
                           .timestamp = header("doorstep-timestamp"),
                           .nonce = header("doorstep-nonce"),
                           .idempotencyKey = header("idempotency-key"),
                           .body = seen.body},
                          header("doorstep-signature"));
}

}  // namespace

TEST_CASE("client request: reads and effects are signed over exactly what arrives") {
  const Server server([](const Seen& seen) {
    if (seen.target == "/v1/identity-checks") return Reply{.status = 200, .body = kIdentityJson};
    return Reply{.status = seen.method == "POST" ? 201 : 200, .body = kPaymentJson};
  });
  const auto platform = connect(settingsFor(server.url()));
  const auto key = newIdempotencyKey();
  CHECK(codeOf(checkIdentity(*platform)) == "success");
  CHECK(codeOf(createPayment(*platform, key)) == "success");
  CHECK(codeOf(findPayment(*platform, key)) == "success");
  const auto seen = server.seen();
  REQUIRE(seen.size() == 3);
  std::set<std::string> nonces;
  for (const auto& request : seen) {
    CHECK(signatureHolds(request));
    CHECK(request.headers.at("doorstep-station") == "demo-station-1");
    nonces.insert(request.headers.at("doorstep-nonce"));
  }
  CHECK(nonces.size() == 3);
  CHECK(seen[0].body ==
        R"({"documentKind":"A","idNumber":"990101198111230018","name":"安晓禾","validUntil":"2041-05-20"})");
  CHECK(seen[0].headers.at("content-type") == "application/json");
  CHECK(seen[0].headers.count("idempotency-key") == 0);
  CHECK(seen[1].headers.at("idempotency-key") == key);
  CHECK(seen[1].body ==
        R"({"delivery":"pick-up","personId":"P8c1f0a77e2b94d36","procedure":"licence-renewal"})");
  CHECK(seen[2].target == "/v1/payments?idempotencyKey=" + key);
}

TEST_CASE("client request: every sending has a new nonce, so a repetition is no replay") {
  std::set<std::string> nonces;
  std::mutex mutex;
  const Server server([&](const Seen& seen) {
    const std::lock_guard lock(mutex);
    if (!nonces.insert(seen.headers.at("doorstep-nonce")).second)
      return Reply{.status = 401, .body = R"({"code":"replayed-nonce","message":"请求重复"})"};
    if (nonces.size() == 1) return Reply{.drop = true};
    return Reply{.status = 200, .body = kIdentityJson};
  });
  CHECK(codeOf(checkIdentity(*connect(settingsFor(server.url())))) == "success");
  CHECK(server.seen().size() == 2);
}

TEST_CASE("client request: a strange identifier cannot leave its place in the address") {
  const Server server([](const Seen&) {
    return Reply{.status = 404, .body = R"({"code":"no-licence","message":"没有驾驶证"})"};
  });
  const auto platform = connect(settingsFor(server.url()));
  Answer<std::optional<LicenceRecord>> answer;
  platform->licence("../x?y=1#z 岁", answer.done());
  const auto found = answer.get();
  REQUIRE_MESSAGE(found, codeOf(found));
  CHECK_FALSE(found->has_value());
  CHECK(server.seen().at(0).target == "/v1/persons/..%2Fx%3Fy%3D1%23z%20%E5%B2%81/licence");
  CHECK(signatureHolds(server.seen().at(0)));
}

TEST_CASE("client request: idempotency keys are ULIDs, all different, sorted by time") {
  std::set<IdempotencyKey> keys;
  for (int i = 0; i < 1000; ++i) keys.insert(newIdempotencyKey());
  CHECK(keys.size() == 1000);
  for (const auto& key : keys) {
    CHECK(key.size() == 26);
    CHECK(key[0] <= '7');
    CHECK(key.find_first_not_of("0123456789ABCDEFGHJKMNPQRSTVWXYZ") == std::string::npos);
  }
  const auto earlier = newIdempotencyKey();
  std::this_thread::sleep_for(std::chrono::milliseconds(2));
  CHECK(earlier < newIdempotencyKey());
}
