#pragma once

#include <memory>

#include "devices/document_scanner.h"

namespace doorstep::devices {

// A document scanner that is a camera over the desk: its live picture and its scans are the camera's frames,
// its troubles are told as a scanner's. The camera's own class does the rest, so that every camera driver
// makes a document scanner, too.
std::unique_ptr<DocumentScannerDriver> overheadScanner(std::unique_ptr<CameraDriver> camera);

}  // namespace doorstep::devices
