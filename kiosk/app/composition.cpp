#include "kiosk/app/composition.h"

#include <QDir>

#include "kiosk/app/station_devices.h"
#include "kiosk/base/log.h"
#include "kiosk/catalogue/catalogue.h"
#include "services/client/platform.h"

namespace doorstep::app {

Composition compose(const Options& options) {
  Composition made;
  kiosk::Kiosk::Parts parts;
  parts.stateDir = options.stateDir.toStdString();
  QDir().mkpath(options.stateDir);

  auto loaded =
      kiosk::loadCatalogue(options.configDir.toStdString(), options.station.toStdString(), parts.stateDir);
  for (const auto& fault : loaded.faults) {
    logError("config", fault.text());
    parts.faults.push_back(fault.text());
  }
  if (loaded.catalogue) {
    const kiosk::Station& station = loaded.catalogue->station();
    parts.catalogue = loaded.catalogue;
    auto settings = station.platform;
    if (!options.platformUrl.isEmpty()) settings.baseUrl = options.platformUrl.toStdString();
    if (auto platform = services::connectPlatform(settings)) {
      parts.platform = std::move(*platform);
    } else {
      logError("platform", platform.error().detail);
      parts.faults.push_back(platform.error().detail);
    }
    if (auto devices = openDevices(station, options.stateDir)) {
      parts.devices = std::move(*devices);
    } else {
      logError("devices", devices.error().detail);
      parts.faults.push_back(devices.error().detail);
    }
  }
  made.catalogue = parts.catalogue;
  made.devices = parts.devices;
  made.kiosk = std::make_unique<kiosk::Kiosk>(std::move(parts));
  return made;
}

}  // namespace doorstep::app
