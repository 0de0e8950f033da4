#include <algorithm>
#include <array>

#include "devices/drivers/scanner.h"
#include "devices/drivers/settings.h"
#include "devices/transport/usb_device.h"
#include "devices/wire/hid_pos.h"

// A barcode reader of USB's point-of-sale class, taken away from the kernel's own HID driver. What its
// reports look like it says itself.
namespace doorstep::devices {
namespace {

using std::chrono::milliseconds;

constexpr std::uint16_t honeywell = 0x0C2E, youjie = 0x23D0, zebra = 0x05E0, datalogic = 0x05F9;
// Whose devices are looked at when the station file names none. Any other device may be the touch screen:
// it would be taken from the kernel only to be asked what it is.
constexpr std::array scannerMakers{honeywell, youjie, zebra, datalogic};

constexpr milliseconds pause{500};  // between the reports of one code

struct Wanted {
  UsbIdentity identity;
  bool switchMode = false;
};

class HidPosWire : public ScannerWire {
 public:
  HidPosWire(std::unique_ptr<UsbDevice> device, const UsbInterruptEndpoint& endpoint,
             const wire::HidPosLayout& layout)
      : device_(std::move(device)), endpoint_(endpoint), longest_(layout.longest), scans_(layout) {}

  std::string name() override { return device_->name(); }
  wire::ScanCodec& codec() override { return scans_; }
  milliseconds longestPause() const override { return pause; }
  Outcome<void> check() override {
    constexpr std::uint8_t fromDevice = 0x80, getStatus = 0;
    const auto status = device_->controlIn(fromDevice, getStatus, 0, 0, 2);
    if (status) return {};
    if (status.error().code == "device.transfer-failed")
      return problem("barcode-reader.silent", status.error().detail);
    return tl::unexpected(status.error());
  }
  Outcome<bool> hear(Clock::time_point until, const Action& action) override {
    const auto report = device_->interruptIn(endpoint_, longest_, until, action);
    if (!report) return tl::unexpected(report.error());
    if (report->empty()) return false;
    if (scans_.feed(*report)) return true;
    return problem("barcode-reader.garbled", "a report of " + std::to_string(report->size()) + " bytes");
  }

 private:
  const std::unique_ptr<UsbDevice> device_;
  const UsbInterruptEndpoint endpoint_;
  const std::size_t longest_;
  wire::HidPosScans scans_;
};

// Readers of these two makers send nothing as a point-of-sale device, or are none, until told so.
Outcome<void> switchToPos(UsbDevice& device, const UsbInterface& interface) {
  constexpr std::uint8_t toInterface = 0x21, setReport = 0x09, modeReport = 0xFE, pointOfSale = 0x01;
  constexpr std::uint16_t feature = 0x0300;
  constexpr std::array<std::uint8_t, 2> report{modeReport, pointOfSale};
  return device.controlOut(toInterface, setReport, feature | modeReport, interface.number, report);
}

// Nothing when the interface is of another kind.
Outcome<std::optional<wire::HidPosLayout>> askLayout(UsbDevice& device, const UsbInterface& interface) {
  constexpr std::uint8_t fromInterface = 0x81, getDescriptor = 6;
  constexpr std::uint16_t reportDescriptor = 0x2200;
  const auto descriptor = device.controlIn(fromInterface, getDescriptor, reportDescriptor, interface.number,
                                           interface.hidReportDescriptor);
  if (!descriptor && descriptor.error().code == "device.transfer-failed")
    return problem("barcode-reader.silent", "report descriptor: " + descriptor.error().detail);
  if (!descriptor) return tl::unexpected(descriptor.error());
  const auto inputs = wire::parseHidInputs(*descriptor);
  if (!inputs) return problem("barcode-reader.garbled", "report descriptor");
  return wire::hidPosLayout(*inputs);
}

Outcome<std::unique_ptr<ScannerWire>> openInterface(const UsbCandidate& candidate,
                                                    const UsbInterface& interface, bool switchMode) {
  auto device = candidate.open(interface);
  if (!device) return tl::unexpected(device.error());
  const auto layout = askLayout(**device, interface);
  if (!layout) return tl::unexpected(layout.error());
  const bool knowsSwitch = candidate.vendor == honeywell || candidate.vendor == youjie;
  if (switchMode && knowsSwitch)
    if (auto switched = switchToPos(**device, interface); !switched) return tl::unexpected(switched.error());
  // One that was switched just now comes back as another device.
  if (!*layout) return problem("device.unsupported", "a HID device, but no barcode scanner");
  return std::make_unique<HidPosWire>(std::move(*device), interface.interruptIn[0], **layout);
}

Outcome<std::unique_ptr<ScannerWire>> openCandidate(const UsbCandidate& candidate, bool switchMode) {
  Problem why = problem("device.unsupported", "no HID interface").value();
  for (const UsbInterface& interface : candidate.interfaces) {
    if (interface.hidReportDescriptor == 0 || interface.interruptIn.empty()) continue;
    auto wire = openInterface(candidate, interface, switchMode);
    if (wire) return wire;
    why = wire.error();
  }
  return tl::unexpected(why);
}

bool mayBeMeant(const UsbCandidate& candidate, const UsbIdentity& identity) {
  if (identity.vendor) return true;
  return std::find(scannerMakers.begin(), scannerMakers.end(), candidate.vendor) != scannerMakers.end();
}

// The newest node first; one that does not answer is what a bad replug left behind, so the next has its turn.
Outcome<std::unique_ptr<ScannerWire>> connect(const Wanted& wanted, const Action& action) {
  std::optional<Problem> first;
  for (const UsbCandidate& candidate : findUsb(wanted.identity)) {
    if (!mayBeMeant(candidate, wanted.identity)) continue;
    auto wire = openCandidate(candidate, wanted.switchMode);
    if (wire) return wire;
    if (auto go = action.check(); !go) return tl::unexpected(go.error());
    if (!first) first = wire.error();
  }
  if (first) return tl::unexpected(*first);
  return problem("device.not-found", "no barcode reader on USB");
}

}  // namespace

Outcome<std::unique_ptr<BarcodeDriver>> makeHidPosUsb(const Settings& settings) {
  auto identity = settingUsbIdentity(settings);
  if (!identity) return tl::unexpected(identity.error());
  const auto switchMode = settingChoice<bool>(settings, "switch-mode", {{"no", false}, {"yes", true}});
  if (!switchMode) return tl::unexpected(switchMode.error());
  return std::make_unique<Scanner>([wanted = Wanted{std::move(*identity), *switchMode}](Action& action) {
    return connect(wanted, action);
  });
}

}  // namespace doorstep::devices
