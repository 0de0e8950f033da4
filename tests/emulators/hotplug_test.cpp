#include <algorithm>
#include <cstdio>
#include <random>

#include "devices/manager.h"
#include "tests/emulators/printer_rig.h"
#include "tests/emulators/reader_rig.h"

// Devices that come, go, come back elsewhere, or come twice, under the manager that a kiosk has.
using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::emulators;
using namespace std::chrono_literals;
using conformance::becomes;
using conformance::eventually;

namespace {

constexpr auto aSecond = 1000ms;

std::unique_ptr<DeviceManager> manage(const std::vector<devices::DeviceSpec>& specs) {
  Timing timing;  // patient with a loaded test machine, as slow to look as a kiosk
  timing.openDeadline = 10s;
  timing.pollDeadline = 5s;
  auto made = DeviceManager::create(specs, nullptr, timing);
  REQUIRE(made);
  return std::move(*made);
}

devices::DeviceSpec usbReader(const Settings& settings = {}) {
  return {"card-reader", DeviceKind::IdCardReader, "sdt-usb", settings};
}

std::shared_ptr<SamReaderModel> readerWithCard() {
  auto model = std::make_shared<SamReaderModel>();
  model->insert(textOf(sampleResident()));
  model->setFindsAgain(true);
  return model;
}

std::shared_ptr<SamUsb> deaf() {
  return std::make_shared<SamUsb>(readerWithCard(), SamUsb::Wiring::Deaf);
}

std::shared_ptr<SamUsb> reader(const std::string& serial = "990101") {
  return std::make_shared<SamUsb>(readerWithCard(), SamUsb::Wiring::FourPipes, serial);
}

using Milliseconds = std::chrono::duration<double, std::milli>;

double timeToOnline(const Device& device, const std::function<void()>& plug) {
  const auto begun = Clock::now();
  plug();
  CHECK(becomes(device, DeviceState::Online));
  return Milliseconds(Clock::now() - begun).count();
}

// At moments that have nothing to do with the device's own clock. The middle one counts: a loaded machine is
// late now and then.
void checkPlugTimes(const char* name, const Device& device, const std::function<void()>& plug,
                    const std::function<void()>& unplug) {
  std::mt19937 random(20261125);  // NOLINT: the same moments every time
  std::vector<double> times;
  for (int i = 0; i < 9; ++i) {
    unplug();
    REQUIRE(becomes(device, DeviceState::NoDevice));
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 300));
    times.push_back(timeToOnline(device, plug));
  }
  std::sort(times.begin(), times.end());
  std::printf("plug to online: %-32s %4.0f ms at best, %4.0f in the middle, %4.0f at worst\n", name,
              times.front(), times[times.size() / 2], times.back());
  CHECK(times[times.size() / 2] < aSecond.count());
}

}  // namespace

TEST_CASE("from plug to online it takes less than a second, with and without a word from udev") {
  {
    EmulatedUsb bus;
    int number = 0;
    const auto model = readerWithCard();
    const auto plug = [&] { number = bus.plug(std::make_shared<SamUsb>(model, SamUsb::Wiring::FourPipes)); };
    const auto unplug = [&] {
      if (number != 0) bus.unplug(std::exchange(number, 0));
    };
    plug();
    {
      const auto manager = manage({usbReader()});
      checkPlugTimes("USB card reader, told by udev", *manager->idCardReader(), plug, unplug);
    }
    auto driver = makeSdtUsb({});
    REQUIRE(driver);
    const IdCardReader alone("card-reader", std::move(*driver));
    checkPlugTimes("USB card reader, looking only", alone, plug, unplug);
  }
  {
    PrinterRig rig;
    const auto manager = manage({{"receipt-printer", DeviceKind::ReceiptPrinter, "escpos-usb", {}}});
    checkPlugTimes(
        "USB printer, told by udev", *manager->receiptPrinter(), [&] { rig.plug(); }, [&] { rig.unplug(); });
  }
  SerialReaderRig rig;
  const auto manager =
      manage({{"card-reader", DeviceKind::IdCardReader, "sdt-serial", {{"port", rig.line().path()}}}});
  checkPlugTimes(
      "serial card reader, looking only", *manager->idCardReader(), [&] { rig.plug(); },
      [&] { rig.unplug(); });
}

TEST_CASE("a reader that enumerates and does not answer is named, and replaced within a second") {
  EmulatedUsb bus;
  int number = bus.plug(deaf());
  const auto manager = manage({usbReader()});
  auto& device = *manager->idCardReader();
  REQUIRE(becomes(device, DeviceState::HardwareError));
  CHECK(device.status().problem == "id-card.reader-silent");
  conformance::checkBest(aSecond, [&] {
    std::this_thread::sleep_for(2500ms);  // the back-off has grown beyond a second
    CHECK(device.status().state == DeviceState::HardwareError);
    bus.unplug(number);
    const auto begun = Clock::now();
    const int good = bus.plug(reader());
    CHECK(becomes(device, DeviceState::Online));
    const auto took = Clock::now() - begun;
    std::printf("plug to online: %-32s %4.0f ms\n", "instead of a silent reader", Milliseconds(took).count());
    CHECK(readCard(*manager->idCardReader()));
    bus.unplug(good);
    number = bus.plug(deaf());
    REQUIRE(becomes(device, DeviceState::HardwareError));
    return took;
  });
}

TEST_CASE("a reader that comes back in another port is the same device") {
  EmulatedUsb bus;
  const auto model = readerWithCard();
  const auto plug = [&](int port) {
    return bus.plug(std::make_shared<SamUsb>(model, SamUsb::Wiring::FourPipes), port);
  };
  int number = plug(1);
  const auto manager = manage({usbReader()});
  auto& device = *manager->idCardReader();
  REQUIRE(becomes(device, DeviceState::Online));
  for (const int port : {2, 3, 1}) {
    CAPTURE(port);
    const auto opened = device.status().opened;
    bus.unplug(number);
    number = plug(port);
    REQUIRE(eventually([&] { return device.status().opened == opened + 1; }));
    CHECK(readCard(device));
    CHECK(manager->devices().size() == 1);
    CHECK(bus.holders() == 1);
  }
}

TEST_CASE("a reset of the whole bus brings every device back, past a dead node") {
  EmulatedUsb bus;
  const auto printer = std::make_shared<PrinterModel>();
  std::vector<int> numbers{bus.plug(reader(), 1), bus.plug(printer, 2)};
  const auto manager =
      manage({usbReader(), {"receipt-printer", DeviceKind::ReceiptPrinter, "escpos-usb", {}}});
  for (const Device* device : manager->devices()) REQUIRE(becomes(*device, DeviceState::Online));
  for (const int number : numbers) bus.unplug(number);
  bus.plug(printer, 2);
  bus.plug(reader(), 1);
  bus.plug(deaf(), 3);  // the newer node, and it never answers
  for (const Device* device : manager->devices()) {
    REQUIRE(eventually([&] { return device->status().opened == 2; }));
    CHECK(becomes(*device, DeviceState::Online));
  }
  CHECK(readCard(*manager->idCardReader()));
  CHECK(printSlip(*manager->receiptPrinter(), sampleSlip()));
  CHECK(bus.holders() == 2);
}

TEST_CASE(
    "of two equal readers the one with the serial number is taken, or the one in the port, every time") {
  struct Case {
    std::string name;
    Settings settings;
    int oursIn, otherIn;
  };
  for (const Case& c :
       {Case{"by serial number", {{"serial", "990102"}}, 1, 2}, Case{"by port", {{"usb-port", "1-2"}}, 2, 1}})
    for (const bool oursFirst : {true, false}) {
      CAPTURE(c.name);
      CAPTURE(oursFirst);
      EmulatedUsb bus;
      const auto ours = readerWithCard(), other = std::make_shared<SamReaderModel>();  // no card on the other
      const auto plug = [&](bool meant) {
        const std::string serial = c.name == "by port" ? "990101" : meant ? "990102" : "990101";
        return bus.plug(std::make_shared<SamUsb>(meant ? ours : other, SamUsb::Wiring::FourPipes, serial),
                        meant ? c.oursIn : c.otherIn);
      };
      const int first = plug(oursFirst), second = plug(!oursFirst);
      const auto manager = manage({usbReader(c.settings)});
      auto& device = *manager->idCardReader();
      REQUIRE(becomes(device, DeviceState::Online));
      CHECK(readCard(device, 3s));
      // Without the one that is meant there is none: the other is not taken for it.
      bus.unplug(oursFirst ? first : second);
      CHECK(becomes(device, DeviceState::NoDevice));
      std::this_thread::sleep_for(600ms);
      CHECK(device.status().state == DeviceState::NoDevice);
      plug(true);
      CHECK(becomes(device, DeviceState::Online));
      CHECK(readCard(device, 3s));
    }
}

TEST_CASE("of two equal readers nobody chose between, the one that stays is taken when the other goes") {
  EmulatedUsb bus;
  bus.plug(reader(), 1);
  const int second = bus.plug(reader(), 2);
  const auto manager = manage({usbReader()});
  auto& device = *manager->idCardReader();
  REQUIRE(becomes(device, DeviceState::Online));
  CHECK(readCard(device));
  bus.unplug(second);
  REQUIRE(eventually([&] { return device.status().opened == 2; }));
  CHECK(readCard(device));
}
