#include "tests/unit/devices/simulated_rigs.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::devices::simulated_rigs;

TEST_CASE("simulated plate-marker conforms") {
  MarkerRig rig;
  conformance::check(rig);
}

TEST_CASE("simulated signal-lines conforms") {
  SignalRig rig;
  conformance::check(rig);
}

TEST_CASE("simulated id-card-reader conforms") {
  ReaderRig rig;
  conformance::check(rig);
}

TEST_CASE("simulated receipt-printer conforms") {
  PrinterRig rig;
  conformance::check(rig);
}

TEST_CASE("simulated document-printer conforms") {
  DocumentPrinterRig rig;
  conformance::check(rig);
}

TEST_CASE("simulated camera conforms") {
  CameraRig rig;
  conformance::check(rig);
}

TEST_CASE("simulated barcode-reader conforms") {
  BarcodeRig rig;
  conformance::check(rig);
}

TEST_CASE("simulated document-scanner conforms") {
  DocumentScannerRig rig;
  conformance::check(rig);
}
