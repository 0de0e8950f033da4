#pragma once

#include "devices/device.h"
#include "kiosk/base/personal_bytes.h"
#include "kiosk/base/secret.h"

namespace doorstep::devices {

enum class Symbology {
  Unknown,
  Code39,
  Code93,
  Code128,
  Codabar,
  Ean8,
  Ean13,
  Interleaved2of5,
  Pdf417,
  QrCode,
  DataMatrix,
  Aztec
};

std::string_view word(Symbology symbology);  // "unknown", "code-39", "code-128", "qr-code" ...

// One code held before the reader. What it says may be about a person: a licence, an ID card's copy, a
// payment.
struct Scan {
  PersonalBytes bytes;  // as they came, without the reader's own prefix and terminator; with ECI escapes
  Secret text;          // the bytes as UTF-8; empty when they are no text
  Symbology symbology = Symbology::Unknown;  // when the reader says it
};

class BarcodeDriver : public Driver {
 public:
  // Makes ready for a listener and forgets what was scanned before: that was somebody else's.
  virtual Outcome<void> start(Action& action) = 0;
  // The next scan, waiting at most until the action's deadline.
  virtual Outcome<Scan> next(Action& action) = 0;
  // Nobody listens any more (also after a failed start): the light goes out.
  virtual void stop() noexcept = 0;
};

// Faults: barcode-reader.silent (does not answer), barcode-reader.garbled (answers nonsense), device.removed.
class BarcodeReader : public Device {
 public:
  BarcodeReader(std::string id, std::unique_ptr<BarcodeDriver> driver, Timing timing = {});

  // Delivers each scan once to `listener`, by value and on the device's thread, until stop() or the deadline,
  // then calls `done`: success after stop(); the problem that ended it otherwise. One listener at a time: the
  // next one is refused with device.busy. What is scanned while nobody listens is lost.
  void listen(std::function<void(Scan)> listener, std::chrono::milliseconds deadline, Done<void> done);
  // Ends the listening under way; also from inside its listener.
  void stop() { finish(); }
};

}  // namespace doorstep::devices
