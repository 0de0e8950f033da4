#include <atomic>

#include "tests/emulators/disturbance_table.h"
#include "tests/emulators/printer_rig.h"
#include "tests/emulators/reader_rig.h"
#include "tests/emulators/sane_rig.h"
#include "tests/unit/devices/simulated_rigs.h"

namespace doorstep::emulators::disturbance {
namespace {

using Reply = SamReaderModel::Disturbance;

constexpr int allTheTime = 1'000'000;

// What a card reader does on either wire; the wire's own troubles are the subclass's.
template <class ReaderRigOnWire>
class ReaderSubject : public Subject {
 public:
  template <class... Arguments>
  explicit ReaderSubject(Arguments... arguments) : rig_(arguments...) {}
  conformance::Rig& rig() override { return rig_; }
  void begin(Trouble trouble) override {
    switch (trouble) {
      case Trouble::Unplug:
        return rig_.unplug();
      case Trouble::Garbage:
        return rig_.model->disturb(Reply::Noise, allTheTime);
      case Trouble::Silence:
        return rig_.model->disturb(Reply::Silence, allTheTime);
      case Trouble::SlowDrip:
        return rig_.model->disturb(Reply::SlowDrip, allTheTime);
      case Trouble::PowerCycle:
        return power(false);
      case Trouble::NoPermission:
        return deny(true);
      case Trouble::InUse:
        return occupy(true);
    }
  }
  void end(Trouble trouble) override {
    if (trouble == Trouble::Unplug) return rig_.plug();
    if (trouble == Trouble::PowerCycle) return power(true);
    if (trouble == Trouble::NoPermission) return deny(false);
    if (trouble == Trouble::InUse) return occupy(false);
    rig_.model->disturb(Reply::Silence, 0);
  }
  // The module failed its self-test, and says so to polls and reads.
  void enter(DeviceState, Device&) override {
    for (const std::uint8_t command : {0x11, 0x20}) rig_.model->answerWith(command, 0x60);
  }
  void leave(DeviceState state) override {
    if (state != DeviceState::HardwareError) return;
    for (const std::uint8_t command : {0x11, 0x20}) rig_.model->answerWith(command, std::nullopt);
  }

 protected:
  virtual void power(bool on) = 0;
  virtual void deny(bool denied) = 0;
  virtual void occupy(bool busy) = 0;
  ReaderRigOnWire rig_;
};

class UsbReader : public ReaderSubject<UsbReaderRig> {
  using ReaderSubject::ReaderSubject;
  void power(bool on) override {
    rig_.model->restart();
    on ? rig_.plug() : rig_.unplug();
  }
  void deny(bool denied) override { rig_.bus.setAllDenied(denied); }
  void occupy(bool busy) override { rig_.bus.setAllBusy(busy); }
};

class SerialReader : public ReaderSubject<SerialReaderRig> {
  using ReaderSubject::ReaderSubject;
  void power(bool on) override {
    rig_.model->restart();
    rig_.model->disturb(Reply::Silence, on ? 0 : allTheTime);
  }
  void deny(bool denied) override { rig_.line().setDenied(denied); }
  void occupy(bool busy) override { rig_.line().setBusy(busy); }
};

class UsbPrinter : public Subject {
 public:
  conformance::Rig& rig() override { return rig_; }
  void begin(Trouble trouble) override { set(trouble, true); }
  void end(Trouble trouble) override { set(trouble, false); }
  void enter(DeviceState state, Device& device) override {
    if (state == DeviceState::Offline) rig_.model->setOffline(true);
    if (state == DeviceState::UserError) rig_.model->setCover(true);
    if (state != DeviceState::HardwareError) return;
    rig_.model->setCutterJam(true);  // noticed at the end of a slip
    CHECK(conformance::begin(rig_, device, rig_.patience())->await() == "printer.cutter");
  }
  void leave(DeviceState) override {
    rig_.model->setOffline(false);
    rig_.model->setCover(false);
    rig_.model->setCutterJam(false);
  }

 private:
  void set(Trouble trouble, bool on) {
    switch (trouble) {
      case Trouble::PowerCycle:
        rig_.model->restart();
        [[fallthrough]];
      case Trouble::Unplug:
        return on ? rig_.unplug() : rig_.plug();
      case Trouble::Garbage:
        return rig_.model->setNoise(on);
      case Trouble::Silence:
        return rig_.model->setSilent(on);
      case Trouble::SlowDrip:
        return rig_.model->setDrip(on);
      case Trouble::NoPermission:
        return rig_.bus().setAllDenied(on);
      case Trouble::InUse:
        return rig_.bus().setAllBusy(on);
    }
  }
  PrinterRig rig_;
};

// Any simulated device, and the scanner behind SANE, which is told its troubles in the same words. In
// hardware-error it is because another program holds it, unless the kind has a fault of its own.
template <class RigOfKind>
class SimulatedSubject : public Subject {
 public:
  SimulatedSubject(std::string breaks = {}, std::string repairs = {})
      : breaks_(std::move(breaks)), repairs_(std::move(repairs)) {}
  conformance::Rig& rig() override { return rig_; }
  void begin(Trouble trouble) override { set(trouble, true); }
  void end(Trouble trouble) override { set(trouble, false); }
  void enter(DeviceState state, Device&) override {
    if (state == DeviceState::UserError) return rig_.say("cover open");
    if (!breaks_.empty()) return rig_.say(breaks_);
    rig_.say("taken yes");
    rig_.say("replug");
  }
  void leave(DeviceState state) override {
    if (state == DeviceState::UserError) rig_.say("cover closed");
    if (state == DeviceState::HardwareError) rig_.say(repairs_.empty() ? "taken no" : repairs_);
  }

 private:
  void set(Trouble trouble, bool on) {
    const std::string count = on ? "1000000" : "0", yes = on ? "yes" : "no";
    switch (trouble) {
      case Trouble::Unplug:
      case Trouble::PowerCycle:
        return rig_.say(on ? "unplug" : "plug");
      case Trouble::Garbage:
        return rig_.say("garbage " + count);
      case Trouble::Silence:
        return rig_.say("silence " + count);
      case Trouble::SlowDrip:
        return rig_.say(on ? "slow 300" : "slow 0");
      case Trouble::NoPermission:
        return rig_.say("denied " + yes);
      case Trouble::InUse:
        return rig_.say("taken " + yes);
    }
  }
  RigOfKind rig_;
  const std::string breaks_, repairs_;
};

template <class S, auto... arguments>
std::unique_ptr<Subject> made() {
  return std::make_unique<S>(arguments...);
}

}  // namespace

// A new kind is a row here; where it behaves otherwise than its family, a rule in disturbance_table.cpp.
const std::vector<Kind>& kinds() {
  namespace simulated = devices::simulated_rigs;
  static const std::vector<std::pair<std::string, std::string>> reader{{"$silent", "id-card.reader-silent"},
                                                                       {"$garbled", "id-card.reader-garbled"},
                                                                       {"$error", "id-card.sam-fault"}};
  static const std::vector<std::pair<std::string, std::string>> printer{{"$silent", "printer.offline"},
                                                                        {"$garbled", "printer.offline"},
                                                                        {"$offline", "printer.offline"},
                                                                        {"$error", "printer.cutter"},
                                                                        {"$user", "printer.cover-open"}};
  static const std::vector<Kind> all{
      {"sdt-usb id-card-reader, four pipes", "emulated", made<UsbReader, SamUsb::Wiring::FourPipes>, reader},
      {"sdt-usb id-card-reader, one pair", "emulated", made<UsbReader, SamUsb::Wiring::OnePair>, reader},
      {"sdt-serial id-card-reader", "emulated", made<SerialReader>, reader},
      {"escpos-usb receipt-printer", "emulated", made<UsbPrinter>, printer},
      {"simulated id-card-reader",
       "simulated",
       made<SimulatedSubject<simulated::ReaderRig>>,
       {{"$silent", "id-card.reader-silent"},
        {"$garbled", "id-card.reader-garbled"},
        {"$error", "device.in-use"}}},
      {"simulated receipt-printer", "simulated",
       [] { return std::make_unique<SimulatedSubject<simulated::PrinterRig>>("cutter jam", "cutter ok"); },
       printer},
      {"simulated camera",
       "simulated",
       made<SimulatedSubject<simulated::CameraRig>>,
       {{"$silent", "camera.silent"}, {"$garbled", "camera.silent"}, {"$error", "device.in-use"}}},
      {"simulated barcode-reader",
       "simulated",
       made<SimulatedSubject<simulated::BarcodeRig>>,
       {{"$silent", "barcode-reader.silent"},
        {"$garbled", "barcode-reader.garbled"},
        {"$error", "device.in-use"}}},
      {"simulated document-scanner",
       "simulated",
       made<SimulatedSubject<simulated::DocumentScannerRig>>,
       {{"$silent", "document-scanner.silent"},
        {"$garbled", "document-scanner.silent"},
        {"$error", "device.in-use"}}},
      {"sane document-scanner",
       "simulated",
       made<SimulatedSubject<SaneRig>>,
       {{"$silent", "document-scanner.silent"},
        {"$garbled", "document-scanner.unusable"},
        {"$error", "device.in-use"}}},
  };
  return all;
}

}  // namespace doorstep::emulators::disturbance
