#include <cstdio>
#include <thread>

#include "kiosk/app/device_commands.h"
#include "kiosk/app/station_devices.h"

namespace doorstep::app {

int refused(const QString& why) {
  std::fprintf(stderr, "doorstep-devices: %s\n", why.toLocal8Bit().constData());
  return 2;
}

std::shared_ptr<const kiosk::Catalogue> loadStation(const DeviceRequest& request) {
  const auto loaded = kiosk::loadCatalogue(request.configDir.toStdString(),
                                           stationFile(request.station, request.configDir).toStdString(),
                                           request.stateDir.toStdString());
  for (const auto& fault : loaded.faults) std::fprintf(stderr, "%s\n", fault.text().c_str());
  return loaded.catalogue;
}

std::optional<StationAtWork> openStation(const DeviceRequest& request) {
  auto catalogue = loadStation(request);
  if (!catalogue) return std::nullopt;
  auto devices = openDevices(catalogue->station(), request.stateDir);
  if (!devices) {
    std::fprintf(stderr, "%s: %s\n", devices.error().code.c_str(), devices.error().detail.c_str());
    return std::nullopt;
  }
  return StationAtWork{std::move(catalogue), std::move(*devices)};
}

void awaitFirstLook(const devices::DeviceManager& devices) {
  constexpr std::chrono::seconds kMost{5};  // a device has 3 s to open
  constexpr std::chrono::milliseconds kSlice{20};
  const auto giveUp = devices::Clock::now() + kMost;
  for (const auto* device : devices.devices()) {
    const auto looked = [&] { return device->status().opened > 0 || !device->status().problem.empty(); };
    while (!looked() && devices::Clock::now() < giveUp) std::this_thread::sleep_for(kSlice);
  }
}

}  // namespace doorstep::app
