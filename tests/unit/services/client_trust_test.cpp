#include <fstream>

#include <doctest/doctest.h>
#include <openssl/ssl.h>

#include "client_fixture.h"
#include "services/client/tls_policy.h"

// Whom the client talks to, over real TLS: a certificate that is not right means that nothing is sent.

using namespace client_test;

namespace {

Reply identity(const Seen&) {
  return {.status = 200, .body = kIdentityJson};
}

}  // namespace

TEST_CASE("client trust: a server of the configured authority, with and without its pin, is talked to") {
  const Server server(identity);
  auto settings = settingsFor(server.url());
  SUBCASE("trust file alone") {}
  SUBCASE("one of two pins") {
    settings.pins = {Pki::instance().pinOf("foreign"), Pki::instance().pinOf("server")};
  }
  const auto found = checkIdentity(*connect(settings));
  REQUIRE_MESSAGE(found, codeOf(found));
  CHECK(found->personId == kPerson);
  CHECK(found->birth == parseDate("1981-11-23"));
}

TEST_CASE("client trust: a wrong certificate is refused, once, and nothing is sent") {
  std::string certificate = "server";
  std::string code = "platform.refused-certificate";
  std::vector<std::string> pins;
  SUBCASE("of another authority") {
    certificate = "foreign";
  }
  SUBCASE("for another host") {
    certificate = "other-host";
  }
  SUBCASE("not meant for servers") {
    certificate = "client-only";
  }
  SUBCASE("with a key that is not pinned") {
    pins = {Pki::instance().pinOf("foreign")};
  }
  SUBCASE("expired") {
    certificate = "expired";
    code = "platform.expired-certificate";
  }
  const Server server(identity, certificate);
  auto settings = settingsFor(server.url());
  settings.pins = pins;
  const auto platform = connect(settings);
  CHECK(codeOf(checkIdentity(*platform)) == code);
  CHECK(server.connections() == 1);
  CHECK(codeOf(createPayment(*platform, newIdempotencyKey())) == code);
  CHECK(server.connections() == 2);
  CHECK(server.seen().empty());
}

TEST_CASE("client trust: the authorities of the system are not trusted") {
  // OpenSSL takes its system authorities from here when nobody removes them.
  setenv("SSL_CERT_FILE", Pki::instance().file("other-ca.pem").c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
  const Server server(identity, "foreign");
  CHECK(codeOf(checkIdentity(*connect(settingsFor(server.url())))) == "platform.refused-certificate");
  unsetenv("SSL_CERT_FILE");  // NOLINT(concurrency-mt-unsafe)
}

TEST_CASE("client trust: a server that does not accept the station's certificate says so") {
  // The station of another authority: with TLS 1.3 the server says so only after the client's side has
  // finished. An effect may have left already as far as the client can tell, so the name is one of those that
  // leave it unknown.
  const Server server(identity);
  auto settings = settingsFor(server.url());
  settings.certificateFile = Pki::instance().file("foreign.pem");
  settings.keyFile = Pki::instance().file("foreign.key");
  settings.retries = 0;
  const auto platform = connect(settings);
  CHECK(codeOf(checkIdentity(*platform)) == "platform.station-refused");
  const auto payment = createPayment(*platform, newIdempotencyKey());
  REQUIRE(!payment);
  CHECK(payment.error() == Problem{"platform.station-refused", "the platform's TLS: unknown CA"});
  CHECK(server.seen().empty());
}

TEST_CASE("client trust: a connection that cannot follow the policy is not made") {
  const auto policy = TlsPolicy::load(settingsFor("https://127.0.0.1:7443/v1"));
  REQUIRE(policy);
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()),
                                                                  SSL_CTX_free);
  SSL_CTX_set_security_level(context.get(), 5);  // no key of ours is strong enough for it
  CHECK_THROWS_AS(policy->apply(context.get(), nullptr), TlsPolicy::Unfit);
}

TEST_CASE("client settings: what cannot work is refused at once, naming the place") {
  const auto& pki = Pki::instance();
  const std::string url = "https://127.0.0.1:7443/v1";
  std::ofstream(pki.file("garbage.pem")) << "no PEM at all";
  auto settings = settingsFor(url);
  std::string named;
  SUBCASE("plain http") {
    settings.baseUrl = "http://127.0.0.1:7443/v1";
    named = "baseUrl";
  }
  SUBCASE("an address with a user") {
    settings.baseUrl = "https://user@127.0.0.1/v1";
    named = "baseUrl";
  }
  SUBCASE("no station") {
    settings.stationId = "";
    named = "stationId";
  }
  SUBCASE("no trust") {
    settings.trustFile = "";
    named = "trustFile";
  }
  SUBCASE("trust that is no PEM") {
    settings.trustFile = pki.file("garbage.pem");
    named = "garbage.pem";
  }
  SUBCASE("no certificate") {
    settings.certificateFile = pki.file("nowhere.pem");
    named = "nowhere.pem";
  }
  SUBCASE("no key") {
    settings.keyFile = pki.file("station.pem");
    named = "station.pem";
  }
  SUBCASE("the key of another certificate") {
    settings.keyFile = pki.file("server.key");
    named = "server.key";
  }
  SUBCASE("a certificate that has run out") {
    settings.certificateFile = pki.file("station-expired.pem");
    settings.keyFile = pki.file("station-expired.key");
    named = "station-expired.pem is not valid today";
  }
  SUBCASE("a signing key that is not SM2") {
    settings.signingKeyFile = pki.file("station.key");
    named = "station.key";
  }
  SUBCASE("a pin of the wrong length") {
    settings.pins = {"AAAA"};
    named = "pin AAAA";
  }
  SUBCASE("no time") {
    settings.deadline = std::chrono::milliseconds(0);
    named = "deadline";
  }
  const auto platform = connectPlatform(settings);
  REQUIRE(!platform);
  CHECK(platform.error().code == "platform.bad-settings");
  CHECK_MESSAGE(platform.error().detail.find(named) != std::string::npos, platform.error().detail);
}
