#include <chrono>
#include <filesystem>

#include <doctest/doctest.h>

#include "sandbox_station.h"

using namespace std::chrono_literals;
using doorstep::sandbox::Sandbox;
using sandbox_test::admin;
using sandbox_test::json;
using sandbox_test::key;
using sandbox_test::options;
using sandbox_test::Station;

namespace {

json renewalOf(const std::string& personId) {
  return {{"personId", personId}, {"procedure", "licence-renewal"}};
}

}  // namespace

TEST_CASE("sandbox faults: asked for over the admin listener, for as many requests as said") {
  const auto sandbox = std::move(*Sandbox::start(options()));
  Station station(*sandbox);
  const std::string personId = station.identify("due");
  const auto misbehave = [&](const json& fault) {
    CHECK(admin(*sandbox, "POST", "/faults", fault.dump()).status == 201);
  };
  const auto create = [&](const std::string& suffix) {
    return station.post("/payments", renewalOf(personId), key(suffix));
  };
  const auto payments = [&] { return json::parse(sandbox->records()).at("payments").size(); };
  const json onPayments{{"method", "POST"}, {"pathPrefix", "/v1/payments"}};

  SUBCASE("drop-reply: the effect happened, and asking finds it") {
    misbehave({{"match", onPayments}, {"kind", "drop-reply"}, {"count", 1}});
    CHECK(create("1").status == 0);
    CHECK(payments() == 1);
    CHECK(station.get("/payments?idempotencyKey=" + key("1")).status == 200);
    CHECK(create("1").status == 201);
    CHECK(payments() == 1);
  }
  SUBCASE("duplicate: delivered twice, recorded once") {
    misbehave({{"match", onPayments}, {"kind", "duplicate"}});
    CHECK(create("1").status == 201);
    CHECK(payments() == 1);
  }
  SUBCASE("status: nothing happens, twice") {
    misbehave({{"match", onPayments}, {"kind", "status"}, {"status", 503}, {"count", 2}});
    CHECK(create("1").code() == "unavailable");
    CHECK(create("1").status == 503);
    CHECK(payments() == 0);
    CHECK(create("1").status == 201);
  }
  SUBCASE("delay: late, but it comes") {
    misbehave({{"match", onPayments}, {"kind", "delay"}, {"millis", 300}});
    const auto before = std::chrono::steady_clock::now();
    CHECK(create("1").status == 201);
    CHECK(std::chrono::steady_clock::now() - before >= 300ms);
  }
  SUBCASE("garbage and oversize") {
    misbehave({{"match", onPayments}, {"kind", "garbage"}});
    CHECK(create("1").body.is_discarded());
    misbehave({{"kind", "oversize"}});
    const auto huge = create("2");
    CHECK(huge.status == 201);
    CHECK(huge.size > (4u << 20));
  }
  SUBCASE("a gateway on the way: 502 before the platform heard of it, 504 after") {
    misbehave({{"match", onPayments}, {"kind", "status"}, {"status", 502}});
    CHECK(create("1").status == 502);
    CHECK(payments() == 0);
    misbehave({{"match", onPayments}, {"kind", "status"}, {"status", 504}});
    const auto late = create("1");
    CHECK(late.status == 504);
    CHECK(late.body.is_discarded());  // a page of its own, no JSON
    CHECK(payments() == 1);
  }
  SUBCASE("taken back, and not for others") {
    misbehave({{"match", onPayments}, {"kind", "status"}, {"status", 500}, {"count", 100}});
    CHECK(station.get("/persons/" + personId + "/licence").status == 200);
    CHECK(create("1").code() == "failed");
    CHECK(json::parse(sandbox->records()).at("faults")[0].at("count") == 99);
    CHECK(admin(*sandbox, "DELETE", "/faults").status == 200);
    CHECK(create("1").status == 201);
  }
  SUBCASE("a fault nobody knows is refused") {
    for (const char* wrong : {"", "[]", "{}", R"({"kind":"earthquake"})", R"({"kind":"status","status":418})",
                              R"({"kind":"delay","millis":"long"})"}) {
      CAPTURE(wrong);
      CHECK(admin(*sandbox, "POST", "/faults", wrong).status == 400);
    }
  }
}

TEST_CASE("sandbox storage: what was answered is there after a new start, and people keep their ids") {
  auto given = options();
  given.database = given.pkiDir + "/restart.db";
  std::filesystem::remove(given.database);
  auto sandbox = std::move(*Sandbox::start(given));
  auto station = std::make_unique<Station>(*sandbox);
  const std::string personId = station->identify("due");
  const auto payment = station->post("/payments", renewalOf(personId), key("1"));
  station.reset();
  sandbox.reset();

  sandbox = std::move(*Sandbox::start(given));
  station = std::make_unique<Station>(*sandbox);
  CHECK(station->identify("due") == personId);
  CHECK(station->post("/payments", renewalOf(personId), key("1")).body == payment.body);
  CHECK(json::parse(sandbox->records()).at("payments").size() == 1);
}

TEST_CASE("sandbox start: refuses data it cannot use") {
  auto given = options();
  given.citizensFile = "/nowhere/citizens.yaml";
  CHECK(Sandbox::start(given).error().code == "sandbox.bad-data");
  given = options();
  given.database = "/nowhere/sandbox.db";
  CHECK(Sandbox::start(given).error().code == "sandbox.bad-data");
  given = options();
  given.pkiDir = "/nowhere";
  CHECK(Sandbox::start(given).error().code == "signing.bad-key");
}

TEST_CASE("sandbox pages: escaped, and without anything personal") {
  const auto sandbox = std::move(*Sandbox::start(options()));
  Station station(*sandbox);
  const json request = station.readyApplication("due", "1");
  REQUIRE(station.post("/applications", request, key("2")).status == 201);
  http_test::RawClient browser(sandbox->adminPort());
  browser.send(http_test::request("GET", "/"));
  const auto page = browser.receive();
  REQUIRE(page);
  CHECK(page->headers.at("content-type") == "text/html; charset=utf-8");
  CHECK(page->body.find("http-equiv=\"refresh\"") != std::string::npos);
  CHECK(page->body.find("licence-renewal") != std::string::npos);
  for (const auto& citizen : sandbox->citizens()) {
    CHECK(page->body.find(citizen.idNumber.reveal()) == std::string::npos);
    CHECK(page->body.find(citizen.name.reveal()) == std::string::npos);
    CHECK(sandbox->records().find(citizen.name.reveal()) == std::string::npos);
  }
  const std::string order = json::parse(sandbox->records()).at("payments")[0].at("orders")[0].at("orderId");
  browser.send(http_test::request("POST", "/pay/" + order, {}, "Accept: text/html\r\n"));
  CHECK(browser.receive().value().body.find("已缴款") != std::string::npos);
}
