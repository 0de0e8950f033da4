#include "kiosk/app/station_devices.h"

#include <QDir>
#include <QFileInfo>

namespace doorstep::app {

QString stationFile(const QString& given, const QString& configDir) {
  if (QFileInfo::exists(given)) return given;
  const QString named = configDir + "/stations/" + given;
  if (QFileInfo::exists(named)) return named;
  return QFileInfo::exists(named + ".yaml") ? named + ".yaml" : given;
}

Outcome<std::unique_ptr<devices::DeviceManager>> openDevices(const kiosk::Station& station,
                                                             const QString& stateDir) {
  const QDir state(stateDir);
  auto specs = station.devices;
  for (auto& spec : specs)
    for (const char* setting : {"folder", "file", "wlt-library", "config-dir", "backend-dir"})
      if (const auto found = spec.settings.find(setting); found != spec.settings.end())
        found->second = state.absoluteFilePath(QString::fromStdString(found->second)).toStdString();
  return devices::DeviceManager::create(specs);
}

}  // namespace doorstep::app
