#pragma once

#include <map>
#include <memory>
#include <string>

#include "devices/barcode_reader.h"
#include "devices/camera.h"
#include "devices/document_printer.h"
#include "devices/document_scanner.h"
#include "devices/id_card_reader.h"
#include "devices/plate_marker.h"
#include "devices/printer.h"
#include "devices/signal_lines.h"
#include "devices/wire/signal_profile.h"

// Every driver that stands on real hardware, made from the settings of a station file. A maker only reads its
// settings: the hardware is looked for when the device opens it.
namespace doorstep::devices {

// Names and what they may hold stand in knownDrivers() (devices/manager.h).
using Settings = std::map<std::string, std::string>;
using wire::MachineProfile;

// All return device.bad-setting, the detail naming the setting, when a value makes no sense.
Outcome<std::unique_ptr<IdCardDriver>> makeSdtUsb(const Settings& settings);
Outcome<std::unique_ptr<IdCardDriver>> makeSdtSerial(const Settings& settings);
Outcome<std::unique_ptr<ReceiptPrinterDriver>> makeEscposUsb(const Settings& settings);
Outcome<std::unique_ptr<CameraDriver>> makeOpenCvCamera(const Settings& settings);
Outcome<std::unique_ptr<CameraDriver>> makePictureCamera(const Settings& settings);
Outcome<std::unique_ptr<BarcodeDriver>> makeHidPosUsb(const Settings& settings);
Outcome<std::unique_ptr<BarcodeDriver>> makeScannerSerial(const Settings& settings);
Outcome<std::unique_ptr<BarcodeDriver>> makeScannerKeyboard(const Settings& settings);
Outcome<std::unique_ptr<DocumentPrinterDriver>> makeCupsPrinter(const Settings& settings);
Outcome<std::unique_ptr<DocumentScannerDriver>> makeOpenCvScanner(const Settings& settings);
Outcome<std::unique_ptr<DocumentScannerDriver>> makePictureScanner(const Settings& settings);
Outcome<std::unique_ptr<DocumentScannerDriver>> makeSaneScanner(const Settings& settings);
// For machines whose ways stand in a profile: `port` is theirs alone, the rest is the profile's.
Outcome<std::unique_ptr<PlateMarkerDriver>> makeMarkerSerial(const Settings& settings,
                                                             const MachineProfile& profile);
Outcome<std::unique_ptr<SignalLinesDriver>> makeLinesSerial(const Settings& settings,
                                                            const MachineProfile& profile);

}  // namespace doorstep::devices
