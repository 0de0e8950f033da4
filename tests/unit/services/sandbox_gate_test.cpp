#include <filesystem>

#include <doctest/doctest.h>

#include "sandbox_station.h"
#include "services/sandbox/gate.h"
#include "services/sandbox/refusal.h"

using namespace std::chrono_literals;
using doorstep::sandbox::Sandbox;
using sandbox_test::key;
using sandbox_test::options;
using sandbox_test::Station;

namespace {

std::unique_ptr<Sandbox> start() {
  auto sandbox = Sandbox::start(options());
  REQUIRE(sandbox);
  return std::move(*sandbox);
}

}  // namespace

TEST_CASE("sandbox gate: only what a known station signed, now and once, gets in") {
  const auto sandbox = start();
  Station station(*sandbox);
  const auto question = [&] { return station.unsent("GET", "/payments?idempotencyKey=" + key("1")); };

  const auto good = question();
  CHECK(station.send(good, station.sign(good)).code() == "no-payment");
  SUBCASE("a copy is refused, even with the right signature") {
    const auto reply = station.send(good, station.sign(good));
    CHECK(reply.status == 401);
    CHECK(reply.code() == "replayed-nonce");
  }
  SUBCASE("what is changed after signing is refused") {
    for (const char* what : {"target", "body", "key", "nonce", "timestamp"}) {
      CAPTURE(what);
      auto changed = question();
      const std::string signature = station.sign(changed);
      if (what == std::string("target")) changed.target = "/v1/payments?idempotencyKey=" + key("2");
      if (what == std::string("body")) changed.body = "{}";
      if (what == std::string("key")) changed.idempotencyKey = key("3");
      if (what == std::string("nonce")) changed.nonce = std::string(32, 'a');
      if (what == std::string("timestamp"))
        changed.timestamp = doorstep::isoMoment(std::chrono::system_clock::now() - 30s);
      const auto reply = station.send(changed, signature);
      CHECK(reply.status == 401);
      CHECK(reply.code() == "bad-signature");
    }
  }
  SUBCASE("signatures that are none") {
    for (const char* signature : {"AAAA", "!!", "MEUCIQ=="})
      CHECK(station.send(question(), signature).status == 401);
  }
  SUBCASE("the wrong time is refused before the signature is looked at") {
    for (const auto off : {-6min, 6min}) {
      auto late = question();
      late.timestamp = doorstep::isoMoment(std::chrono::system_clock::now() + off);
      CHECK(station.send(late, station.sign(late)).code() == "stale-timestamp");
      late.timestamp = doorstep::isoMoment(std::chrono::system_clock::now() + off / 2);
      CHECK(station.send(late, station.sign(late)).code() == "no-payment");
    }
  }
  SUBCASE("a station nobody knows, and headers that are missing or malformed") {
    auto other = question();
    other.station = "station-2";
    CHECK(station.send(other, station.sign(other)).code() == "unknown-station");
    for (const char* what : {"nonce", "timestamp", "no nonce"}) {
      auto malformed = question();
      if (what == std::string("nonce")) malformed.nonce = "1";
      if (what == std::string("timestamp")) malformed.timestamp = "yesterday";
      if (what == std::string("no nonce")) malformed.nonce.clear();
      CHECK(station.send(malformed, station.sign(malformed)).code() == "bad-request");
    }
  }
  SUBCASE("another authority's certificate does not even get as far") {
    station.certificate = "other-station";
    CHECK(station.get("/payments?idempotencyKey=" + key("1")).status == 0);
  }
}

TEST_CASE("sandbox gate: one station's certificate does not speak for another") {
  using doorstep::sandbox::Refusal;
  doorstep::sandbox::Database database(":memory:");
  const doorstep::sandbox::Clock clock;
  doorstep::sandbox::Gate gate(database, clock);
  const std::string pki = options().pkiDir + "/";
  for (const char* name : {"station-1", "station-2"}) REQUIRE(gate.trust(name, pki + "station-sm2.pub"));
  const auto signer = doorstep::services::RequestSigner::load(pki + "station-sm2.key");
  REQUIRE(signer);
  int count = 0;
  const auto from = [&](const std::string& peer) {
    doorstep::services::SignedRequest text{.method = "GET",
                                           .target = "/v1/payments/M0000000000000000",
                                           .station = "station-1",
                                           .timestamp = doorstep::isoMoment(std::chrono::system_clock::now()),
                                           .nonce = std::string(31, '0') + std::to_string(++count),
                                           .idempotencyKey = {},
                                           .body = {}};
    return doorstep::http::Request{.method = text.method,
                                   .target = text.target,
                                   .path = text.target,
                                   .query = {},
                                   .parameters = {},
                                   .headers = {{"Doorstep-Station", text.station},
                                               {"Doorstep-Timestamp", text.timestamp},
                                               {"Doorstep-Nonce", text.nonce},
                                               {"Doorstep-Signature", signer->sign(text).value()}},
                                   .body = {},
                                   .peer = peer};
  };
  CHECK_NOTHROW(gate.admit(from("station-1")));
  for (const char* peer : {"station-2", ""}) CHECK_THROWS_AS(gate.admit(from(peer)), Refusal);
}

TEST_CASE("sandbox gate: a nonce stays spent when the sandbox is started again") {
  auto given = options();
  given.database = sandbox_test::options().pkiDir + "/gate.db";
  std::filesystem::remove(given.database);
  auto sandbox = std::move(*Sandbox::start(given));
  auto station = std::make_unique<Station>(*sandbox);
  const auto question = station->unsent("GET", "/payments?idempotencyKey=" + key("1"));
  const std::string signature = station->sign(question);
  CHECK(station->send(question, signature).code() == "no-payment");
  sandbox.reset();
  sandbox = std::move(*Sandbox::start(given));
  station = std::make_unique<Station>(*sandbox);
  CHECK(station->send(question, signature).code() == "replayed-nonce");
}
