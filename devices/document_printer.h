#pragma once

#include "devices/printer.h"

namespace doorstep::devices {

// A page printer (A4) that prints the same documents as the receipt printer, laid out for its own paper.
//
// Faults: document-printer.paper-out, .jam, .cover-open, .toner-out (hands put these right), .offline
// (switched off, no network, or the print server silent), .stopped (its queue takes or prints no jobs),
// .refused (the server does not accept the document), .failed (the print system gave the job up), .cancelled
// (somebody took the job away), .interrupted (it stopped on the way: what came out may be incomplete).
//
// What becomes of a document that stops: the driver waits inside the deadline for paper, a closed cover or
// the printer's return, and the print system goes on by itself (PrintReport::resumed). When the deadline
// passes, or on a cancel, the driver takes the job back, so that nothing comes out later behind somebody's
// back. Had printing begun, the report is document-printer.interrupted with the cause in its detail, because
// nobody knows which pages are out; had it not, the report is the cause itself. Either way printing again is
// safe.
class DocumentPrinterDriver : public Driver {
 public:
  virtual Outcome<PrintReport> print(const PrintDocument& document, Action& action) = 0;
};

class DocumentPrinter : public Device {
 public:
  DocumentPrinter(std::string id, std::unique_ptr<DocumentPrinterDriver> driver, Timing timing = {});

  void print(PrintDocument document, std::chrono::milliseconds deadline, Done<PrintReport> done);
};

}  // namespace doorstep::devices
