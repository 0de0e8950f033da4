#include "devices/drivers/scanner.h"
#include "devices/drivers/settings.h"
#include "devices/transport/serial_port.h"
#include "devices/wire/line_scans.h"

// A barcode reader on a serial line, or on USB as such (CDC-ACM: the rate then means nothing).
namespace doorstep::devices {
namespace {

using std::chrono::milliseconds;
using wire::LineScans;

constexpr int defaultBaud = 9600;
constexpr int defaultPause = 100;  // ms

class SerialWire : public ScannerWire {
 public:
  SerialWire(std::unique_ptr<SerialPort> port, std::string name, LineScans::End end, milliseconds pause)
      : port_(std::move(port)), name_(std::move(name)), scans_(end), pause_(pause) {}

  std::string name() override { return name_; }
  wire::ScanCodec& codec() override { return scans_; }
  milliseconds longestPause() const override { return pause_; }
  Outcome<bool> hear(Clock::time_point until, const Action& action) override {
    const auto piece = port_->read(until, action);
    if (!piece) return tl::unexpected(piece.error());
    if (!scans_.feed(*piece)) return problem("barcode-reader.garbled", "bytes that are no text");
    return !piece->empty();
  }

 private:
  const std::unique_ptr<SerialPort> port_;
  const std::string name_;
  LineScans scans_;
  const milliseconds pause_;
};

}  // namespace

Outcome<std::unique_ptr<BarcodeDriver>> makeScannerSerial(const Settings& settings) {
  const std::string port = settingText(settings, "port");
  if (port.empty()) return problem("device.bad-setting", "port: not given");
  const auto baud = settingNumber(settings, "baud", 10, 9600, 115200);
  if (!baud) return tl::unexpected(baud.error());
  using enum LineScans::End;
  const auto end = settingChoice<LineScans::End>(
      settings, "terminator", {{"any", Any}, {"cr", Cr}, {"lf", Lf}, {"crlf", CrLf}, {"none", Quiet}});
  if (!end) return tl::unexpected(end.error());
  const auto pause = settingNumber(settings, "pause-ms", 10, 10, 2000);
  if (!pause) return tl::unexpected(pause.error());
  return std::make_unique<Scanner>([port, rate = baud->value_or(defaultBaud), end = *end,
                                    pause = milliseconds(pause->value_or(defaultPause))](
                                       Action&) -> Outcome<std::unique_ptr<ScannerWire>> {
    auto line = SerialPort::open(port, rate);
    if (!line) return tl::unexpected(line.error());
    return std::make_unique<SerialWire>(std::move(*line), "barcode reader on " + port, end, pause);
  });
}

}  // namespace doorstep::devices
