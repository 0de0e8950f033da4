#pragma once

#include <optional>

#include "devices/drivers/escpos_link.h"
#include "devices/drivers/escpos_page.h"

namespace doorstep::devices {

// An ESC/POS receipt printer of the USB printer class (7, 1). A slip is sent block by block; a block counts
// as printed when the printer has answered a question that follows it in its turn. Printers that never answer
// such a question are believed when their real-time status is well after the block.
class EscposPrinter : public ReceiptPrinterDriver {
 public:
  EscposPrinter(UsbIdentity identity, EscposPage page)
      : identity_(std::move(identity)), page_(std::move(page)) {}

  Outcome<std::string> open(Action& action) override;
  void close() noexcept override { link_.reset(); }
  Outcome<Health> poll(Action& action) override;
  Outcome<PrintReport> print(const PrintDocument& document, Action& action) override;

 private:
  struct Progress {
    PrintReport report;
    std::string waitingFor;  // the code of what stops the slip now and hands can mend; empty: nothing
  };
  // How far one block has come.
  struct Sending {
    wire::Bytes bytes;
    Clock::time_point giveUp;
    std::size_t sent = 0;
    bool wasStopped = false;
  };

  // Brings printer and paper to the beginning of a slip.
  Outcome<void> prepare(const Action& action);
  // Sends one block and sees it confirmed, waiting for paper or a closed cover in between.
  Outcome<void> printBlock(wire::Bytes block, Progress& progress, const Action& action);
  // Sends and listens for a moment; true: the block is confirmed.
  Outcome<bool> advance(Sending& sending, const Action& action);
  // What the printer's status means for the block; true: it is confirmed.
  Outcome<bool> judge(const wire::PrinterStatus& status, Sending& sending, Progress& progress) const;

  const UsbIdentity identity_;
  const EscposPage page_;
  std::unique_ptr<EscposLink> link_;
  bool answersInTurn_ = false;
  bool slipUnfinished_ = false;  // paper of an earlier slip hangs out uncut
};

}  // namespace doorstep::devices
