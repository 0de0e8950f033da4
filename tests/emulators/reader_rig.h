#pragma once

#include <future>

#include <doctest/doctest.h>

#include "devices/drivers/drivers.h"
#include "devices/wire/id_card_text.h"
#include "tests/emulators/emulated_usb.h"
#include "tests/emulators/sam_pty.h"
#include "tests/emulators/sam_usb.h"
#include "tests/emulators/sample_cards.h"
#include "tests/unit/devices/conformance.h"

// An emulated card reader on libusb's own path or a serial line, and the driver that talks to it.
namespace doorstep::emulators {

using namespace devices;
using namespace std::chrono_literals;

inline Bytes textOf(const IdCard& card) {
  const auto text = wire::encodeIdCardText(card);
  return {text.begin(), text.end()};
}

// A reader on USB or a serial line with a card on it.
class ReaderRig : public conformance::Rig {
 public:
  std::shared_ptr<SamReaderModel> model = std::make_shared<SamReaderModel>();

  ReaderRig() {
    timing.openDeadline = 10s;  // patient with a loaded test machine
    timing.pollDeadline = 5s;
    insert();
  }
  void insert() { model->insert(textOf(sampleResident())); }

  std::unique_ptr<Device> make() override { return makeReader(); }
  std::unique_ptr<IdCardReader> makeReader(const Settings& more = {}) {
    auto driver = makeDriver(more);
    REQUIRE(driver);
    return std::make_unique<IdCardReader>("card-reader", std::move(*driver), timing);
  }
  void act(Device& device, std::chrono::milliseconds deadline, Done<void> done) override {
    const auto disturbed = std::exchange(next_, std::nullopt);
    if (disturbed) model->disturb(*disturbed, 1000);
    static_cast<IdCardReader&>(device).read(
        {}, deadline, [this, disturbed, done](const Outcome<IdCard>& card) {
          if (disturbed) model->disturb(*disturbed, 0);
          done(card ? Outcome<void>() : Outcome<void>(tl::unexpected(card.error())));
        });
  }
  void hold() override { model->remove(); }
  void release() override { insert(); }
  std::vector<std::string> heldCodes() const override { return {"id-card.absent"}; }
  std::optional<std::vector<std::string>> silence() override {
    next_ = SamReaderModel::Disturbance::Silence;
    return std::vector<std::string>{"id-card.reader-silent"};
  }
  std::optional<std::vector<std::string>> garbage() override {
    next_ = SamReaderModel::Disturbance::Noise;
    return std::vector<std::string>{"id-card.reader-garbled"};
  }

  Timing timing;

 protected:
  virtual Outcome<std::unique_ptr<IdCardDriver>> makeDriver(const Settings& more) = 0;

 private:
  std::optional<SamReaderModel::Disturbance> next_;
};

class UsbReaderRig : public ReaderRig {
 public:
  explicit UsbReaderRig(SamUsb::Wiring wiring) : wiring_(wiring) { plug(); }
  void plug() override { number_ = bus.plug(std::make_shared<SamUsb>(model, wiring_)); }
  void unplug() override {
    if (number_ != 0) bus.unplug(std::exchange(number_, 0));
  }
  bool ghost() override {
    unplug();
    plug();
    bus.plug(std::make_shared<SamUsb>(model, SamUsb::Wiring::Deaf));  // the newer node, and it never answers
    return true;
  }
  std::optional<int> holders() override { return bus.holders(); }
  int number() const { return number_; }
  EmulatedUsb bus;

 protected:
  Outcome<std::unique_ptr<IdCardDriver>> makeDriver(const Settings& more) override {
    return makeSdtUsb(more);
  }

 private:
  SamUsb::Wiring wiring_;
  int number_ = 0;
};

class SerialReaderRig : public ReaderRig {
 public:
  explicit SerialReaderRig(int baud = 0) : line_(model, baud) {}
  void plug() override { line_.plug(); }
  void unplug() override { line_.unplug(); }
  SamPty& line() { return line_; }

 protected:
  Outcome<std::unique_ptr<IdCardDriver>> makeDriver(const Settings& more) override {
    Settings settings = more;
    settings["port"] = line_.path();
    return makeSdtSerial(settings);
  }

 private:
  SamPty line_;
};

// One read, awaited.
inline Outcome<IdCard> readCard(IdCardReader& reader, std::chrono::milliseconds deadline = 10s) {
  std::promise<Outcome<IdCard>> promise;
  reader.read({}, deadline, [&promise](Outcome<IdCard> card) { promise.set_value(std::move(card)); });
  return promise.get_future().get();
}

inline Outcome<void> awaitRemoval(IdCardReader& reader, std::chrono::milliseconds deadline) {
  std::promise<Outcome<void>> promise;
  reader.waitForRemoval(deadline, [&promise](Outcome<void> gone) { promise.set_value(std::move(gone)); });
  return promise.get_future().get();
}

inline std::string codeOf(const Outcome<IdCard>& card) {
  return card ? "" : card.error().code;
}

inline std::unique_ptr<IdCardReader> online(ReaderRig& rig, const Settings& more = {}) {
  auto reader = rig.makeReader(more);
  REQUIRE(conformance::becomes(*reader, DeviceState::Online));
  return reader;
}

}  // namespace doorstep::emulators
