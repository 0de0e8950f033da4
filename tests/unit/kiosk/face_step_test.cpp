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
