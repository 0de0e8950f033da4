#include <cstdlib>
#include <filesystem>
#include <string>

#include <doctest/doctest.h>

#include "services/signing/base64.h"
#include "services/signing/request_signature.h"

using namespace doorstep::services;

namespace {

// Keys of its own, made by the openssl command line: what an administrator would hand to a station.
class Keys {
 public:
  Keys() {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
    run("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:SM2 -out sm2.key");
    run("openssl pkey -in sm2.key -pubout -out sm2.pub");
    run("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:SM2 -out other.key");
    run("openssl pkey -in other.key -pubout -out other.pub");
    run("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out p256.key");
    run("openssl pkey -in sm2.key -aes128 -passout pass:secret -out encrypted.key");
  }
  ~Keys() { std::filesystem::remove_all(folder_); }
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;

  std::string file(const std::string& name) const { return folder_ / name; }

  void run(const std::string& command) const {
    const std::string line = "cd " + folder_.string() + " && " + command + " 2>/dev/null";
    REQUIRE_MESSAGE(std::system(line.c_str()) == 0, command);  // NOLINT(concurrency-mt-unsafe)
  }

  std::filesystem::path path() const { return folder_; }

 private:
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("doorstep-signing-" + std::to_string(getpid()));
};

SignedRequest sample() {
  return {.method = "POST",
          .target = "/v1/applications",
          .station = "ZZ-0001",
          .timestamp = "2026-11-23T08:00:00Z",
          .nonce = "00112233445566778899aabbccddeeff",
          .idempotencyKey = "01HF0000000000000000000000",
          .body = R"({"procedure":"licence-renewal"})"};
}

}  // namespace

TEST_CASE("signing: SM3 gives the digests of GB/T 32905") {
  CHECK(sm3Hex("abc") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  std::string sixteenTimes;
  for (int i = 0; i < 16; ++i) sixteenTimes += "abcd";
  CHECK(sm3Hex(sixteenTimes) == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
}

TEST_CASE("signing: the canonical text is seven lines, the body as its digest") {
  CHECK(canonicalText(sample()) ==
        "POST\n/v1/applications\nZZ-0001\n2026-11-23T08:00:00Z\n00112233445566778899aabbccddeeff\n"
        "01HF0000000000000000000000\n" +
            sm3Hex(R"({"procedure":"licence-renewal"})"));
  auto bare = sample();
  bare.idempotencyKey.clear();
  bare.body.clear();
  CHECK(canonicalText(bare) ==
        "POST\n/v1/applications\nZZ-0001\n2026-11-23T08:00:00Z\n00112233445566778899aabbccddeeff\n\n"
        "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b");
}

TEST_CASE("signing: a signature holds for exactly what was signed") {
  const Keys keys;
  const auto signer = RequestSigner::load(keys.file("sm2.key"));
  REQUIRE(signer);
  const auto verifier = RequestVerifier::load(keys.file("sm2.pub"));
  REQUIRE(verifier);
  const auto signature = signer->sign(sample());
  REQUIRE(signature);
  CHECK(verifier->verify(sample(), *signature));

  SUBCASE("another key does not verify it") {
    CHECK_FALSE(RequestVerifier::load(keys.file("other.pub"))->verify(sample(), *signature));
  }
  SUBCASE("no part of the request can change") {
    using Field = std::string SignedRequest::*;
    for (const Field field :
         {&SignedRequest::method, &SignedRequest::target, &SignedRequest::station, &SignedRequest::timestamp,
          &SignedRequest::nonce, &SignedRequest::idempotencyKey, &SignedRequest::body}) {
      auto altered = sample();
      (altered.*field).back() ^= 1;
      CHECK_FALSE(verifier->verify(altered, *signature));
    }
  }
  SUBCASE("rubbish is refused") {
    CHECK_FALSE(verifier->verify(sample(), ""));
    CHECK_FALSE(verifier->verify(sample(), "AAAA"));
    CHECK_FALSE(verifier->verify(sample(), "not base64 at all"));
    CHECK_FALSE(verifier->verify(sample(), *signature + "AAAA"));
  }
}

TEST_CASE("signing: openssl's own command line agrees on the signature") {
  const Keys keys;
  const auto signature = RequestSigner::load(keys.file("sm2.key"))->sign(sample());
  REQUIRE(signature);
  keys.run("printf '%s' '" + *signature + "' | openssl base64 -d -A > signature.der");
  keys.run("printf '%s' '" + canonicalText(sample()) + "' > canonical.txt");
  keys.run(
      "openssl pkeyutl -verify -pubin -inkey sm2.pub -in canonical.txt -sigfile signature.der -rawin "
      "-digest sm3 -pkeyopt distid:1234567812345678");
}

TEST_CASE("signing: only SM2 keys that need no passphrase are taken") {
  const Keys keys;
  for (const char* name : {"p256.key", "encrypted.key", "sm2.pub", "nowhere.key"}) {
    const auto signer = RequestSigner::load(keys.file(name));
    REQUIRE_MESSAGE(!signer, name);
    CHECK(signer.error().code == "signing.bad-key");
    CHECK(signer.error().detail.find(name) != std::string::npos);
  }
  const auto verifier = RequestVerifier::load(keys.file("sm2.key"));
  REQUIRE(!verifier);
  CHECK(verifier.error().code == "signing.bad-key");
}

TEST_CASE("signing: base64 has one spelling only") {
  using namespace std::string_literals;
  for (const auto& bytes : {""s, "f"s, "fo"s, "foo"s, "foob"s, "\0\xff\x10"s})
    CHECK(fromBase64(toBase64(bytes)) == bytes);
  CHECK(toBase64("foob") == "Zm9vYg==");
  for (const char* text : {"Zg", "Zg=", "Zh==", "Zm9v\n", " Zm9v", "Zm9$", "=", "====", "Zm=v", "Zg==Zg=="})
    CHECK_MESSAGE(!fromBase64(text), text);
}
