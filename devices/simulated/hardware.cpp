#include "devices/simulated/hardware.h"

#include <cstring>

namespace doorstep::devices {

void SimulatedHardware::plugIn(bool withGhost) {
  plugged = true;
  ghost = withGhost;
  ++plugCount;
}

void SimulatedHardware::unplug() {
  plugged = false;
  ghost = false;
}

void SimulatedHardware::insert(const std::string& slug, const IdCard& inserted) {
  card = slug;
  chip = inserted;
  ++cardCount;
}

void SimulatedHardware::lift() {
  card.clear();
  chip = {};
  liftAfter.reset();
}

void SimulatedHardware::scan(const std::string& text) {
  ++scanCount;
  if (!listening) return;
  Scan scan{PersonalBytes(text.size()), Secret(text), Symbology::QrCode};
  std::memcpy(scan.bytes.data(), text.data(), text.size());
  scans.push_back(std::move(scan));
}

bool SimulatedHardware::useUpPaper() {
  if (!blocksUntilOut || --*blocksUntilOut > 0) return false;
  paper = Supplies::Out;
  blocksUntilOut.reset();
  return true;
}

void SimulatedHardware::eject(Slip slip) {
  ++slipCount;
  lastSlip = slip;
  slips.push_back(std::move(slip));
}

}  // namespace doorstep::devices
