#pragma once

#include <string>

#include <doctest/doctest.h>

#include "services/signing/request_signature.h"

namespace doorstep::tests {

// What stands in a badge's code, to be spoilt field by field; see kiosk/desk/badge.h.
struct BadgeFields {
  std::string station = "demo-station-1", staff = "G-7", role = "guide", from = "2026-11-01",
              until = "2026-11-30", made = "2026-11-23T08:29:50Z", nonce = "00112233445566778899aabbccddeeff";

  std::string text() const {
    return "doorstep-badge/1|" + station + "|" + staff + "|" + role + "|" + from + "|" + until + "|" + made +
           "|" + nonce;
  }
};

// The whole code, signed with the private key in `keyFile`.
inline std::string signedBadge(const std::string& text, const std::string& keyFile) {
  const auto hub = services::RequestSigner::load(keyFile);
  REQUIRE(hub.has_value());
  return text + "|" + hub->signText(text).value();
}

}  // namespace doorstep::tests
