#pragma once

#include <map>

#include "devices/barcode_reader.h"
#include "devices/camera.h"
#include "devices/document_printer.h"
#include "devices/document_scanner.h"
#include "devices/id_card_reader.h"
#include "devices/plate_marker.h"
#include "devices/printer.h"
#include "devices/signal_lines.h"
#include "devices/wire/signal_profile.h"

namespace doorstep::devices {

class SimulatedWorld;
class UsbWatch;

// One device of the station file: which driver, with which settings.
struct DeviceSpec {
  std::string id;  // unique in the station: "card-reader"
  DeviceKind kind = DeviceKind::IdCardReader;
  std::string driver;                           // a name of knownDrivers()
  std::map<std::string, std::string> settings;  // e.g. port, baud, vid, pid, columns, folder, wlt-library
  // What the setting "profile" names, for a driver that has it; read by whoever reads the station file.
  wire::MachineProfile profile = {};
};

// Builds the devices of a station and answers for them. Devices open by themselves and keep trying.
class DeviceManager {
 public:
  DeviceManager();
  ~DeviceManager();
  // device.unknown-driver, device.bad-setting (detail names the device and the setting).
  // Devices with the driver "simulated" stand on hardware of `world`; without one a new world is made.
  static Outcome<std::unique_ptr<DeviceManager>> create(const std::vector<DeviceSpec>& specs,
                                                        std::shared_ptr<SimulatedWorld> world = nullptr,
                                                        Timing timing = {});

  // The first device of the kind; null when the station has none.
  IdCardReader* idCardReader() const;
  ReceiptPrinter* receiptPrinter() const;
  Camera* camera() const;
  BarcodeReader* barcodeReader() const;
  DocumentPrinter* documentPrinter() const;
  PlateMarker* plateMarker() const;
  SignalLines* signalLines() const;
  DocumentScanner* documentScanner() const;

  std::vector<Device*> devices() const;
  Device* find(const std::string& id) const;

  // The hardware behind the simulated devices, by device id. Knows no device when none is simulated.
  const std::shared_ptr<SimulatedWorld>& simulated() const { return world_; }

 private:
  std::shared_ptr<SimulatedWorld> world_;
  std::vector<std::unique_ptr<Device>> devices_;
  std::unique_ptr<UsbWatch> watch_;  // wakes them; ends first
};

// Every driver name a station file may use, with the kind it serves and the settings it knows. A driver that
// serves several kinds stands once for each.
struct DriverEntry {
  std::string name;
  DeviceKind kind;
  std::vector<std::string> settings;
};
const std::vector<DriverEntry>& knownDrivers();

}  // namespace doorstep::devices
