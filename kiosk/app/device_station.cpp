#include <QDateTime>
#include <csignal>
#include <cstdio>
#include <mutex>

#include "kiosk/app/device_commands.h"

namespace doorstep::app {
namespace {

using devices::DeviceStatus;

std::string settingsOf(const devices::DeviceSpec& spec) {
  std::string text;
  for (const auto& [name, value] : spec.settings) text += ' ' + name + '=' + value;
  return text;
}

int listDrivers() {
  for (const auto& entry : devices::knownDrivers()) {
    std::string settings;
    for (const auto& name : entry.settings) settings += ' ' + name;
    std::printf("%-18s %-14s%s\n", std::string(word(entry.kind)).c_str(), entry.name.c_str(),
                settings.c_str());
  }
  return 0;
}

std::string statusLine(const devices::Device& device, const DeviceStatus& status) {
  char line[120];
  std::snprintf(line, sizeof line, "%-18s %-18s %-15s %-5s", device.id().c_str(),
                std::string(word(device.kind())).c_str(), std::string(word(status.state)).c_str(),
                std::string(word(status.supplies)).c_str());
  std::string text = std::string(line) + ' ' + status.model;
  if (!status.problem.empty()) text += "  " + status.problem + ": " + status.detail;
  return text;
}

sigset_t endingSignals() {
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGTERM);
  return ending;
}

// Prints every change, until Ctrl-C.
int watchStatus(const DeviceRequest& request) {
  const sigset_t ending = endingSignals();
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);  // before the devices' threads, which inherit it
  std::mutex mutex;                              // outlives the devices, whose threads print
  auto station = openStation(request);
  if (!station) return 1;
  for (auto* device : station->devices->devices())
    device->watch([device, &mutex](const DeviceStatus& status) {
      const std::lock_guard lock(mutex);
      const auto now = QDateTime::currentDateTime().toString("HH:mm:ss.zzz");
      std::printf("%s  %s\n", qPrintable(now), statusLine(*device, status).c_str());
      std::fflush(stdout);
    });
  int signal = 0;
  sigwait(&ending, &signal);
  return 0;
}

}  // namespace

int listDevices(const DeviceRequest& request) {
  if (request.station.isEmpty()) return listDrivers();
  const auto catalogue = loadStation(request);
  if (!catalogue) return 1;
  for (const auto& spec : catalogue->station().devices)
    std::printf("%-18s %-18s %s%s\n", spec.id.c_str(), std::string(word(spec.kind)).c_str(),
                spec.driver.c_str(), settingsOf(spec).c_str());
  return 0;
}

int showStatus(const DeviceRequest& request) {
  if (request.watch) return watchStatus(request);
  const auto station = openStation(request);
  if (!station) return 1;
  awaitFirstLook(*station->devices);
  int code = 0;
  for (const auto* device : station->devices->devices()) {
    const auto status = device->status();
    std::puts(statusLine(*device, status).c_str());
    if (!status.ready()) code = 1;
  }
  return code;
}

}  // namespace doorstep::app
