#include "devices/drivers/line_link.h"

#include <algorithm>

namespace doorstep::devices {

using namespace std::chrono_literals;

Outcome<void> LineLink::makeReady(const Action& action) {
  if (owed()) {
    if (auto settled = settle(owedUntil_, action); !settled) return settled;
    owed_ = 0;
  }
  return idle(action);
}

Outcome<bool> LineLink::send(wire::ByteView command, const Action& action) {
  if (auto ready = makeReady(action); !ready) return tl::unexpected(ready.error());
  heard_ = false;
  constexpr auto kTaking = 2000ms;  // a line that takes nothing for so long is stuck
  const auto sent = transport_->write(command, Clock::now() + kTaking, action);
  if (!sent) return tl::unexpected(sent.error());
  return *sent == command.size();
}

// One that was not answered in time still counts: its answer may come after that of the repetition.
void LineLink::expect(std::chrono::milliseconds within, Ends ends) {
  ++owed_;
  owedUntil_ = Clock::now() + within;
  ends_ = std::move(ends);
}

Outcome<std::optional<wire::LineAnswer>> LineLink::listen(Clock::time_point until, const Action& action) {
  do {
    if (auto answer = splitter_.take()) return answer;
    const auto piece = transport_->read(until, action);
    if (!piece) return tl::unexpected(piece.error());
    heard_ = heard_ || !piece->empty();
    splitter_.feed(*piece);
  } while (Clock::now() < until);
  return splitter_.take();
}

Outcome<void> LineLink::settle(Clock::time_point until, const Action& action) {
  until = std::min(until, owedUntil_);
  while (owed_ > 0 && Clock::now() < until) {
    const auto late = listen(until, action);
    if (!late) return tl::unexpected(late.error());
    if (*late && ends_(**late)) answered();
  }
  return {};
}

Outcome<void> LineLink::idle(const Action& action) {
  const auto piece = transport_->read(Clock::now(), action);
  if (!piece) return tl::unexpected(piece.error());
  splitter_.clear();
  return piece->empty() ? Outcome<void>{} : transport_->drain(action);
}

}  // namespace doorstep::devices
