#pragma once

#include <doctest/doctest.h>
#include <linux/input-event-codes.h>
#include <unistd.h>

#include "devices/drivers/drivers.h"
#include "tests/emulators/emulated_keyboard.h"
#include "tests/emulators/emulated_usb.h"
#include "tests/emulators/hid_pos_model.h"
#include "tests/emulators/pty_link.h"
#include "tests/unit/devices/conformance.h"

// Barcode readers on their three wires, the drivers that talk to them, and somebody who listens.
namespace doorstep::emulators {

using namespace devices;
using namespace std::chrono_literals;

using Codes = std::vector<std::string>;

// A reader of any wire with somebody who holds a code before it as soon as it listens, unless the rig holds
// it back.
class ScannerRig : public conformance::Rig {
 public:
  std::unique_ptr<Device> make() override { return makeReader(); }
  std::unique_ptr<BarcodeReader> makeReader(const Settings& settings = {}) {
    auto driver = makeDriver(settings);
    REQUIRE(driver);
    Timing timing;  // patient with a loaded test machine
    timing.openDeadline = 10s;
    timing.pollDeadline = 5s;
    return std::make_unique<BarcodeReader>("scanner", std::move(*driver), timing);
  }
  void act(Device& device, std::chrono::milliseconds deadline, Done<void> done) override {
    auto& reader = static_cast<BarcodeReader&>(device);
    const auto ended = std::make_shared<std::atomic<bool>>(false);
    if (silent_) setSilent(true);
    reader.listen([&reader](const Scan&) { reader.stop(); }, deadline,
                  [this, ended, done](Outcome<void> outcome) {
                    if (std::exchange(silent_, false)) setSilent(false);
                    *ended = true;
                    done(std::move(outcome));
                  });
    const auto giveUp = Clock::now() + deadline;
    while (!held_ && !*ended && Clock::now() < giveUp) {
      garbled_ ? sendGarbage() : send("https://example.invalid/act");
      std::this_thread::sleep_for(250ms);  // longer than the reader takes to get ready
    }
    garbled_ = false;
  }
  void hold() override { held_ = true; }
  void release() override { held_ = false; }
  std::optional<Codes> garbage() override {
    garbled_ = true;
    return Codes{"barcode-reader.garbled"};
  }

  // A code is held before the reader.
  virtual void send(const std::string& text) = 0;

 protected:
  virtual Outcome<std::unique_ptr<BarcodeDriver>> makeDriver(const Settings& settings) = 0;
  virtual void sendGarbage() = 0;
  virtual void setSilent(bool) {}
  bool silent_ = false;

 private:
  bool held_ = false;
  bool garbled_ = false;
};

class UsbRig : public ScannerRig {
 public:
  explicit UsbRig(HidPosModel::Report report = HidPosModel::Report::Long, bool plugged = true)
      : model(std::make_shared<HidPosModel>(report)) {
    if (plugged) plug();
  }
  void plug() override { number_ = bus.plug(model); }
  void unplug() override {
    if (number_ != 0) bus.unplug(std::exchange(number_, 0));
  }
  bool ghost() override {
    unplug();
    plug();
    const auto deaf = std::make_shared<HidPosModel>();
    deaf->setDeaf(true);
    bus.plug(deaf);
    return true;
  }
  std::optional<Codes> silence() override {
    silent_ = true;
    return Codes{"barcode-reader.silent"};
  }
  std::optional<int> holders() override { return bus.holders(); }
  void send(const std::string& text) override { model->scan(text); }
  int number() const { return number_; }

  EmulatedUsb bus;
  std::shared_ptr<HidPosModel> model;

 protected:
  Outcome<std::unique_ptr<BarcodeDriver>> makeDriver(const Settings& settings) override {
    return makeHidPosUsb(settings);
  }
  void sendGarbage() override { model->send({9, 9, 9}); }
  void setSilent(bool silent) override { model->setDeaf(silent); }

 private:
  int number_ = 0;
};

class SerialRig : public ScannerRig {
 public:
  SerialRig() { plug(); }
  ~SerialRig() override { unplug(); }
  void plug() override {
    master_ = link.open();
    link.show();
  }
  void unplug() override {
    if (master_ < 0) return;
    link.hide();
    close(std::exchange(master_, -1));
  }
  void send(const std::string& text) override { write(text + "\r"); }
  // Bytes on the line as they are.
  void write(const std::string& bytes) const {
    if (master_ >= 0)
      REQUIRE(::write(master_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  }

  PtyLink link{"scanner"};

 protected:
  Outcome<std::unique_ptr<BarcodeDriver>> makeDriver(const Settings& settings) override {
    Settings all = settings;
    all["port"] = link.path();
    return makeScannerSerial(all);
  }
  void sendGarbage() override { write("\xFF\xFE\x01\x80\r"); }

 private:
  int master_ = -1;
};

class KeyboardRig : public ScannerRig {
 public:
  void plug() override { keyboard.plug(); }
  void unplug() override { keyboard.unplug(); }
  void send(const std::string& text) override {
    keyboard.type(text);
    keyboard.press(KEY_ENTER);
  }

  EmulatedKeyboard keyboard;

 protected:
  Outcome<std::unique_ptr<BarcodeDriver>> makeDriver(const Settings& settings) override {
    Settings all = settings;
    all["device"] = keyboard.path();
    return makeScannerKeyboard(all);
  }
  void sendGarbage() override { keyboard.event(EV_SYN, SYN_DROPPED, 0); }
};

// Listens until it dies, and keeps what it hears.
class Listener {
 public:
  Listener(ScannerRig& rig, const Settings& settings = {}) : reader_(rig.makeReader(settings)) {
    REQUIRE(conformance::becomes(*reader_, DeviceState::Online));
    begin();
    // A code that comes while the reader gets ready is dropped; the first one heard says that it is.
    REQUIRE(conformance::eventually([&] {
      rig.send("ready");
      std::this_thread::sleep_for(250ms);
      return count() > 0;
    }));
    const std::lock_guard lock(mutex_);
    heard_.clear();
  }

  void begin() {
    ending = std::make_shared<conformance::Ending>();
    reader_->listen(
        [this](Scan scan) {
          const std::lock_guard lock(mutex_);
          heard_.push_back(std::move(scan));
        },
        60s, [ending = ending](const Outcome<void>& outcome) { ending->tell(outcome); });
  }
  std::size_t count() {
    const std::lock_guard lock(mutex_);
    return heard_.size();
  }
  // The next `number` codes, a bar between them; all that came when they do not.
  std::string texts(std::size_t number) {
    conformance::eventually([&] { return count() >= number; }, 3s);
    std::this_thread::sleep_for(50ms);  // for one too many
    std::string all;
    for (const Scan& scan : scans()) all += (all.empty() ? "" : "|") + std::string(scan.text.reveal());
    return all;
  }
  std::vector<Scan> scans() {
    const std::lock_guard lock(mutex_);
    return std::exchange(heard_, {});
  }
  BarcodeReader& reader() { return *reader_; }

  std::shared_ptr<conformance::Ending> ending;

 private:
  std::mutex mutex_;
  std::vector<Scan> heard_;
  std::unique_ptr<BarcodeReader> reader_;  // first to go: it calls back
};

}  // namespace doorstep::emulators
