#include "devices/drivers/escpos_link.h"

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
    const auto answer = ask(question, action);
    const bool late = !answer && answer.error().code == "device.timed-out";
    if (late || (answer && !*answer)) return problem("printer.offline", "no answer to a status question");
    if (!answer) return tl::unexpected(answer.error());
    wire::addAnswer(status, question, **answer);
  }
  return status;
}

Outcome<std::optional<std::uint8_t>> EscposLink::ask(StatusQuestion question, const Action& action) {
  for (int attempt = 0; attempt < attempts; ++attempt) {
    const auto until = Clock::now() + answerLimit;
    const auto sent = send(wire::statusRequest(question), until, action);
    if (!sent) return tl::unexpected(sent.error());
    while (Clock::now() < until) {
      const auto answer = listen(until, action);
      if (!answer || *answer) return answer;
    }
  }
  return std::nullopt;
}

Outcome<std::optional<std::uint8_t>> EscposLink::listen(Clock::time_point until, const Action& action) {
  const auto piece = device_->bulkIn(in_, until, action);
  if (!piece) return tl::unexpected(piece.error());
  std::optional<std::uint8_t> answer;
  for (const std::uint8_t byte : *piece) {
    if (wire::isStatusAnswer(byte)) answer = byte;
    if (wire::isAnswerInTurn(byte)) answeredInTurn_ = true;
  }
  return answer;
}

Outcome<bool> EscposLink::answeredInTurn(Clock::time_point until, const Action& action) {
  while (!answeredInTurn_ && Clock::now() < until) {
    const auto heard = listen(until, action);
    if (!heard) return tl::unexpected(heard.error());
  }
  return answeredInTurn_;
}

}  // namespace doorstep::devices
