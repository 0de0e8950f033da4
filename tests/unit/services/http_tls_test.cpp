#include <doctest/doctest.h>
#include <openssl/ssl.h>

#include "http_raw_client.h"
#include "sandbox_pki.h"
#include "services/http/server.h"

using namespace std::chrono_literals;
namespace http = doorstep::http;
using http_test::RawClient;
using http_test::request;
using http_test::TlsIdentity;

namespace {

std::string pem(const std::string& name) {
  return sandbox_test::pkiDir() + "/" + name + ".pem";
}

std::unique_ptr<http::Server> serve(http::Limits limits = {}) {
  http::ServerOptions options;
  options.tls = http::TlsFiles{pem("server"), pem("server-key"), pem("ca")};
  options.limits = limits;
  auto server = http::Server::start(
      options, [](const http::Request& asked) { return http::Response{.body = asked.peer}; });
  REQUIRE(server);
  return std::move(*server);
}

TlsIdentity station(const std::string& name = "station") {
  return {.trust = pem("ca"), .certificate = pem(name), .key = pem(name + "-key")};
}

// With TLS 1.3 a client learns only from its first read that its certificate was not wanted.
bool served(RawClient& client) {
  return client.connected() && client.send(request("GET", "/")) && client.receive();
}

}  // namespace

TEST_CASE("http TLS: a station with its certificate is served, and the handler knows its name") {
  const auto server = serve();
  for (const int version : {0, TLS1_2_VERSION}) {
    auto identity = station();
    identity.highestVersion = version;
    RawClient client(server->port(), identity);
    REQUIRE(client.connected());
    REQUIRE(client.send(request("GET", "/")));
    CHECK(client.receive().value().body == "demo-station-1");
    REQUIRE(client.send(request("GET", "/", {}, "Connection: close\r\n")));
    CHECK(client.receive().value().status == 200);
    CHECK(client.closed());
  }
}

TEST_CASE("http TLS: no certificate, another authority's, an old version, no TLS at all: nobody is served") {
  const auto server = serve();
  auto nobody = station();
  nobody.certificate.clear();
  RawClient withoutCertificate(server->port(), nobody);
  CHECK_FALSE(served(withoutCertificate));

  RawClient stranger(server->port(), station("other-station"));
  CHECK_FALSE(served(stranger));

  // Issued by the right authority, but for servers.
  RawClient aServer(server->port(), station("server"));
  CHECK_FALSE(served(aServer));

  auto old = station();
  old.highestVersion = TLS1_1_VERSION;
  RawClient oldVersion(server->port(), old);
  CHECK_FALSE(served(oldVersion));

  RawClient plain(server->port());
  CHECK_FALSE(served(plain));
  CHECK(server->requestsAnswered() == 0);

  RawClient good(server->port(), station());
  CHECK(served(good));
}

TEST_CASE("http TLS: the limits hold inside TLS") {
  const auto server = serve({.bodyBytes = 1000});
  RawClient longHeader(server->port(), station());
  REQUIRE(longHeader.send("GET /" + std::string(9000, 'x') + " HTTP/1.1\r\n\r\n"));
  CHECK(longHeader.receive().value().status == 431);
  CHECK(longHeader.closed());

  RawClient largeBody(server->port(), station());
  REQUIRE(largeBody.send(request("POST", "/", std::string(1001, 'x'))));
  CHECK(largeBody.receive().value().status == 413);
  CHECK(largeBody.closed());
}

TEST_CASE("http TLS: half a handshake, half a request and silence are closed") {
  const auto server = serve({.idle = 200ms, .request = 200ms});
  RawClient halfShaken(server->port());
  REQUIRE(halfShaken.send("\x16\x03\x01"));
  CHECK(halfShaken.closed());

  RawClient halfSent(server->port(), station());
  halfSent.send("GET / HTTP/1.1\r\n");
  CHECK_FALSE(halfSent.receive());
  CHECK(halfSent.closed());

  RawClient silent(server->port(), station());
  CHECK(silent.closed());
}
