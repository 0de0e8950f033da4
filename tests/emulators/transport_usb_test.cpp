#include <doctest/doctest.h>

#include "devices/transport/usb_device.h"
#include "tests/emulators/emulated_usb.h"
#include "tests/emulators/hid_pos_model.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::emulators;
using namespace std::chrono_literals;

namespace {

// Gives back what it is sent, when told to.
class Echo : public UsbFunction {
 public:
  Bytes descriptors() const override { return describe({0x1209, 0x0001, 0xFF, 0, 0, {0x01, 0x81}}); }
  std::vector<std::string> strings() const override { return {"Doorstep", "Echo", "E1"}; }
  bool out(std::uint8_t, std::span<const std::uint8_t> data) override {
    const std::lock_guard lock(mutex_);
    if (full) return false;
    queue_.insert(queue_.end(), data.begin(), data.end());
    return true;
  }
  std::optional<Bytes> in(std::uint8_t) override {
    const std::lock_guard lock(mutex_);
    if (queue_.empty()) return std::nullopt;
    const auto count = static_cast<std::ptrdiff_t>(std::min(queue_.size(), packetSize));
    Bytes packet(queue_.begin(), queue_.begin() + count);
    queue_.erase(queue_.begin(), queue_.begin() + count);
    return packet;
  }
  std::atomic<bool> full{false};

 private:
  std::mutex mutex_;
  Bytes queue_;
};

std::unique_ptr<UsbPipe> openEcho() {
  const auto found = findUsb({0x1209, 0x0001, {}});
  REQUIRE_FALSE(found.empty());
  auto device = found[0].open(found[0].interfaces.at(0));
  REQUIRE(device);
  return std::make_unique<UsbPipe>(std::move(*device), 0x81, 0x01);
}

}  // namespace

TEST_CASE("the bus is seen as it is now, the newest device first") {
  EmulatedUsb bus;
  CHECK(findUsb({}).empty());
  const int old = bus.plug(std::make_shared<Echo>());
  const int recent = bus.plug(std::make_shared<Echo>());
  const auto found = findUsb({0x1209, std::nullopt, "E1"});
  REQUIRE(found.size() == 2);
  CHECK(found[0].address == recent);
  CHECK(found[1].address == old);
  CHECK(found[0].interfaces.at(0).bulkIn == std::vector<std::uint8_t>{0x81});
  CHECK(found[0].interfaces.at(0).bulkOut == std::vector<std::uint8_t>{0x01});
  CHECK(findUsb({0x1209, 0x0002, {}}).empty());
  CHECK(findUsb({0x1209, 0x0001, "E2"}).empty());
  bus.unplug(old);
  CHECK(findUsb({0x1209, 0x0001, {}}).size() == 1);
}

TEST_CASE("a HID interface shows its interrupt endpoint and how long its report descriptor is") {
  EmulatedUsb bus;
  bus.plug(std::make_shared<HidPosModel>());
  const auto found = findUsb({});
  REQUIRE(found.size() == 1);
  const UsbInterface& interface = found[0].interfaces.at(0);
  REQUIRE(interface.interruptIn.size() == 1);
  CHECK(interface.interruptIn[0].address == 0x81);
  CHECK(interface.interruptIn[0].packetSize == 64);
  CHECK(interface.bulkIn.empty());
  CHECK(interface.hidReportDescriptor > 60);
}

TEST_CASE("reports of an interrupt endpoint arrive one by one, also such that fill their packet") {
  for (const std::size_t length : {std::size_t{62}, std::size_t{64}, std::size_t{100}, std::size_t{128}}) {
    CAPTURE(length);
    EmulatedUsb bus;
    const auto model = std::make_shared<HidPosModel>();
    const int number = bus.plug(model);
    const auto found = findUsb({});
    REQUIRE(found.size() == 1);
    const auto device = found[0].open(found[0].interfaces.at(0));
    REQUIRE(device);
    const auto endpoint = found[0].interfaces[0].interruptIn.at(0);
    const Action action(Clock::now() + 20s);
    CHECK((*device)->interruptIn(endpoint, length, Clock::now() + 60ms, action)->empty());
    for (const std::uint8_t mark : {1, 2}) model->send(Bytes(length, mark));
    for (const std::uint8_t mark : {1, 2})
      CHECK((*device)->interruptIn(endpoint, length, Clock::now() + 5s, action).value() ==
            wire::Bytes(length, mark));
    bus.unplug(number);
    CHECK((*device)->interruptIn(endpoint, length, Clock::now() + 5s, action).error().code ==
          "device.removed");
  }
}

TEST_CASE("bytes go out and come back, of any length") {
  EmulatedUsb bus;
  bus.plug(std::make_shared<Echo>());
  const auto pipe = openEcho();
  const Action action(Clock::now() + 20s);
  for (const std::size_t length : {1UL, 63UL, 64UL, 65UL, 1288UL, 9000UL}) {
    CAPTURE(length);
    wire::Bytes sent(length);
    for (std::size_t i = 0; i < length; ++i) sent[i] = static_cast<std::uint8_t>(i * 7);
    CHECK(pipe->write(sent, Clock::now() + 5s, action).value() == length);
    wire::Bytes received;
    while (received.size() < length) {
      const auto piece = pipe->read(Clock::now() + 5s, action);
      REQUIRE(piece);
      REQUIRE_FALSE(piece->empty());
      received.insert(received.end(), piece->begin(), piece->end());
    }
    CHECK(received == sent);
  }
}

TEST_CASE("open handles are counted, and none is left behind") {
  EmulatedUsb bus;
  const int number = bus.plug(std::make_shared<Echo>());
  CHECK(bus.holders() == 0);
  auto pipe = openEcho();
  CHECK(bus.holders() == 1);
  // A serial number is asked for through a handle of its own.
  CHECK(findUsb({0x1209, 0x0001, "E1"}).size() == 1);
  CHECK(bus.holders() == 1);
  bus.unplug(number);
  CHECK(bus.holders() == 1);
  pipe.reset();
  CHECK(bus.holders() == 0);
  // A claim that fails gives the handle back.
  bus.setBusy(bus.plug(std::make_shared<Echo>()), true);
  const auto found = findUsb({0x1209, 0x0001, {}});
  REQUIRE(found.size() == 1);
  CHECK(found[0].open(found[0].interfaces.at(0)).error().code == "device.in-use");
  CHECK(bus.holders() == 0);
}

TEST_CASE("limits, deadline, cancel and removal end a wait, each in its own way") {
  EmulatedUsb bus;
  const auto echo = std::make_shared<Echo>();
  const int number = bus.plug(echo);
  const auto pipe = openEcho();
  const wire::Bytes data(100);

  const Action open(Clock::now() + 20s);
  CHECK(pipe->read(Clock::now() + 120ms, open).value().empty());
  echo->full = true;
  CHECK(pipe->write(data, Clock::now() + 120ms, open).value() == 0);

  const Action shortAction(Clock::now() + 120ms);
  CHECK(pipe->read(Clock::now() + 20s, shortAction).error().code == "device.timed-out");

  Action cancelled(Clock::now() + 20s);
  std::thread canceller([&cancelled] {
    std::this_thread::sleep_for(100ms);
    cancelled.cancel();
  });
  CHECK(pipe->read(Clock::now() + 20s, cancelled).error().code == "device.cancelled");
  canceller.join();

  std::thread puller([&] {
    std::this_thread::sleep_for(100ms);
    bus.unplug(number);
  });
  CHECK(pipe->read(Clock::now() + 20s, open).error().code == "device.removed");
  puller.join();
  CHECK(pipe->write(data, Clock::now() + 1s, open).error().code == "device.removed");
}

TEST_CASE("a cable that is being pulled is a removal, broken transfers alone are not") {
  EmulatedUsb bus;
  const int number = bus.plug(std::make_shared<Echo>());
  const auto pipe = openEcho();
  const Action action(Clock::now() + 20s);
  bus.breakTransfers(number, true);
  CHECK(pipe->read(Clock::now() + 1s, action).error().code == "device.transfer-failed");
  std::thread puller([&] {
    std::this_thread::sleep_for(30ms);
    bus.unplug(number);
  });
  CHECK(pipe->read(Clock::now() + 1s, action).error().code == "device.removed");
  puller.join();
}
