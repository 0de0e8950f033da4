#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "devices/device.h"
#include "kiosk/base/secret.h"

namespace doorstep::devices {

enum class Align { Left, Centre, Right };

struct PrintText {
  std::string text;  // UTF-8, wrapped by the driver at the paper's width; '\n' breaks a line
  Align align = Align::Left;
  int scale = 1;  // 1 or 2: width and height
  bool bold = false;
};
struct PrintPair {  // label on the left, value on the right, on one line where it fits
  std::string label;
  std::string value;
};
struct PrintRule {};  // a line across
struct PrintFeed {
  int lines = 1;
};
struct PrintQr {
  std::string content;
  int moduleDots = 6;
};
// What somebody signed on the screen: the ink over a line, and below it what the signature is for. Never torn
// by a page's end. A receipt printer prints the words without the ink.
struct PrintSignature {
  std::string label;
  Secret png;                      // dark on white
  std::vector<std::string> under;  // a line each
};

using PrintBlock = std::variant<PrintText, PrintPair, PrintRule, PrintFeed, PrintQr, PrintSignature>;

// One slip. The driver adds the final feed and cut.
struct PrintDocument {
  std::string title;  // for the log; holds no personal data
  std::vector<PrintBlock> blocks;
};

struct PrintReport {
  int blocks = 0;        // confirmed by the printer
  bool resumed = false;  // paper ran out on the way and was loaded within the deadline
};

// Faults: printer.paper-out, printer.cover-open, printer.cutter, printer.offline, printer.interrupted (the
// slip may be incomplete: print it again; detail says how far it came). Paper near its end is a status
// (Supplies::Low). "Paper out" in mid-slip: the driver waits inside the deadline for paper and resumes at the
// first unconfirmed block; otherwise it reports printer.interrupted. Nothing is lost silently.
class ReceiptPrinterDriver : public Driver {
 public:
  virtual Outcome<PrintReport> print(const PrintDocument& document, Action& action) = 0;
};

class ReceiptPrinter : public Device {
 public:
  ReceiptPrinter(std::string id, std::unique_ptr<ReceiptPrinterDriver> driver, Timing timing = {});

  void print(PrintDocument document, std::chrono::milliseconds deadline, Done<PrintReport> done);
};

}  // namespace doorstep::devices
