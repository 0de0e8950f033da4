#include "kiosk/desk/readiness.h"

#include <QDateTime>
#include <QJsonArray>
#include <algorithm>
#include <sstream>

#include "kiosk/desk/device_words.h"

namespace doorstep::kiosk {
namespace {

using devices::DeviceStatus;
using devices::SelfTest;

QJsonObject json(const Localized& text) {
  return {{"zh", QString::fromStdString(text.zh)}, {"en", QString::fromStdString(text.en)}};
}

QJsonObject json(const std::string& code, const std::string& detail, const Localized& remedy) {
  return {{"code", QString::fromStdString(code)},
          {"detail", QString::fromStdString(detail)},
          {"remedy", json(remedy)}};
}

QString text(std::string_view word) {
  return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

void writeProblem(std::ostream& out, const std::string& code, const std::string& detail,
                  const Localized& remedy) {
  out << withDetail(code, detail) << "\n    " << remedy.zh << "\n    " << remedy.en << '\n';
}

void writeDevice(std::ostream& out, const DeviceReadiness& device) {
  const DeviceStatus& status = device.status;
  out << '\n' << device.spec.id << "  " << devices::word(device.spec.kind) << '\n';
  out << "  驱动 driver: " << device.spec.driver << '\n';
  if (!status.model.empty()) out << "  型号 model: " << status.model << '\n';
  out << "  状态 state: " << nameOf(status.state).zh << ' ' << nameOf(status.state).en << '\n';
  out << "  耗材 supplies: " << nameOf(status.supplies).zh << ' ' << nameOf(status.supplies).en << '\n';
  if (!status.problem.empty()) {
    out << "  问题 problem: ";
    writeProblem(out, status.problem, status.detail, device.remedy);
  }
  if (!device.selfTest) return;
  out << "  自检 self-test: ";
  if (const auto& problem = device.selfTest->problem; problem && problem->code == status.problem) {
    out << "未通过，同上 failed, as above\n";
  } else if (problem) {
    out << "未通过 failed, ";
    writeProblem(out, problem->code, problem->detail, device.selfTestRemedy);
  } else {
    out << "通过 passed, " << device.selfTest->told.zh << ' ' << device.selfTest->told.en << '\n';
  }
}

QJsonObject json(const DeviceReadiness& device) {
  const DeviceStatus& status = device.status;
  QJsonObject object{{"id", text(device.spec.id)},
                     {"kind", text(devices::word(device.spec.kind))},
                     {"driver", text(device.spec.driver)},
                     {"model", text(status.model)},
                     {"state", text(devices::word(status.state))},
                     {"supplies", text(devices::word(status.supplies))},
                     {"ready", device.ready()}};
  if (!status.problem.empty()) object["problem"] = json(status.problem, status.detail, device.remedy);
  if (!device.selfTest) return object;
  const SelfTest& test = *device.selfTest;
  QJsonObject tested{{"passed", !test.problem}};
  if (test.problem)
    tested["problem"] = json(test.problem->code, test.problem->detail, device.selfTestRemedy);
  else
    tested["told"] = json(test.told);
  object["selfTest"] = tested;
  return object;
}

}  // namespace

bool Readiness::ready() const {
  return std::all_of(devices.begin(), devices.end(), [](const auto& device) { return device.ready(); });
}

Readiness readinessOf(const Catalogue& catalogue, const devices::DeviceManager& devices,
                      const std::map<std::string, SelfTest>& selfTests,
                      std::chrono::system_clock::time_point now) {
  const Station& station = catalogue.station();
  Readiness readiness{station.id, station.name, now, {}};
  for (const auto& spec : station.devices) {
    DeviceReadiness entry{spec, {}, {}, {}, {}};
    if (const auto* device = devices.find(spec.id)) entry.status = device->status();
    if (!entry.status.problem.empty()) entry.remedy = catalogue.problemText(entry.status.problem).staff;
    if (const auto test = selfTests.find(spec.id); test != selfTests.end()) {
      entry.selfTest = test->second;
      if (test->second.problem)
        entry.selfTestRemedy = catalogue.problemText(test->second.problem->code).staff;
    }
    readiness.devices.push_back(std::move(entry));
  }
  return readiness;
}

Localized resultOf(const Readiness& readiness) {
  const auto all = std::to_string(readiness.devices.size());
  const auto ready = std::to_string(std::count_if(readiness.devices.begin(), readiness.devices.end(),
                                                  [](const auto& device) { return device.ready(); }));
  return {all + "台设备中" + ready + "台就绪", ready + " of " + all + " devices ready"};
}

std::string withDetail(const std::string& code, const std::string& detail) {
  return detail.empty() ? code : code + " (" + detail + ")";
}

std::string timeOf(const Readiness& readiness) {
  constexpr int kOffset = 8 * 3600;
  const auto since = readiness.at.time_since_epoch();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(since).count();
  return QDateTime::fromSecsSinceEpoch(seconds, Qt::OffsetFromUTC, kOffset)
      .toString(Qt::ISODate)
      .toStdString();
}

std::string readinessText(const Readiness& readiness) {
  std::ostringstream out;
  const auto result = resultOf(readiness);
  out << "设备就绪报告 Readiness report\n"
      << "站点 station: " << readiness.stationId << ' ' << readiness.stationName.zh << ' '
      << readiness.stationName.en << '\n'
      << "时间 time: " << timeOf(readiness) << '\n'
      << "结论 result: " << result.zh << ", " << result.en << '\n';
  for (const auto& device : readiness.devices) writeDevice(out, device);
  return out.str();
}

QJsonObject readinessJson(const Readiness& readiness) {
  QJsonArray list;
  for (const auto& device : readiness.devices) list.append(json(device));
  return {{"station", text(readiness.stationId)},
          {"name", json(readiness.stationName)},
          {"time", text(timeOf(readiness))},
          {"ready", readiness.ready()},
          {"devices", list}};
}

}  // namespace doorstep::kiosk
