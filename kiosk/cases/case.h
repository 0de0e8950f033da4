#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/outcome.h"

namespace doorstep::kiosk {

// What can happen to a case. Stored by its word; see word().
enum class What {
  Opened,
  Judged,             // data: the ids of the rules that failed
  IdentityConfirmed,  // that the person is the card's holder; data: "camera", or "staff:" and their number
  IdentityDoubted,    // a guide looked and did not confirm; data: "staff:" and their number
  PhotoTaken,         // data: the photo's id
  DocumentTaken,      // data: the document's id
  FormFilled,
  Signed,  // data: SM3 of the confirmed text
  PaymentOpened,
  Paid,
  Submitted,
  Accepted,  // data: the application's number
  Refused,   // data: the platform's reason
  ReceiptPrinted,
  Parked,     // the person left; the case waits
  Resumed,    // the person is back
  Abandoned,  // nothing was sent, or nothing was paid
};
std::string_view word(What what);

// Who did it.
enum class Actor { Citizen, Kiosk, Staff, Platform };
std::string_view word(Actor actor);

struct Action {
  What what = What::Opened;
  std::chrono::system_clock::time_point at;
  Actor actor = Actor::Kiosk;
  std::string data;  // never about a person
};

enum class CaseState {
  New,
  Preparing,
  Signed,
  AwaitingPayment,
  Paid,
  Submitted,
  Accepted,
  Refused,
  Abandoned
};
std::string_view word(CaseState state);

// The state after `what`; case.bad-order when it cannot follow. One table says what can.
Outcome<CaseState> next(CaseState state, What what);

// One procedure under way for one citizen: an append-only list of what was done; its state is folded from it.
class Case {
 public:
  Case(std::string id, std::string procedure) : id_(std::move(id)), procedure_(std::move(procedure)) {}

  const std::string& id() const { return id_; }
  const std::string& procedure() const { return procedure_; }
  const std::vector<Action>& actions() const { return actions_; }
  CaseState state() const { return state_; }

  // case.bad-order when the table does not allow it; the list then stays as it is.
  Outcome<void> add(Action action);

 private:
  std::string id_;
  std::string procedure_;
  std::vector<Action> actions_;
  CaseState state_ = CaseState::New;
};

}  // namespace doorstep::kiosk
