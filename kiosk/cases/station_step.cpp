#include "kiosk/cases/station_step.h"

#include <cctype>

#include "devices/manager.h"
#include "devices/self_test.h"
#include "kiosk/base/log.h"
#include "kiosk/cases/papers.h"
#include "kiosk/cases/tools.h"
#include "kiosk/cases/wording.h"
#include "kiosk/desk/device_words.h"

namespace doorstep::kiosk {
namespace {

constexpr std::chrono::seconds kTestDeadline{20};  // a slip takes a few, a camera that adjusts itself one

Localized heading(devices::DeviceKind kind) {
  auto name = nameOf(kind);
  name.en.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(name.en.front())));
  return name;
}

}  // namespace

StationStep::StationStep(const Tools& tools, Badge badge)
    : Step(tools), badge_(std::move(badge)), slip_(tools) {
  connect(&slip_, &Slip::changed, this, &StationStep::changed);
}

QString StationStep::title() const {
  return say({"设备状态（工作人员用）", "The devices of this station, for staff"});
}

QString StationStep::helpText() const {
  return say(
      {"这一页给工作人员看：每台设备好不好，不好该怎么办。可以让设备逐台自检，打印机会打一张自检凭条；也可以"
       "把"
       "报告打印出来。看完按“返回”，没人碰会自己关上。",
       "This page is for staff: how every device is, and what to do about one that is not well. The "
       "self-test "
       "goes through all of them, and the printer prints a test slip. The report can be printed too. Touch "
       "Back when you are done; untouched, the page closes by itself."});
}

QString StationStep::primaryText() const {
  return say({"逐台自检", "Test every device"});
}

QString StationStep::staffText() const {
  const Localized role = badge_.role == StaffRole::Guide ? Localized{"导办员%1", "Guide %1"}
                                                         : Localized{"管理员%1", "Administrator %1"};
  return say(with(role, same(badge_.staff)));
}

QString StationStep::resultText() const {
  return say(resultOf(readiness_));
}

QVariantMap StationStep::shown(const DeviceReadiness& device) const {
  const auto& status = device.status;
  Localized state = nameOf(status.state);
  if (status.supplies != devices::Supplies::Ok)
    state = with({"%1，耗材%2", "%1, supplies %2"}, state, nameOf(status.supplies));
  QVariantMap entry{{"id", QString::fromStdString(device.spec.id)},
                    {"title", say(with({"%1：%2", "%1: %2"}, heading(device.spec.kind), state))},
                    {"ready", device.ready()},
                    {"problem", QString::fromStdString(withDetail(status.problem, status.detail))},
                    {"remedy", say(device.remedy)},
                    {"testText", ""},
                    {"testPassed", false}};
  if (!toTest_.empty() && toTest_.back() == device.spec.id) {
    entry["testText"] = say({"正在自检……", "Being tested…"});
  } else if (device.selfTest) {
    const auto& test = *device.selfTest;
    entry["testPassed"] = !test.problem;
    entry["testText"] =
        say(test.problem ? with({"自检未通过：%1。%2", "Self-test failed: %1. %2"},
                                same(withDetail(test.problem->code, test.problem->detail)),
                                test.problem->code == status.problem ? Localized{} : device.selfTestRemedy)
                         : with({"自检通过：%1", "Self-test passed: %1"}, test.told));
  }
  return entry;
}

QVariantList StationStep::devices() const {
  QVariantList list;
  for (const auto& device : readiness_.devices) list << shown(device);
  return list;
}

bool StationStep::canPrint() const {
  return state() == Ready && !slip_.printing() && slipPrinter(*tools().devices);
}

QString StationStep::printText() const {
  if (slip_.printing()) return say({"正在打印报告……", "Printing the report…"});
  if (slip_.problem())
    return say(with({"报告没有打印出来。%1", "The report was not printed. %1"},
                    tools().catalogue->problemText(slip_.problem()->code).staff));
  return slip_.printed() ? say({"报告打印好了，请在出纸口取走", "The report is printed, please take it"})
                         : QString();
}

void StationStep::onStart() {
  look();
  ready();
}

void StationStep::look() {
  readiness_ = readinessOf(*tools().catalogue, *tools().devices, tests_, tools().now());
}

void StationStep::onTick() {
  const auto before = devices();
  look();
  if (devices() != before) emit changed();
}

void StationStep::onProceed() {
  tests_.clear();
  for (const auto* device : tools().devices->devices()) toTest_.insert(toTest_.begin(), device->id());
  testNext();
}

void StationStep::testNext() {
  look();
  if (toTest_.empty()) return ready();
  work({"正在自检……", "Testing…"});
  devices::selfTest(*tools().devices->find(toTest_.back()), kTestDeadline,
                    here<devices::SelfTest>([this](Outcome<devices::SelfTest> test) {
                      test->picture = {};  // may show somebody
                      logInfo("staff", "self-test of ", toTest_.back(), ": ",
                              test->problem ? test->problem->code : "passed");
                      tests_[toTest_.back()] = std::move(*test);
                      toTest_.pop_back();
                      testNext();
                    }));
}

void StationStep::printReport() {
  if (!canPrint()) return;
  look();
  slip_.print(readinessSlip(tools(), readiness_, badge_.staff));
}

void StationStep::onLeave() {
  slip_.forget();
}

}  // namespace doorstep::kiosk
