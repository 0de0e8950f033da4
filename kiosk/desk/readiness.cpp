#include "kiosk/desk/readiness.h"

#include <QDateTime>
#include <QJsonArray>
#include <algorithm>
#include <sstream>

namespace doorstep::kiosk {
namespace {

using devices::DeviceState;
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

QString chinaTime(std::chrono::system_clock::time_point at) {
  constexpr int kOffset = 8 * 3600;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count();
  return QDateTime::fromSecsSinceEpoch(seconds, Qt::OffsetFromUTC, kOffset).toString(Qt::ISODate);
}

const char* inChinese(DeviceState state) {
  switch (state) {
    case DeviceState::NoDevice:
      return "未连接";
    case DeviceState::Offline:
      return "脱机";
    case DeviceState::Online:
      return "就绪";
    case DeviceState::Busy:
      return "忙";
    case DeviceState::HardwareError:
      return "设备故障";
    case DeviceState::UserError:
      return "需人工处理";
  }
  return "?";
}

const char* inChinese(devices::Supplies supplies) {
  return supplies == devices::Supplies::Ok ? "充足" : supplies == devices::Supplies::Low ? "将尽" : "用完";
}

void writeProblem(std::ostream& out, const std::string& code, const std::string& detail,
                  const Localized& remedy) {
  out << code << (detail.empty() ? "" : " (" + detail + ")") << "\n    " << remedy.zh << "\n    " << remedy.en
      << '\n';
}

void writeDevice(std::ostream& out, const DeviceReadiness& device) {
  const DeviceStatus& status = device.status;
  out << '\n' << device.spec.id << "  " << devices::word(device.spec.kind) << '\n';
  out << "  驱动 driver: " << device.spec.driver << '\n';
  if (!status.model.empty()) out << "  型号 model: " << status.model << '\n';
  out << "  状态 state: " << inChinese(status.state) << ' ' << devices::word(status.state) << '\n';
  out << "  耗材 supplies: " << inChinese(status.supplies) << ' ' << devices::word(status.supplies) << '\n';
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

std::string readinessText(const Readiness& readiness) {
  std::ostringstream out;
  const auto ready = std::count_if(readiness.devices.begin(), readiness.devices.end(),
                                   [](const auto& device) { return device.ready(); });
  out << "设备就绪报告 Readiness report\n"
      << "站点 station: " << readiness.stationId << ' ' << readiness.stationName.zh << ' '
      << readiness.stationName.en << '\n'
      << "时间 time: " << chinaTime(readiness.at).toStdString() << '\n'
      << "结论 result: " << readiness.devices.size() << "台设备中" << ready << "台就绪, " << ready << " of "
      << readiness.devices.size() << " devices ready\n";
  for (const auto& device : readiness.devices) writeDevice(out, device);
  return out.str();
}

QJsonObject readinessJson(const Readiness& readiness) {
  QJsonArray list;
  for (const auto& device : readiness.devices) list.append(json(device));
  return {{"station", text(readiness.stationId)},
          {"name", json(readiness.stationName)},
          {"time", chinaTime(readiness.at)},
          {"ready", readiness.ready()},
          {"devices", list}};
}

}  // namespace doorstep::kiosk
