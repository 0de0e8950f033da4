#include "devices/drivers/scanner.h"

#include <utility>

namespace doorstep::devices {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds atPoll{20}, atStart{60};  // longer than the gap between two reports or keys
constexpr milliseconds patience{500};            // with a reader that sends without end

}  // namespace

Outcome<std::string> Scanner::open(Action& action) {
  auto wire = connect_(action);
  if (!wire) return tl::unexpected(wire.error());
  wire_ = std::move(*wire);
  return wire_->name();
}

Outcome<Health> Scanner::poll(Action& action) {
  if (auto there = wire_->check(); !there) return tl::unexpected(there.error());
  if (auto dropped = drop(atPoll, action); !dropped) return tl::unexpected(dropped.error());
  return Health{};
}

Outcome<void> Scanner::start(Action& action) {
  trouble_.reset();
  if (auto there = wire_->check(); !there) return there;
  return drop(atStart, action);
}

Outcome<void> Scanner::drop(milliseconds quiet, const Action& action) {
  const auto giveUp = Clock::now() + patience;
  bool more = true;
  while (more && Clock::now() < giveUp) {
    const auto heard = wire_->hear(Clock::now() + quiet, action);
    if (!heard && heard.error().code != "barcode-reader.garbled") return tl::unexpected(heard.error());
    more = !heard || *heard;
  }
  wire_->codec().forget();
  return {};
}

// Whole codes first, also before the problem that came after them.
Outcome<Scan> Scanner::next(Action& action) {
  wire::ScanCodec& codec = wire_->codec();
  for (;;) {
    if (auto scan = codec.take()) return std::move(*scan);
    if (trouble_) return tl::unexpected(*std::exchange(trouble_, std::nullopt));
    const auto until = codec.pending() ? heardAt_ + wire_->longestPause() : action.deadline();
    const auto heard = wire_->hear(until, action);
    const auto now = Clock::now();
    if (!heard)
      trouble_ = heard.error();
    else if (*heard)
      heardAt_ = now;
    else if (codec.pending() && now >= until && !codec.quiet())
      trouble_ = problem("barcode-reader.garbled", "a code that breaks off, or none").value();
  }
}

}  // namespace doorstep::devices
