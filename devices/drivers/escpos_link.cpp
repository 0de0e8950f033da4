#include "devices/drivers/escpos_link.h"

namespace doorstep::devices {
namespace {

using namespace std::chrono_literals;
using wire::StatusQuestion;

constexpr auto answerLimit = 1000ms;
constexpr auto sendLimit = 300ms;  // for three bytes; a printer that has room takes them at once
constexpr auto quiet = 60ms;       // nothing more comes after such a silence
constexpr int attempts = 2;

}  // namespace

EscposLink::EscposLink(std::unique_ptr<UsbDevice> device, const UsbInterface& interface,
                       wire::PaperBits paper)
    : device_(std::move(device)), paper_(paper), interface_(interface.number), out_(interface.bulkOut.at(0)) {
  if (!interface.bulkIn.empty()) in_ = interface.bulkIn[0];
}

Outcome<std::size_t> EscposLink::send(wire::ByteView bytes, Clock::time_point until, const Action& action) {
  return device_->bulkOut(out_, bytes, until, action);
}

Outcome<wire::PrinterStatus> EscposLink::portStatus() {
  // USB printer class, 4.2.2. The index is the plain interface number; only GET_DEVICE_ID shifts it.
  const auto byte = device_->controlIn(0xA1, 1, 0, interface_, 1);
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
    const auto answer = ask(question, action);
    // Some printers with a full buffer take not even these questions; the port's status goes past it.
    if (answer && !*answer && full_) return portStatus();
    const bool late = !answer && answer.error().code == "device.timed-out";
    if (late || (answer && !*answer)) return problem("printer.offline", "no answer to a status question");
    if (!answer) return tl::unexpected(answer.error());
    wire::addAnswer(status, question, **answer, paper_);
  }
  return status;
}

Outcome<std::optional<std::uint8_t>> EscposLink::ask(StatusQuestion question, const Action& action) {
  for (int attempt = 0; attempt < attempts; ++attempt) {
    const auto answer = askOnce(question, action);
    if (!answer || *answer || full_) return answer;
  }
  return std::nullopt;
}

// Answers do not say which question they belong to: one that was not waited for would be taken for the next
// one's, and all that follow would slip by one.
Outcome<std::optional<std::uint8_t>> EscposLink::askOnce(StatusQuestion question, const Action& action) {
  if (disturbed_)
    if (auto settled = settle(action); !settled) return tl::unexpected(settled.error());
  disturbed_ = true;
  const wire::Bytes request = wire::statusRequest(question);
  const auto sent = send(request, Clock::now() + sendLimit, action);
  if (!sent) return tl::unexpected(sent.error());
  full_ = *sent < request.size();
  if (full_) return std::nullopt;
  const auto until = Clock::now() + answerLimit;
  while (Clock::now() < until) {
    const auto answer = listen(until, action);
    if (!answer) return answer;
    if (*answer) {
      disturbed_ = false;
      return answer;
    }
  }
  return std::nullopt;
}

Outcome<void> EscposLink::settle(const Action& action) {
  const auto end = Clock::now() + answerLimit;
  bool more = true;
  while (more && Clock::now() < end) {
    const auto heard = listen(Clock::now() + quiet, action);
    if (!heard) return tl::unexpected(heard.error());
    more = heard->has_value();
  }
  return {};
}

Outcome<std::optional<std::uint8_t>> EscposLink::listen(Clock::time_point until, const Action& action) {
  const auto piece = device_->bulkIn(in_, until, action);
  if (!piece) return tl::unexpected(piece.error());
  std::optional<std::uint8_t> answer;
  for (const std::uint8_t byte : *piece) {
    if (wire::isStatusAnswer(byte)) answer = byte;
    if (wire::isAnswerInTurn(byte)) ++answersInTurn_;
  }
  return answer;
}

Outcome<bool> EscposLink::awaitAnswersInTurn(int count, Clock::time_point until, const Action& action) {
  while (answersInTurn_ < count && Clock::now() < until) {
    const auto heard = listen(until, action);
    if (!heard) return tl::unexpected(heard.error());
  }
  return answersInTurn_ >= count;
}

}  // namespace doorstep::devices
