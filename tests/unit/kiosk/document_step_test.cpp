#include "kiosk/cases/document_step.h"

#include <QJsonArray>
#include <fstream>

#include <doctest/doctest.h>

#include "devices/imaging/page_scenes.h"
#include "devices/imaging/picture.h"
#include "disturb_rig.h"
#include "findings_people.h"

using namespace doorstep;
using namespace doorstep::tests;

namespace {

using kiosk::DocumentStep;
using kiosk::Step;

constexpr const char* kProcedure = "licence-deferral";

DocumentStep* documents(Rig& rig) {
  rig.procedure = kProcedure;
  REQUIRE(rig.walkTo("DocumentStep"));
  return rig.step<DocumentStep>();
}

bool isAt(Rig& rig, const DocumentStep* step, DocumentStep::Phase phase) {
  return rig.until([&] { return step->phase() == phase && step->state() == Step::Ready; });
}

std::string drawn(devices::DrawnPaper paper) {
  const auto scene = devices::pageSceneOf(devices::PageSceneKind::Good, paper, 1600, 1200, 1);
  const auto jpeg = devices::encodeJpeg(devices::drawPages(scene).frame, 92);
  REQUIRE(jpeg.has_value());
  auto path = freshFolder() + "/paper.jpg";
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(jpeg->data()), static_cast<std::streamsize>(jpeg->size()));
  return path;
}

const std::string& letter() {
  static const std::string file = drawn(devices::DrawnPaper::Text);
  return file;
}

void lay(Rig& rig, const std::string& picture) {
  rig.device("document-scanner", "show " + picture);
}

}  // namespace

TEST_CASE("a document that lies still is taken by itself, looked at, and put on file") {
  Rig rig("due");
  auto* step = documents(rig);
  CHECK(step->phase() == DocumentStep::Looking);
  CHECK(step->primaryText().isEmpty());  // nothing to press: lay it down
  lay(rig, letter());
  REQUIRE(isAt(rig, step, DocumentStep::Showing));
  CHECK_FALSE(step->troubled());
  CHECK(step->aspect() == doctest::Approx(210.0 / 297).epsilon(0.01));
  step->proceed();
  REQUIRE(rig.until([&] { return rig.stepName() == "FormStep"; }));
  CHECK(rig.records()["documents"].toArray().size() == 1);
}

TEST_CASE("pages are added up to the most there may be, and one of them is taken again") {
  Rig rig("due");
  auto* step = documents(rig);
  lay(rig, letter());
  for (int page = 1; page <= 3; ++page) {
    REQUIRE(isAt(rig, step, DocumentStep::Showing));
    CHECK(step->about().contains(QString::number(page)));
    CHECK(step->canAdd() == (page < 3));
    if (page < 3) step->addPage();
  }
  CHECK(step->primaryText().contains("3"));
  step->retake();
  CHECK(step->phase() == DocumentStep::Looking);
  REQUIRE(isAt(rig, step, DocumentStep::Showing));
  CHECK(step->primaryText().contains("3"));
}

TEST_CASE("a person draws the corners where the machine cut wrongly") {
  Rig rig("due");
  auto* step = documents(rig);
  lay(rig, letter());
  REQUIRE(isAt(rig, step, DocumentStep::Showing));
  step->draw();
  REQUIRE(step->phase() == DocumentStep::Drawing);
  REQUIRE(step->outline().size() == 4);
  const QVariantList found = step->outline();
  step->moveCorner(0, 0.3, 0.3);
  step->moveCorner(0, -7, 0.3);  // not beyond the picture
  CHECK(step->outline()[0].toPointF() == QPointF(0, 0.3));
  step->stopDrawing();
  CHECK(step->phase() == DocumentStep::Showing);
  step->draw();
  CHECK(step->outline() == found);  // the wish to cut it otherwise was given up
  step->moveCorner(0, 0.5, 0.3);
  step->proceed();
  REQUIRE(isAt(rig, step, DocumentStep::Showing));
  step->draw();
  CHECK(std::abs(step->outline()[0].toPointF().x() - 0.5) < 0.01);
}

TEST_CASE("where no page is found the person shows where it is") {
  Rig rig("due");
  auto* step = documents(rig);
  lay(rig, "none");
  REQUIRE(rig.until([&] { return step->live(); }));
  step->capture();
  REQUIRE(isAt(rig, step, DocumentStep::Drawing));
  CHECK(step->troubled());
  REQUIRE(step->outline().size() == 4);
  step->proceed();
  REQUIRE(isAt(rig, step, DocumentStep::Showing));
}

TEST_CASE("corners crossed over are no page: the person draws again") {
  Rig rig("due");
  auto* step = documents(rig);
  lay(rig, letter());
  REQUIRE(isAt(rig, step, DocumentStep::Showing));
  step->draw();
  step->moveCorner(0, 1, 1);
  step->moveCorner(2, 0, 0);
  step->proceed();
  REQUIRE(rig.until([&] { return step->state() == Step::Failed; }));
  CHECK(step->problemCode() == "page.bad-corners");
  step->retry();
  CHECK(step->phase() == DocumentStep::Drawing);
}

TEST_CASE("what the law does not insist on can be left out") {
  Rig rig("due");
  auto* step = documents(rig);
  REQUIRE(step->canSkip());
  step->skip();
  CHECK(rig.stepName() == "FormStep");
  CHECK(rig.records()["documents"].toArray().size() == 0);
}

TEST_CASE("a document whose answer was lost is on file once, after another attempt") {
  Rig rig("due");
  auto* step = documents(rig);
  lay(rig, letter());
  REQUIRE(isAt(rig, step, DocumentStep::Showing));
  rig.cutNetwork();
  step->proceed();
  REQUIRE(rig.until([&] { return step->state() == Step::Failed; }));
  rig.mendNetwork();
  if (step->state() == Step::Failed) step->retry();
  REQUIRE(rig.until([&] { return rig.stepName() == "FormStep"; }, 30));
  CHECK(rig.records()["documents"].toArray().size() == 1);
}

TEST_CASE("a scanner that is pulled stops the page, and goes on when it is back") {
  Rig rig("due");
  auto* step = documents(rig);
  REQUIRE(rig.until([&] { return step->live(); }));
  rig.device("document-scanner", "unplug");
  REQUIRE(rig.until([&] { return step->state() == Step::Failed; }));
  rig.device("document-scanner", "plug");
  lay(rig, letter());
  CHECK(rig.until([&] {
    if (step->state() == Step::Failed) step->retry();
    return step->phase() == DocumentStep::Showing;
  }));
}

TEST_CASE("coming back from a later page shows what was handed in, and sends it no second time") {
  Rig rig("due");
  auto* step = documents(rig);
  lay(rig, letter());
  REQUIRE(isAt(rig, step, DocumentStep::Showing));
  step->proceed();
  REQUIRE(rig.until([&] { return rig.stepName() == "FormStep"; }));
  rig.kiosk().back();
  step = rig.step<DocumentStep>();
  REQUIRE(step);
  REQUIRE(isAt(rig, step, DocumentStep::Showing));
  step->proceed();
  CHECK(rig.stepName() == "FormStep");
  CHECK(rig.records()["documents"].toArray().size() == 1);
}

TEST_CASE("of an ID card both sides are taken, the right way round, onto one page") {
  Rig rig("due");
  const auto changed = std::make_shared<kiosk::Catalogue>(shipped());
  for (auto& material : const_cast<kiosk::Procedure*>(changed->find(kProcedure))->materials)
    if (material.capture == kiosk::Capture::Document) material.form = kiosk::DocumentForm::IdCard;
  rig.catalogue = changed;
  rig.powerUp();
  auto* step = documents(rig);
  lay(rig, drawn(devices::DrawnPaper::IdEmblem));
  REQUIRE(rig.until([&] { return step->text() == "放反了，请换另一面"; }));
  lay(rig, drawn(devices::DrawnPaper::IdPortrait));
  REQUIRE(isAt(rig, step, DocumentStep::Showing));
  CHECK_FALSE(step->canAdd());
  step->proceed();
  REQUIRE(step->phase() == DocumentStep::Looking);  // for the other side
  lay(rig, drawn(devices::DrawnPaper::IdEmblem));
  REQUIRE(isAt(rig, step, DocumentStep::Showing));
  CHECK(step->about().contains("另一面"));
  step->proceed();
  REQUIRE(rig.until([&] { return rig.stepName() == "FormStep"; }));
  CHECK(rig.records()["documents"].toArray().size() == 1);
}
