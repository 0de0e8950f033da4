#pragma once

#include <functional>

#include "devices/transport/transport.h"
#include "devices/wire/marker_profile.h"

namespace doorstep::devices {

// Commands to a machine that talks in lines, and its answers. An answer names no command: one that is still
// owed for an earlier command is waited for before the next is sent, so that it is not taken for the next
// one's. Errors of all functions: those of Transport.
class LineLink {
 public:
  using Ends = std::function<bool(const wire::LineAnswer&)>;  // whether this answer is a command's last

  LineLink(std::unique_ptr<Transport> transport, const wire::LineTalk& talk)
      : transport_(std::move(transport)), splitter_(talk.answer, talk.alone) {}

  // Waits for what is owed, throws away the rest: now a command may be sent.
  Outcome<void> makeReady(const Action& action);
  // Makes ready and sends a command. False: the line did not take it all.
  Outcome<bool> send(wire::ByteView command, const Action& action);
  // From now on an answer is owed for that long.
  void expect(std::chrono::milliseconds within, Ends ends);
  // It has come.
  void answered() { owed_ -= owed_ > 0 ? 1 : 0; }
  // Whether one is still to be waited for.
  bool owed() const { return owed_ > 0 && Clock::now() < owedUntil_; }

  // What comes next, sound or not; nothing when nothing whole did until `until`.
  Outcome<std::optional<wire::LineAnswer>> listen(Clock::time_point until, const Action& action);
  // Waits for what is owed, at most until `until`.
  Outcome<void> settle(Clock::time_point until, const Action& action);
  // Throws away what arrived without being asked for; sees that the line is still there.
  Outcome<void> idle(const Action& action);
  // Whether anything came since the last command.
  bool heard() const { return heard_; }

 private:
  std::unique_ptr<Transport> transport_;
  wire::LineSplitter splitter_;
  int owed_ = 0;
  Clock::time_point owedUntil_{};
  Ends ends_;
  bool heard_ = false;
};

}  // namespace doorstep::devices
