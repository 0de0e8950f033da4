#include "kiosk/app/composition.h"

#include <QDir>

#include "kiosk/app/station_devices.h"
#include "kiosk/base/log.h"
#include "kiosk/catalogue/catalogue.h"
#include "services/client/platform.h"

namespace doorstep::app {
namespace {

// What cannot be had is a fault that the kiosk shows.
void fitOut(kiosk::Kiosk::Parts& parts, std::shared_ptr<const kiosk::Catalogue> catalogue,
            const Options& options) {
  const kiosk::Station& station = catalogue->station();
  parts.catalogue = catalogue;
  const auto missing = [&](const char* area, const Problem& why) {
    logError(area, why.detail);
    parts.faults.push_back(why.detail);
  };
  auto settings = station.platform;
  if (!options.platformUrl.isEmpty()) settings.baseUrl = options.platformUrl.toStdString();
  if (auto platform = services::connectPlatform(settings))
    parts.platform = std::move(*platform);
  else
    missing("platform", platform.error());
  if (auto devices = openDevices(station, options.stateDir))
    parts.devices = std::move(*devices);
  else
    missing("devices", devices.error());
  if (!station.staff) return;
  if (auto badges = kiosk::StaffBadges::open(*station.staff, std::chrono::system_clock::now()))
    parts.badges = std::make_shared<kiosk::StaffBadges>(std::move(*badges));
  else
    missing("staff", badges.error());
}

}  // namespace

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
  if (loaded.catalogue) fitOut(parts, loaded.catalogue, options);
  made.catalogue = parts.catalogue;
  made.devices = parts.devices;
  made.kiosk = std::make_unique<kiosk::Kiosk>(std::move(parts));
  return made;
}

}  // namespace doorstep::app
