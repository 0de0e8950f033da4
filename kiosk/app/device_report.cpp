#include <QDir>
#include <QJsonDocument>
#include <QSaveFile>
#include <cstdio>
#include <future>
#include <map>

#include "devices/imaging/picture.h"
#include "devices/self_test.h"
#include "kiosk/app/device_commands.h"
#include "kiosk/desk/readiness.h"

namespace doorstep::app {
namespace {

using devices::SelfTest;

constexpr std::chrono::seconds kDeadline{
    60};  // a slip takes a few, a scanner whose lamp is cold half a minute
constexpr int kJpegQuality = 90;

SelfTest tested(devices::Device& device) {
  const auto promise = std::make_shared<std::promise<SelfTest>>();
  devices::selfTest(device, kDeadline, [promise](SelfTest test) { promise->set_value(std::move(test)); });
  return promise->get_future().get();
}

bool writeFile(const QString& name, const QByteArray& content) {
  QSaveFile file(name);
  if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit()) return true;
  std::fprintf(stderr, "%s: %s\n", qPrintable(name), qPrintable(file.errorString()));
  return false;
}

// The picture of a device's test as DEVICE.jpg; its name, or nothing.
QString savedPicture(const std::string& id, const SelfTest& test, const QString& folder) {
  if (folder.isEmpty() || !test.picture.bgr) return {};
  const auto jpeg = devices::encodeJpeg(test.picture, kJpegQuality);
  const QString name = QDir(folder).filePath(QString::fromStdString(id) + ".jpg");
  if (!jpeg || !QDir().mkpath(folder)) return {};
  const auto content = QByteArray::fromRawData(reinterpret_cast<const char*>(jpeg->data()),
                                               static_cast<qsizetype>(jpeg->size()));
  return writeFile(name, content) ? name : QString();
}

// False when it failed, or its picture could not be kept.
bool tell(const std::string& id, const SelfTest& test, const QString& folder) {
  if (test.problem) {
    std::printf("%-18s 未通过 failed  %s: %s\n", id.c_str(), test.problem->code.c_str(),
                test.problem->detail.c_str());
    return false;
  }
  const QString picture = savedPicture(id, test, folder);
  std::printf("%-18s 通过 passed  %s %s%s\n", id.c_str(), test.told.zh.c_str(), test.told.en.c_str(),
              picture.isEmpty() ? "" : qPrintable("  " + picture));
  return folder.isEmpty() || !test.picture.bgr || !picture.isEmpty();
}

QString idsOf(const std::vector<devices::Device*>& devices) {
  QStringList ids;
  for (const auto* device : devices) ids << QString::fromStdString(device->id());
  return ids.join(", ");
}

}  // namespace

int testDevices(const DeviceRequest& request) {
  const auto station = openStation(request);
  if (!station) return 1;
  std::vector<devices::Device*> chosen;
  for (const QString& id : request.arguments) {
    auto* device = station->devices->find(id.toStdString());
    if (!device)
      return refused("the station has no device \"" + id + "\"; it has " +
                     idsOf(station->devices->devices()));
    chosen.push_back(device);
  }
  if (chosen.empty()) chosen = station->devices->devices();
  awaitFirstLook(*station->devices);
  int code = 0;
  for (auto* device : chosen) {
    if (!tell(device->id(), tested(*device), request.out)) code = 1;
    std::fflush(stdout);
  }
  return code;
}

int writeReport(const DeviceRequest& request) {
  const auto station = openStation(request);
  if (!station) return 1;
  awaitFirstLook(*station->devices);
  std::map<std::string, SelfTest> tests;
  for (auto* device : station->devices->devices()) tests[device->id()] = tested(*device);
  const auto readiness =
      kiosk::readinessOf(*station->catalogue, *station->devices, tests, std::chrono::system_clock::now());
  const QByteArray text = QByteArray::fromStdString(kiosk::readinessText(readiness));
  const QByteArray json = QJsonDocument(kiosk::readinessJson(readiness)).toJson();
  bool written = true;
  if (!request.textFile.isEmpty()) written = writeFile(request.textFile, text) && written;
  if (!request.jsonFile.isEmpty()) written = writeFile(request.jsonFile, json) && written;
  if (request.textFile.isEmpty() && request.jsonFile.isEmpty()) std::fputs(text.constData(), stdout);
  return written && readiness.ready() ? 0 : 1;
}

}  // namespace doorstep::app
