#include "devices/drivers/scanner.h"
#include "devices/drivers/settings.h"
#include "devices/transport/evdev_device.h"
#include "devices/wire/key_scans.h"

// A barcode reader that types like a keyboard. Its keys are taken away from everybody else, so that no text
// field of a page is written into; the station file must name the reader and not the guide's keyboard.
namespace doorstep::devices {
namespace {

using std::chrono::milliseconds;
using wire::KeyScans;

constexpr int defaultPause = 500;  // ms

class KeyboardWire : public ScannerWire {
 public:
  KeyboardWire(std::unique_ptr<EvdevDevice> device, KeyScans scans, milliseconds pause)
      : device_(std::move(device)), scans_(std::move(scans)), pause_(pause) {
    scans_.setCapsLock(device_->capsLock());
  }

  std::string name() override { return device_->name(); }
  wire::ScanCodec& codec() override { return scans_; }
  milliseconds longestPause() const override { return pause_; }
  Outcome<bool> hear(Clock::time_point until, const Action& action) override {
    const auto events = device_->read(until, action);
    if (!events) return tl::unexpected(events.error());
    bool sense = true;
    for (const auto& event : *events) sense = scans_.feed(event) && sense;
    if (!sense) return problem("barcode-reader.garbled", "keys that write nothing, or were lost");
    return !events->empty();
  }

 private:
  const std::unique_ptr<EvdevDevice> device_;
  KeyScans scans_;
  const milliseconds pause_;
};

}  // namespace

Outcome<std::unique_ptr<BarcodeDriver>> makeScannerKeyboard(const Settings& settings) {
  const std::string path = settingText(settings, "device");
  if (path.empty()) return problem("device.bad-setting", "device: not given");
  using enum KeyScans::End;
  const auto end = settingChoice<KeyScans::End>(
      settings, "terminator", {{"any", Any}, {"enter", Enter}, {"tab", Tab}, {"none", Quiet}});
  if (!end) return tl::unexpected(end.error());
  const auto codes = settingChoice<KeyScans::AltCodes>(
      settings, "alt-codes", {{"gbk", KeyScans::AltCodes::Bytes}, {"unicode", KeyScans::AltCodes::Unicode}});
  if (!codes) return tl::unexpected(codes.error());
  const auto pause = settingNumber(settings, "pause-ms", 10, 10, 2000);
  if (!pause) return tl::unexpected(pause.error());
  return std::make_unique<Scanner>(
      [path, end = *end, codes = *codes, pause = milliseconds(pause->value_or(defaultPause))](
          Action&) -> Outcome<std::unique_ptr<ScannerWire>> {
        auto device = EvdevDevice::open(path);
        if (!device) return tl::unexpected(device.error());
        return std::make_unique<KeyboardWire>(std::move(*device), KeyScans(end, codes), pause);
      });
}

}  // namespace doorstep::devices
