#include "kiosk/cases/case.h"

#include <algorithm>
#include <array>

namespace doorstep::kiosk {
namespace {

struct Transition {
  CaseState from;
  What what;
  CaseState to;
};

// What can happen to a case, and when. What does not stand here cannot.
constexpr std::array kTransitions{
    Transition{CaseState::New, What::Opened, CaseState::Preparing},

    Transition{CaseState::Preparing, What::Judged, CaseState::Preparing},
    Transition{CaseState::Preparing, What::IdentityConfirmed, CaseState::Preparing},
    Transition{CaseState::Preparing, What::IdentityDoubted, CaseState::Preparing},
    Transition{CaseState::Preparing, What::PhotoTaken, CaseState::Preparing},
    Transition{CaseState::Preparing, What::DocumentTaken, CaseState::Preparing},
    Transition{CaseState::Preparing, What::FormFilled, CaseState::Preparing},
    Transition{CaseState::Preparing, What::Signed, CaseState::Signed},
    Transition{CaseState::Preparing, What::Abandoned, CaseState::Abandoned},

    // signed, but the journal did not take it: once more, or back to correct something
    Transition{CaseState::Signed, What::Judged, CaseState::Preparing},
    Transition{CaseState::Signed, What::IdentityConfirmed, CaseState::Preparing},
    Transition{CaseState::Signed, What::PhotoTaken, CaseState::Preparing},
    Transition{CaseState::Signed, What::DocumentTaken, CaseState::Preparing},
    Transition{CaseState::Signed, What::FormFilled, CaseState::Preparing},
    Transition{CaseState::Signed, What::Signed, CaseState::Signed},
    Transition{CaseState::Signed, What::PaymentOpened, CaseState::AwaitingPayment},
    Transition{CaseState::Signed, What::Submitted, CaseState::Submitted},
    Transition{CaseState::Signed, What::Parked, CaseState::Signed},
    Transition{CaseState::Signed, What::Resumed, CaseState::Signed},
    Transition{CaseState::Signed, What::Refused, CaseState::Refused},
    Transition{CaseState::Signed, What::Abandoned, CaseState::Abandoned},

    // opened anew when the first code has expired
    Transition{CaseState::AwaitingPayment, What::PaymentOpened, CaseState::AwaitingPayment},
    Transition{CaseState::AwaitingPayment, What::Paid, CaseState::Paid},
    Transition{CaseState::AwaitingPayment, What::Parked, CaseState::AwaitingPayment},
    Transition{CaseState::AwaitingPayment, What::Resumed, CaseState::AwaitingPayment},
    Transition{CaseState::AwaitingPayment, What::Abandoned, CaseState::Abandoned},

    // said again when a restart fell between the two records of one event
    Transition{CaseState::Paid, What::Paid, CaseState::Paid},
    Transition{CaseState::Accepted, What::Accepted, CaseState::Accepted},

    Transition{CaseState::Paid, What::Submitted, CaseState::Submitted},
    Transition{CaseState::Paid, What::Parked, CaseState::Paid},
    Transition{CaseState::Paid, What::Resumed, CaseState::Paid},

    // sent again under the same key when the platform has never seen it
    Transition{CaseState::Submitted, What::Submitted, CaseState::Submitted},
    Transition{CaseState::Submitted, What::Accepted, CaseState::Accepted},
    Transition{CaseState::Submitted, What::Refused, CaseState::Refused},
    Transition{CaseState::Submitted, What::Parked, CaseState::Submitted},
    Transition{CaseState::Submitted, What::Resumed, CaseState::Submitted},

    Transition{CaseState::Accepted, What::ReceiptPrinted, CaseState::Accepted},
};

}  // namespace

std::string_view word(What what) {
  constexpr std::array kWords{"opened",
                              "judged",
                              "identity-confirmed",
                              "identity-doubted",
                              "photo-taken",
                              "document-taken",
                              "form-filled",
                              "signed",
                              "payment-opened",
                              "paid",
                              "submitted",
                              "accepted",
                              "refused",
                              "receipt-printed",
                              "parked",
                              "resumed",
                              "abandoned"};
  return kWords.at(static_cast<std::size_t>(what));
}

std::string_view word(Actor actor) {
  constexpr std::array kWords{"citizen", "kiosk", "staff", "platform"};
  return kWords.at(static_cast<std::size_t>(actor));
}

std::string_view word(CaseState state) {
  constexpr std::array kWords{"new",       "preparing", "signed",  "awaiting-payment", "paid",
                              "submitted", "accepted",  "refused", "abandoned"};
  return kWords.at(static_cast<std::size_t>(state));
}

Outcome<CaseState> next(CaseState state, What what) {
  const auto* const found = std::find_if(
      kTransitions.begin(), kTransitions.end(),
      [&](const Transition& transition) { return transition.from == state && transition.what == what; });
  if (found == kTransitions.end())
    return problem("case.bad-order", std::string(word(what)) + " after " + std::string(word(state)));
  return found->to;
}

Outcome<void> Case::add(Action action) {
  const auto state = next(state_, action.what);
  if (!state) return tl::unexpected(state.error());
  actions_.push_back(std::move(action));
  state_ = *state;
  return {};
}

}  // namespace doorstep::kiosk
