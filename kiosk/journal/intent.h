#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "kiosk/base/secret.h"

namespace doorstep::kiosk {

// A durable record of an effect on the outside, written before the first byte is sent.
struct Intent {
  enum class Kind { Photo, Document, Payment, Mark, Application };
  enum class State {
    Prepared,   // nothing was sent
    Sent,       // under way, or (a payment) opened and not yet settled
    Unknown,    // it may or may not have happened: ask
    Done,       // a payment: settled
    Failed,     // refused
    Owed,       // an application: refused though it is paid; staff must see to the money
    Abandoned,  // did not happen and never will
  };

  std::string id;  // ULID; also the idempotency key
  std::string caseId;
  Kind kind = Kind::Application;
  State state = State::Prepared;
  Secret payload;      // what is sent; empty once the intent is over (of an owed one: whose it is)
  std::string result;  // the platform's id of what came of it, or the problem; names no person
  std::chrono::system_clock::time_point created, updated;

  bool open() const { return state == State::Prepared || state == State::Sent || state == State::Unknown; }
};

std::string_view word(Intent::Kind kind);    // "photo", "document", "payment", ...
std::string_view word(Intent::State state);  // "prepared", "sent", ...

}  // namespace doorstep::kiosk
