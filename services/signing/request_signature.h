#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "kiosk/base/outcome.h"

// How a request proves which station sent it: SM2 over SM3 (GB/T 32918, GB/T 32905) of a canonical text, so
// that neither a terminating proxy nor a replayed copy can alter or repeat it. Used by the client and by the
// servers.
namespace doorstep::services {

// Header names of the contract.
inline constexpr std::string_view kStationHeader = "Doorstep-Station";
inline constexpr std::string_view kTimestampHeader = "Doorstep-Timestamp";  // RFC 3339, UTC, seconds
inline constexpr std::string_view kNonceHeader = "Doorstep-Nonce";          // 32 hex digits, never used twice
inline constexpr std::string_view kSignatureHeader = "Doorstep-Signature";  // base64 of the DER signature
inline constexpr std::string_view kIdempotencyHeader = "Idempotency-Key";

// What is signed. The canonical text is these seven, one a line, the body as the hex SM3 of its bytes.
struct SignedRequest {
  std::string method;  // "POST"
  std::string target;  // path and query as sent: "/v1/applications"
  std::string station;
  std::string timestamp;
  std::string nonce;
  std::string idempotencyKey;  // empty line when the request has none
  std::string body;
};
std::string canonicalText(const SignedRequest& request);

std::string sm3Hex(std::string_view bytes);

class RequestSigner {
 public:
  // signing.bad-key when the PEM file holds no SM2 private key.
  static Outcome<RequestSigner> load(const std::string& pemFile);
  Outcome<std::string> sign(const SignedRequest& request) const;  // base64
  // Of a text that is no request; it must begin so that it cannot be taken for one.
  Outcome<std::string> signText(std::string_view text) const;

 private:
  std::shared_ptr<void> key_;  // EVP_PKEY
};

class RequestVerifier {
 public:
  // signing.bad-key when the PEM file holds no SM2 public key.
  static Outcome<RequestVerifier> load(const std::string& pemFile);
  bool verify(const SignedRequest& request, std::string_view signatureBase64) const;
  bool verifyText(std::string_view text, std::string_view signatureBase64) const;

 private:
  std::shared_ptr<void> key_;
};

}  // namespace doorstep::services
