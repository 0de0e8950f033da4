#pragma once

#include <optional>

#include "devices/transport/usb_device.h"
#include "devices/wire/escpos.h"

namespace doorstep::devices {

// Bytes to an ESC/POS printer and its answers. Errors of all functions: those of Transport.
class EscposLink {
 public:
  EscposLink(std::unique_ptr<UsbDevice> device, const UsbInterface& interface, wire::PaperBits paper);

  std::string name() { return device_->name(); }
  // How the printer is, asked in real time; a printer without a way back is asked for its port status.
  // Also printer.offline when it does not answer.
  Outcome<wire::PrinterStatus> status(const Action& action);
  // Sends what the printer takes until `until`; a stopped printer with a full buffer takes nothing. Returns
  // how many.
  Outcome<std::size_t> send(wire::ByteView bytes, Clock::time_point until, const Action& action);
  // Forgets the answers to earlier questions in turn.
  void beginTurn() { answersInTurn_ = 0; }
  // How many questions in turn have been answered since beginTurn(). Answers also come while status()
  // listens.
  int answersInTurn() const { return answersInTurn_; }
  // Waits for so many of them until `until`; whether they came.
  Outcome<bool> awaitAnswersInTurn(int count, Clock::time_point until, const Action& action);
  bool canAnswer() const { return in_ != 0; }

 private:
  Outcome<wire::PrinterStatus> askAll(const Action& action);
  // One question, one answer; nothing when none came.
  Outcome<std::optional<std::uint8_t>> askOnce(wire::StatusQuestion question, const Action& action);
  Outcome<std::optional<std::uint8_t>> ask(wire::StatusQuestion question, const Action& action);
  // Reads what comes next and keeps the answers in turn; the status answer among it, if there is one.
  Outcome<std::optional<std::uint8_t>> listen(Clock::time_point until, const Action& action);
  // Throws away the answers to earlier real-time questions, until nothing more comes.
  Outcome<void> settle(const Action& action);
  Outcome<wire::PrinterStatus> portStatus();

  std::unique_ptr<UsbDevice> device_;
  const wire::PaperBits paper_;
  std::uint8_t interface_;
  std::uint8_t out_;
  std::uint8_t in_ = 0;  // 0: none
  int answersInTurn_ = 0;
  bool disturbed_ = true;  // a real-time question was not answered cleanly: its answer may still come
  bool full_ = false;      // the last real-time question found no room in the printer's buffer
};

}  // namespace doorstep::devices
