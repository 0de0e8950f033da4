#pragma once

#include <QJsonObject>
#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "devices/self_test.h"
#include "kiosk/catalogue/catalogue.h"

// The readiness report: how the devices of a station are, for staff and for maintenance. Holds no personal
// data.
namespace doorstep::kiosk {

struct DeviceReadiness {
  devices::DeviceSpec spec;
  devices::DeviceStatus status;
  Localized remedy;  // what staff do about status.problem; empty when it is well
  std::optional<devices::SelfTest> selfTest;
  Localized selfTestRemedy;  // of a self-test that failed

  bool ready() const { return status.ready() && (!selfTest || !selfTest->problem); }
};

struct Readiness {
  std::string stationId;
  Localized stationName;
  std::chrono::system_clock::time_point at;
  std::vector<DeviceReadiness> devices;  // in the order of the station file

  bool ready() const;
};

// As the devices are now; `selfTests` by device id, of those that were tested.
Readiness readinessOf(const Catalogue& catalogue, const devices::DeviceManager& devices,
                      const std::map<std::string, devices::SelfTest>& selfTests,
                      std::chrono::system_clock::time_point now);

// 4台设备中3台就绪, 3 of 4 devices ready
Localized resultOf(const Readiness& readiness);
// printer.paper-out (receipt-printer: ...); remedies speak of the detail. Empty without a code.
std::string withDetail(const std::string& code, const std::string& detail);
// China's time, ISO 8601 with its offset.
std::string timeOf(const Readiness& readiness);

// For people: Chinese first, English beside it.
std::string readinessText(const Readiness& readiness);
// {"station", "name": {"zh", "en"}, "time", "ready", "devices": [{"id", "kind", "driver", "model", "state",
//  "supplies", "ready", "problem": {"code", "detail", "remedy": {"zh", "en"}},
//  "selfTest": {"passed", "told": {"zh", "en"}, "problem": ...}}]}
// A problem or a self-test that there is none of is left out.
QJsonObject readinessJson(const Readiness& readiness);

}  // namespace doorstep::kiosk
