#pragma once

#include <QString>
#include <QStringList>
#include <memory>
#include <optional>

#include "devices/manager.h"
#include "kiosk/catalogue/catalogue.h"

// The subcommands of doorstep-devices. Each prints to the output and returns the program's exit status: 0 all
// well, 1 something is not well (and is said), 2 a mistake in the command.
namespace doorstep::app {

struct DeviceRequest {
  QStringList arguments;  // behind the subcommand: pictures, or ids of devices
  QString configDir, station, stateDir;
  QString out;                 // folder for pictures
  QString textFile, jsonFile;  // of the report
  bool watch = false;
};

int decodePictures(const DeviceRequest& request);  // the barcodes of pictures, a JSON line each
int judgePortraits(const DeviceRequest& request);  // the photo check's verdicts, a JSON line each
int findPages(const DeviceRequest& request);       // the papers in pictures, a JSON line each

int listDevices(const DeviceRequest& request);  // those of the station; without one the drivers there are
int showStatus(const DeviceRequest& request);
int testDevices(const DeviceRequest& request);
int writeReport(const DeviceRequest& request);

// A mistake in the command: says it and returns 2.
int refused(const QString& why);

// A station with its devices at work.
struct StationAtWork {
  std::shared_ptr<const kiosk::Catalogue> catalogue;
  std::unique_ptr<devices::DeviceManager> devices;
};
// Every fault of the configuration is said; then there is nothing.
std::shared_ptr<const kiosk::Catalogue> loadStation(const DeviceRequest& request);
std::optional<StationAtWork> openStation(const DeviceRequest& request);
// Until every device has been looked for once, a few seconds at most.
void awaitFirstLook(const devices::DeviceManager& devices);

}  // namespace doorstep::app
