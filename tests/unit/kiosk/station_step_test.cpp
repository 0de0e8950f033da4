#include "kiosk/cases/station_step.h"

#include <doctest/doctest.h>

#include "disturb_rig.h"
#include "findings_people.h"
#include "kiosk/cases/attract_step.h"

using namespace doorstep;
using namespace doorstep::tests;

namespace {

using kiosk::StationStep;

void administrator(BadgeFields& code) {
  code.staff = "007";
  code.role = "administrator";
}

StationStep* opened(Rig& rig, const std::function<void(BadgeFields&)>& whose = {}) {
  rig.scan(Rig::badge(whose));
  REQUIRE(rig.until([&] { return rig.stepName() == "StationStep"; }));
  REQUIRE(rig.settles());
  return rig.step<StationStep>();
}

QVariantMap entry(const StationStep& step, const QString& id) {
  for (const auto& device : step.devices())
    if (device.toMap()["id"] == id) return device.toMap();
  return {};
}

QString lastSlip(Rig& rig) {
  QStringList lines;
  const auto printer = rig.world().state("receipt-printer");  // kept: the lines are looked at below
  for (const auto& line : printer->lastSlip.lines) lines << QString::fromStdString(line);
  return lines.join('\n');
}

bool told(Rig& rig, const std::string& code) {
  const auto text = QString::fromStdString(shipped().problemText(code).citizen.zh);
  return rig.until([&] { return rig.kiosk().banner() == text; }, 5);
}

}  // namespace

TEST_CASE("a badge at the welcome opens the report; the journal says whose; back is the welcome") {
  Rig rig("due");
  REQUIRE(rig.walkTo("AttractStep"));
  rig.kiosk().setEnglish(true);
  auto* step = opened(rig, administrator);
  CHECK(step->staffText() == "Administrator 007");
  CHECK(step->devices().size() == 5);
  CHECK(step->allReady());
  CHECK(step->resultText() == "5 of 5 devices ready");
  CHECK(entry(*step, "camera")["title"] == "Camera: online");
  CHECK_FALSE(rig.kiosk().inVisit());
  CHECK(journalRows(rig.stateDir(), "SELECT staff, what FROM audit") ==
        std::vector<QStringList>{{"007", "report-opened"}});
  CHECK(rig.kiosk().canGoBack());
  rig.kiosk().back();
  CHECK(rig.stepName() == "AttractStep");
  CHECK_FALSE(rig.kiosk().english());
  CHECK(rig.walkTo("HomeStep"));  // the next citizen comes
}

TEST_CASE("nobody else's code opens it, and a refused badge says why") {
  Rig rig("due");
  REQUIRE(rig.walkTo("AttractStep"));
  for (const char* other : {"https://example.invalid/else", "DEMO-CARD-58301747"}) {
    rig.scan(other);
    CHECK(rig.until([&] { return rig.kiosk().banner().contains("请先放上身份证"); }));
    rig.ticks(9);
    CHECK(rig.kiosk().banner().isEmpty());
  }
  rig.scan(Rig::badge([](auto& code) { code.station = "demo-station-2"; }));
  CHECK(told(rig, "badge.elsewhere"));
  rig.scan("https://example.invalid/else");
  CHECK(rig.until([&] { return rig.kiosk().banner().contains("请先放上身份证"); }));
  CHECK(rig.stepName() == "AttractStep");
  CHECK(journalRows(rig.stateDir(), "SELECT * FROM audit").empty());
  rig.scan("DEMO-CARD-58301746");
  CHECK(rig.until([&] { return rig.stepName() == "StationStep"; }));
}

TEST_CASE("no badge opens it over a citizen's visit, nor at a station that takes none") {
  Rig rig("due");
  REQUIRE(rig.walkTo("HomeStep"));
  rig.scan(Rig::badge());
  CHECK(rig.until([&] { return rig.kiosk().banner().contains("用不到"); }));
  CHECK(rig.stepName() == "HomeStep");
  rig.liftCard();
  rig.takesBadges = false;
  rig.powerUp();
  REQUIRE(rig.until([&] { return rig.stepName() == "AttractStep"; }));
  rig.scan(Rig::badge());
  CHECK(rig.until([&] { return rig.kiosk().banner().contains("请先放上身份证"); }));
}

TEST_CASE("it closes by itself, but not under hands or while devices are tested") {
  Rig rig("due");
  REQUIRE(rig.walkTo("AttractStep"));
  auto* step = opened(rig);
  const int idle = shipped().station().policies.idleSeconds;
  rig.ticks(idle - 1);
  rig.kiosk().touched();
  rig.ticks(idle - 1);
  CHECK(rig.stepName() == "StationStep");
  rig.device("receipt-printer", "slow 300");
  step->proceed();
  REQUIRE(step->state() == kiosk::Step::Working);
  CHECK_FALSE(step->primaryEnabled());
  for (int i = 0; i < 2 * idle; ++i) rig.kiosk().tick();
  CHECK(rig.stepName() == "StationStep");
  REQUIRE(rig.settles());
  rig.ticks(idle);
  CHECK(rig.stepName() == "AttractStep");
}

TEST_CASE("every device is tested, and each says what came of it") {
  Rig rig("due");
  REQUIRE(rig.walkTo("AttractStep"));
  auto* step = opened(rig);
  step->proceed();
  REQUIRE(rig.until([&] { return step->state() == kiosk::Step::Ready; }));
  for (const auto& device : step->devices()) {
    CAPTURE(device.toMap()["id"].toString().toStdString());
    CHECK(device.toMap()["testPassed"].toBool());
    CHECK(device.toMap()["testText"].toString().startsWith("自检通过："));
  }
  CHECK(lastSlip(rig).contains("打印自检"));

  rig.device("camera", "freeze");
  step->proceed();
  REQUIRE(rig.until([&] { return step->state() == kiosk::Step::Ready; }, 30));
  CHECK_FALSE(entry(*step, "camera")["testPassed"].toBool());
  CHECK_FALSE(entry(*step, "camera")["ready"].toBool());
  CHECK(entry(*step, "camera")["testText"].toString().contains("camera.silent"));
  CHECK(entry(*step, "camera")["testText"].toString().contains(
      QString::fromStdString(shipped().problemText("camera.silent").staff.zh)));
  CHECK(step->resultText() == "5台设备中4台就绪");
}

TEST_CASE("a device that is lost meanwhile is seen, with what to do about it") {
  Rig rig("due");
  REQUIRE(rig.walkTo("AttractStep"));
  auto* step = opened(rig);
  rig.device("receipt-printer", "paper out");
  REQUIRE(rig.until([&] {
    rig.kiosk().tick();
    return !step->allReady();
  }));
  const auto printer = entry(*step, "receipt-printer");
  CHECK(printer["problem"].toString().startsWith("printer.paper-out"));
  CHECK(printer["remedy"].toString().toStdString() == shipped().problemText("printer.paper-out").staff.zh);
  CHECK(printer["title"].toString().contains("耗材用完"));
}

TEST_CASE("the report comes out on paper; without paper it says so") {
  Rig rig("due");
  REQUIRE(rig.walkTo("AttractStep"));
  auto* step = opened(rig);
  step->proceed();
  REQUIRE(rig.until([&] { return step->state() == kiosk::Step::Ready; }));
  REQUIRE(step->canPrint());
  step->printReport();
  CHECK(step->printing());
  CHECK_FALSE(step->canPrint());
  REQUIRE(rig.until([&] { return !step->printing(); }));
  CHECK(step->printText().contains("打印好了"));
  const QString slip = lastSlip(rig);
  for (const char* words : {"设备就绪报告", "5台设备中5台就绪", "G-7", "摄像头", "自检通过"}) {
    CAPTURE(words);
    CHECK(slip.contains(words));
  }
  rig.device("receipt-printer", "unplug");
  REQUIRE(rig.until([&] {
    rig.kiosk().tick();
    return !step->allReady();
  }));
  step->printReport();
  REQUIRE(rig.until([&] { return !step->printing(); }));
  CHECK(step->printProblem());
  CHECK(step->printText().startsWith("报告没有打印出来。"));
  CHECK(step->state() == kiosk::Step::Ready);
}

TEST_CASE("who leaves in the middle of the self-tests leaves nothing behind") {
  Rig rig("due");
  REQUIRE(rig.walkTo("AttractStep"));
  auto* step = opened(rig);
  rig.device("receipt-printer", "slow 300");
  step->proceed();
  rig.kiosk().back();
  CHECK(rig.stepName() == "AttractStep");
  CHECK(rig.walkTo("HomeStep"));
}

TEST_CASE("a machine out of service shows staff its devices, and is out of service again afterwards") {
  Rig rig("due");
  rig.faults = {"config/stations/demo.yaml:12: something is wrong"};
  rig.powerUp();
  REQUIRE(rig.stepName() == "OutOfServiceStep");
  rig.scan(Rig::badge([](auto& code) { code.station = "*"; }));
  REQUIRE(rig.until([&] { return rig.stepName() == "StationStep"; }));
  REQUIRE(rig.settles());
  CHECK(rig.step<StationStep>()->devices().size() == 5);
  rig.kiosk().back();
  CHECK(rig.stepName() == "OutOfServiceStep");
}
