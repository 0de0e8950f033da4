#pragma once

#include "devices/document_printer.h"
#include "devices/drivers/cups_queue.h"

namespace doorstep::devices {

// A page printer behind a queue of CUPS. A document becomes one job, which is followed to its end by asking
// the server for job and queue (IPP).
//
// Never twice: a job that stops is taken back before anybody is told, also one that the print system would
// begin anew. Should the server be away just then, or the program have died, the driver takes it back as soon
// as it finds the queue again; jobs are known by their name, "doorstep HOST TITLE".
//
// The pages lie in CUPS's spool until they are printed: a kiosk's server is set to PreserveJobFiles No.
//
// CUPS keeps a printer-state-reason until a backend takes it back, and a backend speaks only while it prints.
// What stood there before the job counts as old when the job completes; what stands there on an idle queue is
// believed for kNews, then shown as supplies that are low: the next document tells.
class CupsPrinter : public DocumentPrinterDriver {
 public:
  static constexpr std::chrono::seconds kNews{30};

  CupsPrinter(CupsServer server, std::string media, std::chrono::seconds news = kNews);

  Outcome<std::string> open(Action& action) override;
  void close() noexcept override { queue_.hangUp(); }
  Outcome<Health> poll(Action& action) override;
  Outcome<PrintReport> print(const PrintDocument& document, Action& action) override;

 private:
  // A job on its way.
  struct Progress {
    int job = 0;                      // 0: the server has none of it
    int begun = 0;                    // when printing began, as the server says; 0: not yet
    Reasons old;                      // stood there before the job, and ever since
    bool waited = false;              // somebody had to mend something
    std::optional<Problem> obstacle;  // stands now
  };

  Outcome<void> hand(const PrintDocument& document, Progress& progress, const Action& action);
  Outcome<void> follow(Progress& progress, const Action& action);
  // Whether the job is done.
  Outcome<bool> look(Progress& progress, const Action& action);
  static Outcome<bool> judge(const JobState& job, const QueueState& queue, Progress& progress);
  static void note(const JobState& job, const QueueState& queue, Progress& progress);
  static Outcome<bool> completed(const QueueState& queue, const Progress& progress);
  // What to report when the job ends with `why`.
  static Problem ended(const Problem& why, const Progress& progress);
  // Takes our job back; what fails is done later.
  void takeBack(int job);
  // Takes back what an earlier failure or an earlier run of the program left in the queue.
  Outcome<void> tidy(const Action& action);

  CupsQueue queue_;
  const std::string media_;
  const std::chrono::seconds news_;
  const std::string namePrefix_;
  bool untidy_ = true;
};

}  // namespace doorstep::devices
