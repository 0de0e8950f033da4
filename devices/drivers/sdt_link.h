#pragma once

#include "devices/transport/transport.h"
#include "devices/wire/sdt_commands.h"

namespace doorstep::devices {

// Questions and answers with a SAM-V module over any transport: repeats what was garbled, and never takes a
// late answer for the answer to the present question.
class SdtLink {
 public:
  explicit SdtLink(std::unique_ptr<Transport> transport) : transport_(std::move(transport)) {}

  // The module's answer, whatever its status word says. Errors:
  //   id-card.reader-silent    nothing came, twice (once with one attempt)
  //   id-card.reader-garbled   something came every time, and never an answer; or the module cannot read us
  //   those of Transport
  Outcome<wire::SdtReply> ask(const wire::SdtCommand& command, const Action& action, int attempts = 3);

 private:
  enum class Heard { Nothing, Noise };
  // An answer, or what was heard instead before the time was over.
  Outcome<tl::expected<wire::SdtReply, Heard>> listen(const wire::SdtCommand& command, const Action& action);

  std::unique_ptr<Transport> transport_;
  wire::SdtReplyParser parser_;
  bool disturbed_ = true;  // the last exchange did not end well: something may still be on its way
};

}  // namespace doorstep::devices
