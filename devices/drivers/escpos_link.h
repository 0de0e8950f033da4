#pragma once

#include <optional>

#include "devices/transport/usb_device.h"
#include "devices/wire/escpos.h"

namespace doorstep::devices {

// Bytes to an ESC/POS printer and its answers. Errors of all functions: those of Transport.
class EscposLink {
 public:
  EscposLink(std::unique_ptr<UsbDevice> device, const UsbInterface& interface);

  std::string name() { return device_->name(); }
  // How the printer is, asked in real time; a printer without a way back is asked for its port status.
  // Also printer.offline when it does not answer.
  Outcome<wire::PrinterStatus> status(const Action& action);
  // Sends what the printer takes until `until`; a stopped printer with a full buffer takes nothing. Returns
  // how many.
  Outcome<std::size_t> send(wire::ByteView bytes, Clock::time_point until, const Action& action);
  // Forgets the answers to earlier questions in turn.
  void beginTurn() { answeredInTurn_ = false; }
  // Whether a question in turn has been answered since beginTurn(), waiting for it until `until`. The answer
  // may also come while status() listens.
  Outcome<bool> answeredInTurn(Clock::time_point until, const Action& action);
  bool canAnswer() const { return in_ != 0; }

 private:
  Outcome<wire::PrinterStatus> askAll(const Action& action);
  Outcome<std::optional<std::uint8_t>> ask(wire::StatusQuestion question, const Action& action);
  // Reads what comes next and keeps the answers in turn; the status answer among it, if there is one.
  Outcome<std::optional<std::uint8_t>> listen(Clock::time_point until, const Action& action);
  Outcome<wire::PrinterStatus> portStatus();

  std::unique_ptr<UsbDevice> device_;
  std::uint8_t interface_;
  std::uint8_t out_;
  std::uint8_t in_ = 0;  // 0: none
  bool answeredInTurn_ = false;
};

}  // namespace doorstep::devices
