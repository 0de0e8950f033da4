#include "kiosk/desk/readiness.h"

#include <QJsonArray>
#include <future>
#include <sstream>

#include <doctest/doctest.h>

#include "devices/manager.h"
#include "devices/simulated/world.h"
#include "findings_people.h"

using namespace doorstep;
using namespace std::chrono_literals;

namespace {

// The demo station's devices, all simulated.
struct Hall {
  std::unique_ptr<devices::DeviceManager> devices =
      *devices::DeviceManager::create(tests::shipped().station().devices);

  Hall() {
    for (const auto* device : devices->devices()) until([&] { return device->status().ready(); });
  }
  static void until(const std::function<bool()>& truth) {
    for (int i = 0; i < 500 && !truth(); ++i) std::this_thread::sleep_for(10ms);
    REQUIRE(truth());
  }
  void say(const std::string& device, const std::string& line) const {
    REQUIRE(devices->simulated()->command(device, line));
  }
  devices::SelfTest test(const std::string& id) const {
    const auto promise = std::make_shared<std::promise<devices::SelfTest>>();
    devices::selfTest(*devices->find(id), 5s,
                      [promise](devices::SelfTest result) { promise->set_value(std::move(result)); });
    return promise->get_future().get();
  }
  kiosk::Readiness readiness(const std::map<std::string, devices::SelfTest>& tests = {}) const {
    // 2026-11-23 00:00:05 in China is still the 22nd in UTC.
    const std::chrono::system_clock::time_point at{std::chrono::sys_days{2026y / 11 / 22} + 16h + 5s};
    return kiosk::readinessOf(tests::shipped(), *devices, tests, at);
  }
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a station in order is ready, and the report says of each device what it is") {
  const Hall hall;
  const auto readiness = hall.readiness();
  CHECK(readiness.ready());
  const QJsonObject json = kiosk::readinessJson(readiness);
  CHECK(json["station"].toString() == "demo-station-1");
  CHECK(json["time"].toString() == "2026-11-23T00:00:05+08:00");
  CHECK(json["ready"].toBool());
  const QJsonArray list = json["devices"].toArray();
  REQUIRE(list.size() == 5);
  CHECK(list[1]["id"].toString() == "receipt-printer");
  CHECK(list[1]["kind"].toString() == "receipt-printer");
  CHECK(list[1]["driver"].toString() == "simulated");
  CHECK(list[1]["state"].toString() == "online");
  CHECK(list[1]["supplies"].toString() == "ok");
  CHECK_FALSE(list[1]["model"].toString().isEmpty());
  CHECK_FALSE(list[1].toObject().contains("problem"));
  CHECK_FALSE(list[1].toObject().contains("selfTest"));
  CHECK(has(kiosk::readinessText(readiness), "5台设备中5台就绪, 5 of 5 devices ready"));
}

TEST_CASE("what is wrong with a device stands with what staff do about it, in both languages") {
  const Hall hall;
  hall.say("receipt-printer", "paper out");
  Hall::until([&] { return !hall.devices->find("receipt-printer")->status().ready(); });
  const auto readiness = hall.readiness();
  CHECK_FALSE(readiness.ready());
  const auto& remedy = tests::shipped().problemText("printer.paper-out").staff;
  const QJsonArray list = kiosk::readinessJson(readiness)["devices"].toArray();
  const QJsonObject problem = list[1]["problem"].toObject();
  CHECK(problem["code"].toString() == "printer.paper-out");
  CHECK(problem["remedy"].toObject()["zh"].toString().toStdString() == remedy.zh);
  const std::string text = kiosk::readinessText(readiness);
  CHECK(has(text, "4 of 5 devices ready"));
  CHECK(has(text, "printer.paper-out"));
  CHECK(has(text, remedy.zh));
  CHECK(has(text, remedy.en));
}

TEST_CASE("a self-test prints a slip with Chinese and a code, and takes a picture") {
  const Hall hall;
  CHECK_FALSE(hall.test("card-reader").problem);
  CHECK_FALSE(hall.test("scanner").problem);
  const auto picture = hall.test("camera");
  CHECK_FALSE(picture.problem);
  CHECK(picture.picture.width == 640);
  const auto desk = hall.test("document-scanner");
  CHECK_FALSE(desk.problem);
  CHECK(desk.picture.width == 640);
  CHECK(desk.told.en == "one page was scanned, 640x480 px, papers on the desk: 0");

  const auto print = hall.test("receipt-printer");
  CHECK_FALSE(print.problem);
  const auto slips = hall.devices->simulated()->takeSlips("receipt-printer");
  REQUIRE(slips.size() == 1);
  std::string slip;
  for (const auto& line : slips[0].lines) slip += line + '\n';
  CHECK(has(slip, "打印自检"));
  CHECK(has(slip, "[QR DOORSTEP SELF-TEST receipt-printer]"));

  const QJsonObject json = kiosk::readinessJson(hall.readiness({{"receipt-printer", print}}));
  const QJsonArray list = json["devices"].toArray();
  CHECK(list[1]["selfTest"]["passed"].toBool());
  CHECK_FALSE(list[1]["selfTest"]["told"]["zh"].toString().isEmpty());
}

TEST_CASE("a self-test that fails makes the device not ready, whatever its status says") {
  const Hall hall;
  hall.say("camera", "freeze");
  const auto frozen = hall.test("camera");
  REQUIRE(frozen.problem);
  CHECK(frozen.problem->code == "camera.silent");
  hall.say("receipt-printer", "unplug");
  Hall::until([&] { return !hall.devices->find("receipt-printer")->status().ready(); });
  const auto gone = hall.test("receipt-printer");
  REQUIRE(gone.problem);

  const auto readiness = hall.readiness({{"camera", frozen}, {"receipt-printer", gone}});
  const QJsonArray list = kiosk::readinessJson(readiness)["devices"].toArray();
  CHECK_FALSE(list[2]["ready"].toBool());
  CHECK_FALSE(list[2]["selfTest"]["passed"].toBool());
  CHECK(list[2]["selfTest"]["problem"]["code"].toString() == "camera.silent");
  CHECK_FALSE(list[2]["selfTest"]["problem"]["remedy"]["en"].toString().isEmpty());
  const std::string text = kiosk::readinessText(readiness);
  CHECK(has(text, "自检 self-test: 未通过 failed, camera.silent"));
  CHECK(has(text, "未通过，同上 failed, as above"));  // of the printer: its status says it already
}
