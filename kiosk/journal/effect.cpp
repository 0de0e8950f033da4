#include "kiosk/journal/effect.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace doorstep::kiosk {
namespace {

template <std::size_t N>
bool isOneOf(std::string_view wanted, const std::array<const char*, N>& words) {
  return std::find(words.begin(), words.end(), wanted) != words.end();
}

// A refusal counts only in the contract's own words: a gateway in between also says 403 or 404, and knows
// nothing of what was paid.
bool refusedByContract(const Problem& problem) {
  constexpr std::array kOwnCode{"platform.key-reused", "platform.identity-mismatch",
                                "platform.person-unknown", "journal.bad-payload"};
  constexpr std::array kReasons{"bad-request",       "already-open",  "payment-unsettled", "payment-used",
                                "unknown-procedure", "photo-unknown", "photo-too-old",     "payment-unknown",
                                "address-missing",   "not-eligible"};
  if (isOneOf(problem.code, kOwnCode)) return true;
  return problem.code == "platform.rejected" && isOneOf(problem.detail, kReasons);
}

}  // namespace

Effect effectOf(const Problem& problem) {
  constexpr std::array kNone{
      "platform.unreachable",         "platform.overloaded", "platform.refused-certificate",
      "platform.expired-certificate", "platform.replayed",   "platform.bad-signature"};
  if (isOneOf(problem.code, kNone)) return Effect::None;
  return refusedByContract(problem) ? Effect::Refused : Effect::Unknown;
}

}  // namespace doorstep::kiosk
