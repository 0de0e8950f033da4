#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/date.h"
#include "kiosk/base/outcome.h"
#include "kiosk/base/secret.h"
#include "services/signing/request_signature.h"

namespace doorstep::kiosk {

enum class StaffRole { Guide, Administrator };

// Who of the staff stands here.
struct Badge {
  std::string staff;  // the number staff are known by; no name
  StaffRole role = StaffRole::Guide;
  Date from, until;  // days of validity, both included

  friend bool operator==(const Badge&, const Badge&) = default;
};

struct BadgePolicy {
  std::string station;             // this one's id
  std::chrono::seconds fresh{60};  // how long a code may be shown after it was made
  std::chrono::seconds ahead{10};  // how far the clock it was made by may run ahead
};

// A code on a guide's phone or screen, made moments ago and signed by the hub (SM2 over SM3, GB/T 32918), in
// one line:
//   doorstep-badge/1|STATION|STAFF|ROLE|FROM|UNTIL|MADE|NONCE|SIGNATURE
// STATION is an id or *; ROLE guide or administrator; FROM and UNTIL days like 2026-11-23; MADE UTC like
// 2026-11-23T08:00:00Z; NONCE 32 hexadecimal digits; SIGNATURE base64 of the DER signature over everything
// before its |.
class BadgeReader {
 public:
  using Moment = std::chrono::system_clock::time_point;

  // `hubKeyFile`: the hub's public key as PEM, pinned at this station. signing.bad-key. Codes made before
  // `now` are stale: what was shown before a restart may have been used before it.
  static Outcome<BadgeReader> open(const std::string& hubKeyFile, BadgePolicy policy, Moment now);

  // Each code is good for one time.
  //   badge.not-one    it is no badge at all         badge.forged    the signature is not the hub's
  //   badge.elsewhere  for another station           badge.expired   not valid on this day
  //   badge.stale      made too long ago             badge.used      shown here before
  Outcome<Badge> read(std::string_view text, Moment now);

 private:
  BadgeReader(services::RequestVerifier hub, BadgePolicy policy, Moment since)
      : hub_(std::move(hub)), policy_(std::move(policy)), since_(since) {}

  Outcome<void> takeNonce(const std::string& nonce, Moment made, Moment now);

  services::RequestVerifier hub_;
  BadgePolicy policy_;
  Moment since_;
  std::map<std::string, Moment> used_;  // nonces, until they are stale
};

// A card of a staff member. A number in the clear could be copied onto another card, so only its digest is
// kept.
struct StaffCard {
  std::string digest;  // sm3Hex of the number as the reader says it
  Badge badge;
};

// badge.unknown-card, badge.expired.
Outcome<Badge> badgeOfCard(const Secret& number, const std::vector<StaffCard>& cards,
                           BadgeReader::Moment now);

// What a station takes as badges.
struct StaffSettings {
  std::string hubKeyFile;  // PEM
  BadgePolicy policy;
  std::vector<StaffCard> cards;
};

// Whoever of the staff shows a badge to the barcode reader: the hub's code, or the barcode on a registered
// card. The ID card reader takes none: its security module answers about ID cards alone, and the citizen's
// own card lies there.
class StaffBadges {
 public:
  // signing.bad-key.
  static Outcome<StaffBadges> open(const StaffSettings& settings, BadgeReader::Moment now);

  // Problems: those of BadgeReader::read and badgeOfCard.
  Outcome<Badge> read(const Secret& scanned, BadgeReader::Moment now);

 private:
  StaffBadges(BadgeReader codes, std::vector<StaffCard> cards)
      : codes_(std::move(codes)), cards_(std::move(cards)) {}

  BadgeReader codes_;
  std::vector<StaffCard> cards_;
};

}  // namespace doorstep::kiosk
