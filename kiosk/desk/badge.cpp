#include "kiosk/desk/badge.h"

#include <algorithm>
#include <array>
#include <optional>

namespace doorstep::kiosk {
namespace {

constexpr std::string_view kKind = "doorstep-badge/1";
constexpr std::size_t kLongest = 1024;
constexpr std::size_t kLongestNumber = 64;  // of a card

struct Parts {
  Badge badge;
  std::string station, nonce;
  BadgeReader::Moment made;
  std::string_view text, signature;  // what is signed, and by what
};

constexpr std::size_t kFields = 9;

std::optional<std::array<std::string_view, kFields>> split(std::string_view text) {
  std::array<std::string_view, kFields> fields;
  for (std::size_t i = 0; i < kFields; ++i) {
    const auto bar = text.find('|');
    if ((bar == std::string_view::npos) != (i + 1 == kFields)) return std::nullopt;
    fields[i] = text.substr(0, bar);
    text.remove_prefix(bar == std::string_view::npos ? text.size() : bar + 1);
  }
  return fields;
}

bool isWord(std::string_view text, std::size_t most) {
  return !text.empty() && text.size() <= most && std::all_of(text.begin(), text.end(), [](char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= 'a' && letter <= 'z') || letter == '-';
  });
}

std::optional<StaffRole> roleOf(std::string_view word) {
  if (word == "guide") return StaffRole::Guide;
  if (word == "administrator") return StaffRole::Administrator;
  return std::nullopt;
}

std::optional<Parts> parsed(std::string_view text) {
  if (text.size() > kLongest) return std::nullopt;
  const auto fields = split(text);
  if (!fields || (*fields)[0] != kKind) return std::nullopt;
  const auto& [kind, station, staff, role, from, until, made, nonce, signature] = *fields;
  const auto isRole = roleOf(role);
  const auto first = parseDate(from);
  const auto last = parseDate(until);
  const auto moment = parseMoment(made);
  if (!isRole || !first || !last || !moment || !isWord(staff, 40) || !isWord(nonce, 32) || nonce.size() != 32)
    return std::nullopt;
  if (station != "*" && !isWord(station, 40)) return std::nullopt;
  return Parts{{std::string(staff), *isRole, *first, *last},
               std::string(station),
               std::string(nonce),
               *moment,
               text.substr(0, text.size() - signature.size() - 1),
               signature};
}

Outcome<void> validOn(const Badge& badge, BadgeReader::Moment now) {
  const Date today = todayInChina(now);
  if (today < badge.from) return problem("badge.expired", badge.staff + " from " + isoDate(badge.from));
  if (today > badge.until) return problem("badge.expired", badge.staff + " until " + isoDate(badge.until));
  return {};
}

}  // namespace

Outcome<BadgeReader> BadgeReader::open(const std::string& hubKeyFile, BadgePolicy policy, Moment now) {
  auto hub = services::RequestVerifier::load(hubKeyFile);
  if (!hub) return tl::unexpected(hub.error());
  return BadgeReader(std::move(*hub), std::move(policy), now);
}

Outcome<Badge> BadgeReader::read(std::string_view text, Moment now) {
  const auto parts = parsed(text);
  if (!parts) return problem("badge.not-one");
  if (!hub_.verifyText(parts->text, parts->signature)) return problem("badge.forged");
  if (parts->station != "*" && parts->station != policy_.station)
    return problem("badge.elsewhere", parts->badge.staff + " at " + parts->station);
  if (auto valid = validOn(parts->badge, now); !valid) return tl::unexpected(valid.error());
  if (auto taken = takeNonce(parts->nonce, parts->made, now); !taken) return tl::unexpected(taken.error());
  return parts->badge;
}

Outcome<void> BadgeReader::takeNonce(const std::string& nonce, Moment made, Moment now) {
  // Whole seconds: a code made in the second of the start is not older than it.
  if (made < std::chrono::floor<std::chrono::seconds>(since_) || now - made > policy_.fresh ||
      made - now > policy_.ahead)
    return problem("badge.stale");
  // One that would be stale by now needs no remembering.
  std::erase_if(used_, [&](const auto& entry) { return now - entry.second > policy_.fresh; });
  if (!used_.emplace(nonce, made).second) return problem("badge.used");
  return {};
}

Outcome<Badge> badgeOfCard(const Secret& number, const std::vector<StaffCard>& cards,
                           BadgeReader::Moment now) {
  const std::string digest = services::sm3Hex(number.reveal());
  const auto card = std::find_if(cards.begin(), cards.end(),
                                 [&](const StaffCard& known) { return known.digest == digest; });
  if (number.empty() || card == cards.end()) return problem("badge.unknown-card");
  if (auto valid = validOn(card->badge, now); !valid) return tl::unexpected(valid.error());
  return card->badge;
}

Outcome<StaffBadges> StaffBadges::open(const StaffSettings& settings, BadgeReader::Moment now) {
  auto codes = BadgeReader::open(settings.hubKeyFile, settings.policy, now);
  if (!codes) return tl::unexpected(codes.error());
  return StaffBadges(std::move(*codes), settings.cards);
}

Outcome<Badge> StaffBadges::read(const Secret& scanned, BadgeReader::Moment now) {
  auto badge = codes_.read(scanned.reveal(), now);
  // A card's barcode holds its number and nothing else.
  if (badge || badge.error().code != "badge.not-one" || cards_.empty() ||
      !isWord(scanned.reveal(), kLongestNumber))
    return badge;
  return badgeOfCard(scanned, cards_, now);
}

}  // namespace doorstep::kiosk
