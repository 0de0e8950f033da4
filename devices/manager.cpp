#include "devices/manager.h"

#include <algorithm>

#include "devices/drivers/drivers.h"
#include "devices/simulated/drivers.h"
#include "devices/simulated/world.h"
#include "devices/transport/usb_watch.h"

namespace doorstep::devices {
namespace {

using MadeDevice = Outcome<std::unique_ptr<Device>>;
using Maker = MadeDevice (*)(const DeviceSpec&, SimulatedWorld&, Timing);

template <class D, auto makeDriver>
MadeDevice makeReal(const DeviceSpec& spec, SimulatedWorld&, Timing timing) {
  auto driver = makeDriver(spec.settings);
  if (!driver) return tl::unexpected(Problem{driver.error().code, spec.id + ": " + driver.error().detail});
  return std::make_unique<D>(spec.id, std::move(*driver), timing);
}

// A scanner is found by asking every device on every bus, and may calibrate itself before it is open.
MadeDevice makeSane(const DeviceSpec& spec, SimulatedWorld& world, Timing timing) {
  timing.openDeadline *= 10;
  return makeReal<devices::DocumentScanner, makeSaneScanner>(spec, world, timing);
}

template <class D, auto makeDriver>
MadeDevice makeProfiled(const DeviceSpec& spec, SimulatedWorld&, Timing timing) {
  auto driver = makeDriver(spec.settings, spec.profile);
  if (!driver) return tl::unexpected(Problem{driver.error().code, spec.id + ": " + driver.error().detail});
  return std::make_unique<D>(spec.id, std::move(*driver), timing);
}

template <class D, auto makeDriver>
MadeDevice makeSimulated(const DeviceSpec& spec, SimulatedWorld& world, Timing timing) {
  return std::make_unique<D>(spec.id, makeDriver(world.device(spec.id, spec.kind)), timing);
}

struct Row {
  DriverEntry entry;
  Maker make;
};

// A new driver is a row here.
const std::vector<Row>& rows() {
  using enum DeviceKind;
  static const std::vector<Row> table{
      {{"sdt-usb", IdCardReader, {"vid", "pid", "serial", "usb-port", "wlt-library"}},
       makeReal<devices::IdCardReader, makeSdtUsb>},
      {{"sdt-serial", IdCardReader, {"port", "baud", "wlt-library"}},
       makeReal<devices::IdCardReader, makeSdtSerial>},
      {{"simulated", IdCardReader, {}}, makeSimulated<devices::IdCardReader, makeSimulatedIdCardReader>},
      {{"escpos-usb",
        ReceiptPrinter,
        {"vid", "pid", "serial", "usb-port", "model", "columns", "raster-font"}},
       makeReal<devices::ReceiptPrinter, makeEscposUsb>},
      {{"simulated", ReceiptPrinter, {}}, makeSimulated<devices::ReceiptPrinter, makeSimulatedPrinter>},
      {{"opencv", Camera, {"device", "width", "height"}}, makeReal<devices::Camera, makeOpenCvCamera>},
      {{"pictures", Camera, {"folder", "file", "interval-ms"}}, makeReal<devices::Camera, makePictureCamera>},
      {{"simulated", Camera, {}}, makeSimulated<devices::Camera, makeSimulatedCamera>},
      {{"hid-pos-usb", BarcodeReader, {"vid", "pid", "serial", "usb-port", "switch-mode"}},
       makeReal<devices::BarcodeReader, makeHidPosUsb>},
      {{"scanner-serial", BarcodeReader, {"port", "baud", "terminator", "pause-ms"}},
       makeReal<devices::BarcodeReader, makeScannerSerial>},
      {{"scanner-keyboard", BarcodeReader, {"device", "terminator", "alt-codes", "pause-ms"}},
       makeReal<devices::BarcodeReader, makeScannerKeyboard>},
      {{"simulated", BarcodeReader, {}}, makeSimulated<devices::BarcodeReader, makeSimulatedBarcodeReader>},
      {{"cups", DocumentPrinter, {"queue", "server", "media"}},
       makeReal<devices::DocumentPrinter, makeCupsPrinter>},
      {{"simulated", DocumentPrinter, {}},
       makeSimulated<devices::DocumentPrinter, makeSimulatedDocumentPrinter>},
      {{"opencv", DocumentScanner, {"device", "width", "height"}},
       makeReal<devices::DocumentScanner, makeOpenCvScanner>},
      {{"pictures", DocumentScanner, {"folder", "file", "interval-ms"}},
       makeReal<devices::DocumentScanner, makePictureScanner>},
      {{"sane", DocumentScanner, {"device", "source", "config-dir", "backend-dir", "patience-ms"}}, makeSane},
      {{"simulated", DocumentScanner, {}},
       makeSimulated<devices::DocumentScanner, makeSimulatedDocumentScanner>},
      {{"marker-serial", PlateMarker, {"port", "profile"}},
       makeProfiled<devices::PlateMarker, makeMarkerSerial>},
      {{"simulated", PlateMarker, {}}, makeSimulated<devices::PlateMarker, makeSimulatedPlateMarker>},
      {{"lines-serial", SignalLines, {"port", "profile"}},
       makeProfiled<devices::SignalLines, makeLinesSerial>},
      {{"simulated", SignalLines, {}}, makeSimulated<devices::SignalLines, makeSimulatedSignalLines>},
  };
  return table;
}

Outcome<const Row*> rowFor(const DeviceSpec& spec) {
  const auto row = std::find_if(rows().begin(), rows().end(), [&](const Row& candidate) {
    return candidate.entry.name == spec.driver && candidate.entry.kind == spec.kind;
  });
  if (row == rows().end())
    return problem("device.unknown-driver", spec.id + ": no driver \"" + spec.driver +
                                                "\" for a device of kind " + std::string(word(spec.kind)));
  for (const auto& [name, value] : spec.settings) {
    const auto& known = row->entry.settings;
    if (std::find(known.begin(), known.end(), name) == known.end())
      return problem("device.bad-setting",
                     spec.id + ": driver " + spec.driver + " has no setting \"" + name + "\"");
  }
  return &*row;
}

template <class D>
D* firstOf(const std::vector<std::unique_ptr<Device>>& devices) {
  for (const auto& device : devices)
    if (auto* found = dynamic_cast<D*>(device.get())) return found;
  return nullptr;
}

}  // namespace

const std::vector<DriverEntry>& knownDrivers() {
  static const std::vector<DriverEntry> entries = [] {
    std::vector<DriverEntry> all;
    for (const auto& row : rows()) all.push_back(row.entry);
    return all;
  }();
  return entries;
}

Outcome<std::unique_ptr<DeviceManager>> DeviceManager::create(const std::vector<DeviceSpec>& specs,
                                                              std::shared_ptr<SimulatedWorld> world,
                                                              Timing timing) {
  auto manager = std::make_unique<DeviceManager>();
  manager->world_ = world ? std::move(world) : std::make_shared<SimulatedWorld>();
  for (const auto& spec : specs) {
    if (manager->find(spec.id) != nullptr)
      return problem("device.bad-setting", spec.id + ": this id stands twice");
    auto row = rowFor(spec);
    if (!row) return tl::unexpected(row.error());
    auto device = (*row)->make(spec, *manager->world_, timing);
    if (!device) return tl::unexpected(device.error());
    manager->devices_.push_back(std::move(*device));
  }
  const bool real = std::any_of(specs.begin(), specs.end(),
                                [](const DeviceSpec& spec) { return spec.driver != "simulated"; });
  if (real)
    manager->watch_ = std::make_unique<UsbWatch>([devices = manager->devices()] {
      for (Device* device : devices) device->look();
    });
  return manager;
}

DeviceManager::DeviceManager() = default;
DeviceManager::~DeviceManager() = default;

IdCardReader* DeviceManager::idCardReader() const {
  return firstOf<IdCardReader>(devices_);
}
ReceiptPrinter* DeviceManager::receiptPrinter() const {
  return firstOf<ReceiptPrinter>(devices_);
}
Camera* DeviceManager::camera() const {
  return firstOf<Camera>(devices_);
}
BarcodeReader* DeviceManager::barcodeReader() const {
  return firstOf<BarcodeReader>(devices_);
}
DocumentPrinter* DeviceManager::documentPrinter() const {
  return firstOf<DocumentPrinter>(devices_);
}
PlateMarker* DeviceManager::plateMarker() const {
  return firstOf<PlateMarker>(devices_);
}
SignalLines* DeviceManager::signalLines() const {
  return firstOf<SignalLines>(devices_);
}
DocumentScanner* DeviceManager::documentScanner() const {
  return firstOf<DocumentScanner>(devices_);
}

std::vector<Device*> DeviceManager::devices() const {
  std::vector<Device*> all;
  for (const auto& device : devices_) all.push_back(device.get());
  return all;
}

Device* DeviceManager::find(const std::string& id) const {
  for (const auto& device : devices_)
    if (device->id() == id) return device.get();
  return nullptr;
}

}  // namespace doorstep::devices
