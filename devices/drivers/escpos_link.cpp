#include "devices/drivers/escpos_link.h"

#include <algorithm>

namespace doorstep::devices {
namespace {

using namespace std::chrono_literals;
using wire::StatusQuestion;

constexpr auto answerLimit = 1000ms;
constexpr int attempts = 2;

}  // namespace

EscposLink::EscposLink(std::unique_ptr<UsbDevice> device, const UsbInterface& interface)
    : device_(std::move(device)), interface_(interface.number), out_(interface.bulkOut.at(0)) {
  if (!interface.bulkIn.empty()) in_ = interface.bulkIn[0];
}

Outcome<std::size_t> EscposLink::send(wire::ByteView bytes, Clock::time_point until, const Action& action) {
  return device_->bulkOut(out_, bytes, until, action);
}

Outcome<wire::PrinterStatus> EscposLink::portStatus() {
  // USB printer class, 4.2.2.
  const auto byte = device_->controlIn(0xA1, 1, 0, static_cast<std::uint16_t>(interface_ << 8), 1);
  if (!byte) return tl::unexpected(byte.error());
  if (byte->empty()) return problem("printer.offline", "empty port status");
  return wire::fromPortStatus(byte->front());
}

Outcome<wire::PrinterStatus> EscposLink::status(const Action& action) {
  if (!canAnswer()) return portStatus();
  auto status = askAll(action);
  // Paper put in between the first question and the last leaves "off line" without a cause: ask once more.
  if (status && status->offline && !status->hasCause()) status = askAll(action);
  return status;
}

Outcome<wire::PrinterStatus> EscposLink::askAll(const Action& action) {
  wire::PrinterStatus status;
  for (const StatusQuestion question : {StatusQuestion::Printer, StatusQuestion::OfflineCause,
                                        StatusQuestion::ErrorCause, StatusQuestion::Paper}) {
    bool answered = false;
    for (int attempt = 0; attempt < attempts && !answered; ++attempt) {
      const auto until = Clock::now() + answerLimit;
      const auto sent = send(wire::statusRequest(question), until, action);
      if (!sent) return tl::unexpected(sent.error());
      while (!answered && Clock::now() < until) {
        const auto piece = device_->bulkIn(in_, until, action);
        if (!piece) return tl::unexpected(piece.error());
        const auto answer = std::find_if(piece->begin(), piece->end(), wire::isStatusAnswer);
        if (answer == piece->end()) continue;
        wire::addAnswer(status, question, *answer);
        answered = true;
      }
    }
    if (!answered) return problem("printer.offline", "no answer to a status question");
  }
  return status;
}

Outcome<bool> EscposLink::answeredInTurn(Clock::time_point until, const Action& action) {
  while (Clock::now() < until) {
    const auto piece = device_->bulkIn(in_, until, action);
    if (!piece) return tl::unexpected(piece.error());
    if (std::any_of(piece->begin(), piece->end(), wire::isAnswerInTurn)) return true;
  }
  return false;
}

}  // namespace doorstep::devices
