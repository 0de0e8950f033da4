#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "devices/barcode_reader.h"
#include "devices/transport/transport.h"
#include "devices/wire/scan_codec.h"

namespace doorstep::devices {

// An open barcode reader on its wire.
class ScannerWire {
 public:
  virtual ~ScannerWire() = default;
  // As it names itself.
  virtual std::string name() = 0;
  // Whether it still answers, on wires where it can be asked. Errors: barcode-reader.silent, those of
  // Transport.
  virtual Outcome<void> check() { return {}; }
  // Hands the codec what comes next; false: nothing came before `until`. Errors: barcode-reader.garbled,
  // those of Transport.
  virtual Outcome<bool> hear(Clock::time_point until, const Action& action) = 0;
  virtual wire::ScanCodec& codec() = 0;
  // Longer than any pause within a code.
  virtual std::chrono::milliseconds longestPause() const = 0;
};

// A barcode reader on any wire: whole codes, one by one. It is not asked for codes, it sends them: a reader
// that says nothing and one before which nobody holds a code look alike.
class Scanner : public BarcodeDriver {
 public:
  // Finds the reader and takes it. Errors: those of Driver::open.
  using Connect = std::function<Outcome<std::unique_ptr<ScannerWire>>(Action&)>;

  explicit Scanner(Connect connect) : connect_(std::move(connect)) {}

  Outcome<std::string> open(Action& action) override;
  void close() noexcept override { wire_.reset(); }
  Outcome<Health> poll(Action& action) override;
  Outcome<void> start(Action& action) override;
  Outcome<Scan> next(Action& action) override;
  void stop() noexcept override {}

 private:
  // Throws away what was scanned for nobody, until nothing has come for `quiet`.
  Outcome<void> drop(std::chrono::milliseconds quiet, const Action& action);

  const Connect connect_;
  std::unique_ptr<ScannerWire> wire_;
  Clock::time_point heardAt_;
  std::optional<Problem> trouble_;  // came after the codes that wait to be taken
};

}  // namespace doorstep::devices
