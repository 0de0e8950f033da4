#include "kiosk/cases/face_step.h"

#include <doctest/doctest.h>

#include "disturb_rig.h"
#include "findings_people.h"

using namespace doorstep;
using namespace doorstep::tests;

namespace {

using kiosk::FaceStep;

FaceStep* face(Rig& rig) {
  REQUIRE(rig.walkTo("FaceStep"));
  auto* step = rig.step<FaceStep>();
  CHECK(step->phase() == FaceStep::Asking);  // nobody is looked at before they agree
  CHECK_FALSE(step->live());
  return step;
}

bool isAt(Rig& rig, const FaceStep* step, FaceStep::Phase phase) {
  return rig.until([&] { return step->phase() == phase && step->state() == kiosk::Step::Ready; });
}

FaceStep* withStaff(Rig& rig) {
  auto* step = face(rig);
  step->askStaff();
  CHECK(step->phase() == FaceStep::WithStaff);
  return step;
}

bool told(Rig& rig, const std::string& code) {
  const auto text = QString::fromStdString(shipped().problemText(code).citizen.zh);
  return rig.until([&] { return rig.kiosk().banner() == text; }, 5);
}

// Who confirmed or doubted that the person is the holder, as the journal has it.
std::vector<QStringList> identityRecords(const Rig& rig) {
  return journalRows(rig.stateDir(),
                     "SELECT what, actor, data FROM actions WHERE what LIKE 'identity-%' ORDER BY number");
}

}  // namespace

TEST_CASE("who agrees and is recognised goes on, and is not asked again") {
  Rig rig("due");
  face(rig)->proceed();
  REQUIRE(rig.until([&] { return rig.stepName() == "MaterialsStep"; }));
  rig.kiosk().back();
  CHECK(rig.stepName() == "FindingsStep");
  REQUIRE(rig.settles());
  rig.kiosk().step()->proceed();
  CHECK(rig.stepName() == "MaterialsStep");
}

TEST_CASE("who is not recognised three times is left to the staff; the other way was open all along") {
  Rig rig("due");
  for (const char* result : {"different", "unclear", "different"}) rig.platform().sayOfNextFace(result);
  auto* step = face(rig);
  for (int look = 1; look <= 3; ++look) {
    CHECK_FALSE(step->primaryText().isEmpty());
    CHECK_FALSE(step->staffText().isEmpty());
    step->proceed();
    CHECK(step->phase() == FaceStep::Looking);
    CHECK_FALSE(step->staffText().isEmpty());
    REQUIRE(isAt(rig, step, FaceStep::NotRecognised));
  }
  CHECK(step->primaryText().isEmpty());
  step->proceed();
  CHECK(step->phase() == FaceStep::NotRecognised);
  step->askStaff();
  CHECK(step->phase() == FaceStep::WithStaff);
  CHECK(step->text().contains(QString::fromStdString(shipped().station().counter.zh)));
  CHECK(step->staffText().isEmpty());  // not back to a camera that cannot tell
}

TEST_CASE("who asks for the staff while the camera looks is looked at no more") {
  Rig rig("due");
  auto* step = face(rig);
  step->proceed();
  REQUIRE(rig.until([&] { return step->live(); }));
  step->askStaff();
  CHECK_FALSE(step->live());
  CHECK(step->preview().isNull());
  rig.until([] { return false; }, 1.5);  // longer than the picture would have taken
  CHECK(step->phase() == FaceStep::WithStaff);
  CHECK(rig.step<FaceStep>() == step);
  step->askStaff();  // after all
  CHECK(step->phase() == FaceStep::Asking);
}

TEST_CASE("a camera that is away leaves the staff") {
  Rig rig("due");
  auto* step = face(rig);
  rig.device("camera", "unplug");
  step->proceed();
  REQUIRE(isAt(rig, step, FaceStep::WithStaff));
  CHECK(step->text().contains("摄像头"));
  rig.device("camera", "plug");
  // The camera needs a moment: whoever tries again is not stuck.
  CHECK(rig.until([&] {
    if (rig.step<FaceStep>() != step || step->live()) return true;
    if (step->phase() == FaceStep::WithStaff) step->askStaff();
    if (step->phase() == FaceStep::Asking) step->proceed();
    return false;
  }));
}

TEST_CASE("a guide shows a badge and confirms: the record says who, and the case goes on here") {
  Rig rig("due");
  auto* step = withStaff(rig);
  CHECK(step->text().contains(QString::fromStdString(shipped().station().counter.zh)));
  CHECK(step->text().contains("工作证"));
  rig.kiosk().callGuide();
  rig.scan(Rig::badge());
  REQUIRE(isAt(rig, step, FaceStep::Confirming));
  CHECK_FALSE(rig.kiosk().guideCalled());  // who was called is here
  CHECK(step->title().contains("G-7"));
  CHECK(step->primaryText().contains("G-7"));
  CHECK(identityRecords(rig).empty());  // a badge alone confirms nothing
  step->proceed();
  REQUIRE(rig.until([&] { return rig.stepName() == "MaterialsStep"; }));
  CHECK(identityRecords(rig) == std::vector<QStringList>{{"identity-confirmed", "staff", "staff:G-7"}});
  CHECK(rig.walkTo("ReceiptStep"));
  CHECK(rig.applications() == 1);
}

TEST_CASE("a card of the station's own list confirms too") {
  Rig rig("due");
  auto* step = withStaff(rig);
  rig.scan("DEMO-CARD-58301746");
  REQUIRE(isAt(rig, step, FaceStep::Confirming));
  CHECK(step->title().contains("021"));
}

TEST_CASE("a guide who does not confirm leaves it to the counter, and that is recorded") {
  Rig rig("due");
  auto* step = withStaff(rig);
  rig.scan(Rig::badge());
  REQUIRE(isAt(rig, step, FaceStep::Confirming));
  step->askStaff();
  CHECK(step->phase() == FaceStep::WithStaff);
  CHECK(rig.step<FaceStep>() == step);
  CHECK(identityRecords(rig) == std::vector<QStringList>{{"identity-doubted", "staff", "staff:G-7"}});
  step->proceed();
  CHECK(step->phase() == FaceStep::WithStaff);  // yes can no longer be said
}

TEST_CASE("a guide who does not answer has confirmed nothing") {
  Rig rig("due");
  auto* step = withStaff(rig);
  rig.scan(Rig::badge());
  REQUIRE(isAt(rig, step, FaceStep::Confirming));
  for (int second = 1; second < 60; ++second) step->tick();
  CHECK(step->phase() == FaceStep::Confirming);
  step->tick();
  CHECK(step->phase() == FaceStep::WithStaff);
  CHECK(identityRecords(rig).empty());
}

TEST_CASE("a badge that is not good says why, and the counter stays") {
  using namespace std::chrono_literals;
  Rig rig("due");
  auto* step = withStaff(rig);
  const auto now = std::chrono::system_clock::now();
  const auto yesterday = isoDate(addDays(todayInChina(now), -1));
  const auto used = Rig::badge();
  rig.scan(used);
  REQUIRE(isAt(rig, step, FaceStep::Confirming));
  step->askStaff();
  const std::vector<std::pair<std::string, std::string>> codes{
      {"badge.used", used},
      {"badge.forged", signedBadge(Rig::badgeFields().text(), pki() + "/station-sm2.key")},
      {"badge.stale", Rig::badge([&](auto& code) { code.made = isoMoment(now - 61s); })},
      {"badge.elsewhere", Rig::badge([](auto& code) { code.station = "demo-station-2"; })},
      {"badge.expired", Rig::badge([&](auto& code) { code.from = code.until = yesterday; })},
      {"badge.not-a-guide", Rig::badge([](auto& code) { code.role = "administrator"; })},
      {"badge.unknown-card", "DEMO-CARD-58301747"},
      {"badge.not-one", "https://example.invalid/else"}};
  for (const auto& [why, code] : codes) {
    CAPTURE(why);
    rig.scan(code);
    CHECK(told(rig, why));
    CHECK(step->phase() == FaceStep::WithStaff);
    CHECK(step->text().contains(QString::fromStdString(shipped().station().counter.zh)));
  }
  rig.scan(Rig::badge());
  CHECK(isAt(rig, step, FaceStep::Confirming));
  CHECK(rig.kiosk().banner().isEmpty());
}

TEST_CASE("a badge while the camera looks: it looks no more, the guide is asked") {
  Rig rig("due");
  auto* step = face(rig);
  rig.device("camera", "show none");
  step->proceed();
  REQUIRE(rig.until([&] { return step->live(); }));
  rig.scan(Rig::badge());
  REQUIRE(isAt(rig, step, FaceStep::Confirming));
  CHECK_FALSE(step->live());
  CHECK(step->preview().isNull());
}

TEST_CASE("a station without badges does not speak of them, and has no use for one") {
  Rig rig("due");
  rig.takesBadges = false;
  rig.powerUp();
  auto* step = withStaff(rig);
  CHECK_FALSE(step->text().contains("工作证"));
  CHECK(step->text().contains(QString::fromStdString(shipped().station().counter.zh)));
  rig.scan(Rig::badge());
  CHECK(rig.until([&] { return rig.kiosk().banner().contains("用不到"); }));
  CHECK(step->phase() == FaceStep::WithStaff);
}

TEST_CASE("nothing of a guide's word is left for the next visit") {
  Rig rig("due");
  auto* step = withStaff(rig);
  const auto badge = Rig::badge();
  rig.scan(badge);
  REQUIRE(isAt(rig, step, FaceStep::Confirming));
  step->proceed();
  REQUIRE(rig.until([&] { return rig.stepName() == "MaterialsStep"; }));
  rig.kiosk().endVisit();
  rig.liftCard();
  REQUIRE(rig.walkTo("AttractStep"));
  step = withStaff(rig);  // asked again
  rig.scan(badge);
  CHECK(told(rig, "badge.used"));
  CHECK(step->portrait().isNull());
}
