#include "devices/drivers/sdt_link.h"

#include <algorithm>

namespace doorstep::devices {
namespace {

using std::chrono::milliseconds;
using wire::Sw3;

constexpr milliseconds firstByte{2000};  // a module that answers at all has begun by then
// Between the bytes of one reply; after a longer silence the rest will not come.
constexpr milliseconds longestGap{250};

std::string name(const wire::SdtCommand& command) {
  constexpr const char* digits = "0123456789ABCDEF";
  std::string text = "command ";
  for (const int byte : {command.command, command.parameter})
    (text += digits[byte >> 4]) += digits[byte & 15];
  return text;
}

}  // namespace

Outcome<wire::SdtReply> SdtLink::ask(const wire::SdtCommand& command, const Action& action, int attempts) {
  const int mostSilent = std::min(attempts, 2);
  int silent = 0;
  for (int attempt = 0; attempt < attempts; ++attempt) {
    if (disturbed_)
      if (auto drained = transport_->drain(action); !drained) return tl::unexpected(drained.error());
    disturbed_ = true;
    parser_.reset();
    const auto sent = transport_->write(wire::sdtRequest(command), Clock::now() + command.limit, action);
    if (!sent) return tl::unexpected(sent.error());
    const auto heard = listen(command, action);
    if (!heard) return tl::unexpected(heard.error());
    if (!*heard) {
      if (heard->error() == Heard::Nothing && ++silent == mostSilent)
        return problem("id-card.reader-silent", name(command));
      continue;
    }
    const wire::SdtReply& reply = **heard;
    if (reply.sw3 == Sw3::BadChecksum || reply.sw3 == Sw3::BadLength) continue;  // our request was damaged
    disturbed_ = parser_.skipped() > 0 || parser_.pending() > 0;
    return reply;
  }
  return problem("id-card.reader-garbled", name(command));
}

Outcome<tl::expected<wire::SdtReply, SdtLink::Heard>> SdtLink::listen(const wire::SdtCommand& command,
                                                                      const Action& action) {
  const auto asked = Clock::now();
  auto until = asked + std::min(command.limit, firstByte);
  bool heard = false;
  while (Clock::now() < until) {
    const auto piece = transport_->read(until, action);
    if (!piece) return tl::unexpected(piece.error());
    if (piece->empty()) continue;
    heard = true;
    until = std::min(asked + command.limit, Clock::now() + longestGap);
    parser_.feed(*piece);
    while (auto reply = parser_.take())
      if (wire::answers(command, *reply)) return tl::expected<wire::SdtReply, Heard>(std::move(*reply));
  }
  return tl::expected<wire::SdtReply, Heard>(tl::unexpected(heard ? Heard::Noise : Heard::Nothing));
}

}  // namespace doorstep::devices
