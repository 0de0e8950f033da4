#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "http_raw_client.h"
#include "services/sandbox/sandbox.h"
#include "services/signing/request_signature.h"

namespace sandbox_test {

using nlohmann::json;

struct Reply {
  int status = 0;  // 0: the connection closed without an answer
  json body;
  std::size_t size = 0;  // of the body as it came
  std::string code() const { return body.is_object() ? body.value("code", "") : ""; }
};

// A station that signs by hand and can sign wrongly: not the client the kiosk uses.
class Station {
 public:
  explicit Station(doorstep::sandbox::Sandbox& sandbox);

  Reply get(const std::string& target);
  Reply post(const std::string& target, const json& body, const std::string& key = {});

  // "/identity-checks" with this person's card: the personId.
  std::string identify(const std::string& slug);
  // As far as an application: photo uploaded, everything paid.
  json readyApplication(const std::string& slug, const std::string& keySuffix);

  // The request as it would be sent; a test changes what it wants and sends it.
  doorstep::services::SignedRequest unsent(const std::string& method, const std::string& target,
                                           const std::string& body = {}, const std::string& key = {});
  std::string sign(const doorstep::services::SignedRequest& request) const;
  Reply send(const doorstep::services::SignedRequest& request, const std::string& signature);

  std::string certificate = "station";

 private:
  doorstep::sandbox::Sandbox& sandbox_;
  doorstep::services::RequestSigner signer_;
};

// "01KATM3Z8Q5V7W9X2Y4B6C0000" with `suffix` at its end: distinct, well-formed keys.
std::string key(const std::string& suffix);

doorstep::sandbox::SandboxOptions options();

// The admin listener, plainly.
Reply admin(const doorstep::sandbox::Sandbox& sandbox, const std::string& method, const std::string& target,
            const std::string& body = {});

}  // namespace sandbox_test
