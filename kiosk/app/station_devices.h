#pragma once

#include <QString>
#include <memory>

#include "devices/manager.h"
#include "kiosk/catalogue/catalogue.h"

namespace doorstep::app {

// A station is named by its file, or by its name in config/stations.
QString stationFile(const QString& given, const QString& configDir);

// The devices of a station, opening by themselves. Files that their settings name are found beside the
// station's other state, wherever the program was started.
Outcome<std::unique_ptr<devices::DeviceManager>> openDevices(const kiosk::Station& station,
                                                             const QString& stateDir);

}  // namespace doorstep::app
