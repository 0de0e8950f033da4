#include <filesystem>
#include <fstream>

#include "devices/manager.h"
#include "devices/simulated/world.h"
#include "tests/unit/devices/conformance.h"

using namespace doorstep;
using namespace doorstep::devices;

namespace {

const std::vector<DeviceSpec> kStation{{"card-reader", DeviceKind::IdCardReader, "simulated", {}},
                                       {"slip-printer", DeviceKind::ReceiptPrinter, "simulated", {}},
                                       {"face-camera", DeviceKind::Camera, "simulated", {}},
                                       {"code-reader", DeviceKind::BarcodeReader, "simulated", {}},
                                       {"page-printer", DeviceKind::DocumentPrinter, "simulated", {}},
                                       {"marker", DeviceKind::PlateMarker, "simulated", {}},
                                       {"lamps", DeviceKind::SignalLines, "simulated", {}},
                                       {"desk", DeviceKind::DocumentScanner, "simulated", {}}};

Problem refusal(const std::vector<DeviceSpec>& specs) {
  const auto manager = DeviceManager::create(specs);
  REQUIRE_FALSE(manager);
  return manager.error();
}

}  // namespace

TEST_CASE("a station's devices are built from its file and reached by kind and by id") {
  const auto manager = DeviceManager::create(kStation);
  REQUIRE(manager);
  const auto& station = **manager;
  CHECK(station.devices().size() == 8);
  REQUIRE(station.idCardReader() != nullptr);
  REQUIRE(station.receiptPrinter() != nullptr);
  REQUIRE(station.camera() != nullptr);
  REQUIRE(station.barcodeReader() != nullptr);
  REQUIRE(station.documentPrinter() != nullptr);
  REQUIRE(station.plateMarker() != nullptr);
  REQUIRE(station.signalLines() != nullptr);
  REQUIRE(station.documentScanner() != nullptr);
  CHECK(station.find("slip-printer") == station.receiptPrinter());
  CHECK(station.find("nothing") == nullptr);
  for (auto* device : station.devices()) CHECK(conformance::becomes(*device, DeviceState::Online));

  CHECK(station.simulated()->devices() == std::vector<std::string>{"card-reader", "code-reader", "desk",
                                                                   "face-camera", "lamps", "marker",
                                                                   "page-printer", "slip-printer"});
  REQUIRE(station.simulated()->command("card-reader", "unplug"));
  CHECK(conformance::becomes(*station.idCardReader(), DeviceState::NoDevice));
  CHECK(station.camera()->status().ready());
}

TEST_CASE("a world made before the station is the one its devices stand on") {
  const auto world = std::make_shared<SimulatedWorld>();
  (void)world->device("card-reader", DeviceKind::IdCardReader);
  REQUIRE(world->command("card-reader", "unplug"));
  const auto manager = DeviceManager::create(kStation, world);
  REQUIRE(manager);
  CHECK(conformance::eventually(
      [&] { return (*manager)->idCardReader()->status().problem == "device.not-found"; }));
}

TEST_CASE("a station without devices has none") {
  const auto manager = DeviceManager::create({});
  REQUIRE(manager);
  CHECK((*manager)->idCardReader() == nullptr);
  CHECK((*manager)->receiptPrinter() == nullptr);
  CHECK((*manager)->camera() == nullptr);
  CHECK((*manager)->barcodeReader() == nullptr);
  CHECK((*manager)->documentPrinter() == nullptr);
  CHECK((*manager)->plateMarker() == nullptr);
  CHECK((*manager)->signalLines() == nullptr);
  CHECK((*manager)->documentScanner() == nullptr);
  CHECK((*manager)->simulated()->devices().empty());
}

TEST_CASE("a station file that makes no sense is refused, naming device and setting") {
  const auto unknown = refusal({{"reader", DeviceKind::IdCardReader, "sdt-ubs", {}}});
  CHECK(unknown.code == "device.unknown-driver");
  CHECK(unknown.detail.find("reader") != std::string::npos);
  CHECK(unknown.detail.find("sdt-ubs") != std::string::npos);

  // a driver that exists, but for another kind
  CHECK(refusal({{"printer", DeviceKind::ReceiptPrinter, "sdt-usb", {}}}).code == "device.unknown-driver");

  const auto setting =
      refusal({{"reader", DeviceKind::IdCardReader, "sdt-serial", {{"prot", "/dev/ttyS0"}}}});
  CHECK(setting.code == "device.bad-setting");
  CHECK(setting.detail.find("prot") != std::string::npos);

  const auto noProfile =
      refusal({{"marker", DeviceKind::PlateMarker, "marker-serial", {{"port", "/dev/x"}}}});
  CHECK(noProfile.code == "device.bad-setting");
  CHECK(noProfile.detail.find("profile") != std::string::npos);

  CHECK(refusal({kStation[0], kStation[0]}).code == "device.bad-setting");
}

TEST_CASE("every driver name stands once for each kind") {
  const auto& drivers = knownDrivers();
  CHECK(drivers.size() == 22);
  for (const auto& one : drivers)
    CHECK(std::count_if(drivers.begin(), drivers.end(), [&](const DriverEntry& other) {
            return one.name == other.name && one.kind == other.kind;
          }) == 1);
}

// A rig's test is called after the driver and its kind: TEST_CASE("opencv camera conforms").
TEST_CASE("every driver is held to the conformance suite") {
  std::string cases;
  for (const char* folder : {"/tests/unit/devices", "/tests/emulators"})
    for (const auto& file : std::filesystem::directory_iterator(DOORSTEP_SOURCE_DIR + std::string(folder))) {
      std::ifstream in(file.path());
      for (std::string line; std::getline(in, line);)
        if (line.starts_with("TEST_CASE(") && line.find("conforms\")") != std::string::npos)
          cases += line + "\n";
    }
  for (const DriverEntry& driver : knownDrivers()) {
    const std::string name = driver.name + " " + std::string(word(driver.kind));
    CAPTURE(name);
    CHECK(cases.find("TEST_CASE(\"" + name) != std::string::npos);
  }
}
