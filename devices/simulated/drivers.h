#pragma once

#include "devices/simulated/hardware.h"

namespace doorstep::devices {

// Drivers of the same interfaces as the real ones, on simulated hardware.
std::unique_ptr<IdCardDriver> makeSimulatedIdCardReader(std::shared_ptr<SimulatedDevice> device);
std::unique_ptr<ReceiptPrinterDriver> makeSimulatedPrinter(std::shared_ptr<SimulatedDevice> device);
std::unique_ptr<CameraDriver> makeSimulatedCamera(std::shared_ptr<SimulatedDevice> device);
std::unique_ptr<BarcodeDriver> makeSimulatedBarcodeReader(std::shared_ptr<SimulatedDevice> device);
std::unique_ptr<DocumentPrinterDriver> makeSimulatedDocumentPrinter(std::shared_ptr<SimulatedDevice> device);
std::unique_ptr<DocumentScannerDriver> makeSimulatedDocumentScanner(std::shared_ptr<SimulatedDevice> device);
std::unique_ptr<PlateMarkerDriver> makeSimulatedPlateMarker(std::shared_ptr<SimulatedDevice> device);
std::unique_ptr<SignalLinesDriver> makeSimulatedSignalLines(std::shared_ptr<SimulatedDevice> device);

}  // namespace doorstep::devices
