#pragma once

#include <map>
#include <string>

#include "services/http/message.h"
#include "services/sandbox/clock.h"
#include "services/sandbox/database.h"
#include "services/signing/request_signature.h"

namespace doorstep::sandbox {

// Lets in what a known station signed, now, and only once.
class Gate {
 public:
  Gate(Database& database, const Clock& clock);

  // signing.bad-key when the file holds no SM2 public key.
  Outcome<void> trust(const std::string& station, const std::string& publicKeyFile);

  // Throws Refusal unknown-station, stale-timestamp, bad-signature or replayed-nonce; bad-request for a
  // header that is missing or malformed.
  void admit(const http::Request& request);

 private:
  void spend(const std::string& station, const std::string& nonce);

  Database& database_;
  const Clock& clock_;
  std::map<std::string, services::RequestVerifier> stations_;
};

}  // namespace doorstep::sandbox
