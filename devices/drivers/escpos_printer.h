#pragma once

#include <optional>

#include "devices/drivers/escpos_link.h"
#include "devices/drivers/escpos_page.h"

namespace doorstep::devices {

// An ESC/POS receipt printer of the USB printer class (7, 1). A slip is sent block by block; a block counts
// as printed when the printer has answered a question that follows it in its turn. Printers that never answer
// such a question are believed when they stay well for as long as the slip takes to print; of what they
// did while they had no paper nothing is known, so that such a slip counts as interrupted.
class EscposPrinter : public ReceiptPrinterDriver {
 public:
  EscposPrinter(UsbIdentity identity, EscposPage page, wire::PaperBits paper)
      : identity_(std::move(identity)), page_(std::move(page)), paper_(paper) {}

  Outcome<std::string> open(Action& action) override;
  void close() noexcept override {
    link_.reset();
    answersInTurn_.reset();
  }
  Outcome<Health> poll(Action& action) override;
  Outcome<PrintReport> print(const PrintDocument& document, Action& action) override;

 private:
  struct Progress {
    PrintReport report;
    int lines = 0;           // sent, at most
    std::string waitingFor;  // the code of what stops the slip now and hands can mend; empty: nothing
  };
  // How far one block has come.
  struct Sending {
    explicit Sending(wire::Bytes block, int questionsInIt);
    void restart();
    // The printer has stopped: what was not sent yet is no longer worth sending.
    void stop();
    // It goes on, and may have thrown away what it had. One question more: if it answers both, it printed
    // all.
    void askAgain();
    std::size_t unsent() const { return sent == 0 ? 0 : bytes.size() - sent; }

    const wire::Bytes block;
    const int questionsInBlock;
    const Clock::duration patience;  // while the printer says that all is well
    wire::Bytes bytes;               // the block and what had to be added
    std::size_t sent = 0;
    int questions = 0;  // in `bytes`
    Clock::time_point giveUp;
    bool stopped = false;
    bool torn = false;                            // the end of the block will never be sent
    std::optional<Clock::time_point> firstHeard;  // of several answers, after a stop
  };

  // Asks whether the printer answers in turn, once until it is opened anew.
  Outcome<void> learnWhetherItAnswers(const Action& action);
  // Brings printer and paper to the beginning of a slip.
  Outcome<void> prepare(const Action& action);
  // Sends one block and sees it confirmed, waiting for paper or a closed cover in between.
  Outcome<void> printBlock(wire::Bytes block, Progress& progress, const Action& action);
  // Sends and listens for a moment; true: the block is confirmed.
  Outcome<bool> advance(Sending& sending, const Action& action);
  // What the printer's status means for the block; true: it is confirmed.
  Outcome<bool> judge(const wire::PrinterStatus& status, Sending& sending, Progress& progress);
  Outcome<bool> judgeWell(Sending& sending);
  Outcome<void> follow(Sending& sending, Progress& progress, const Action& action);
  // Watches a printer that answers nothing in turn until the last line must be out.
  Outcome<void> watchUntil(Clock::time_point end, Progress& progress, const Action& action);
  Outcome<void> printAll(const PrintDocument& document, Progress& progress, const Action& action);

  const UsbIdentity identity_;
  const EscposPage page_;
  const wire::PaperBits paper_;
  std::unique_ptr<EscposLink> link_;
  std::optional<bool> answersInTurn_;  // nothing: not known yet
  bool slipUnfinished_ = false;        // paper of an earlier slip hangs out uncut
  std::size_t unsent_ = 0;             // so much of a command the printer still takes for that command's data
};

}  // namespace doorstep::devices
