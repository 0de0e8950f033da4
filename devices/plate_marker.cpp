#include "devices/plate_marker.h"

#include <algorithm>
#include <array>

namespace doorstep::devices {

std::string_view word(Marked marked) {
  switch (marked) {
    case Marked::Yes:
      return "yes";
    case Marked::No:
      return "no";
    case Marked::Unknown:
      return "unknown";
  }
  return "?";
}

PlateMarker::PlateMarker(std::string id, std::unique_ptr<PlateMarkerDriver> driver, Timing timing)
    : Device(std::move(id), DeviceKind::PlateMarker, std::move(driver), timing) {}

void PlateMarker::mark(MarkJob job, std::chrono::milliseconds deadline, Done<MarkReport> done) {
  run<MarkReport, PlateMarkerDriver>(
      deadline,
      [job = std::move(job)](PlateMarkerDriver& driver, Action& action) { return driver.mark(job, action); },
      std::move(done));
}

void PlateMarker::ask(MarkJob job, std::chrono::milliseconds deadline, Done<Marked> done) {
  run<Marked, PlateMarkerDriver>(
      deadline,
      [job = std::move(job)](PlateMarkerDriver& driver, Action& action) { return driver.ask(job, action); },
      std::move(done));
}

bool surelyNotMarked(const Problem& problem) {
  // Of the core's and the transport's codes the driver lets through only what happened before the start.
  constexpr std::array<std::string_view, 10> kBefore{
      "plate-marker.bad-text", "plate-marker.refused",  "plate-marker.silent", "plate-marker.garbled",
      "device.busy",           "device.offline",        "device.cancelled",    "device.timed-out",
      "device.removed",        "device.transfer-failed"};
  return std::find(kBefore.begin(), kBefore.end(), problem.code) != kBefore.end();
}

}  // namespace doorstep::devices
