#include <QImage>

#include <doctest/doctest.h>

#include "devices/imaging/picture.h"
#include "devices/imaging/portrait.h"
#include "disturb_rig.h"
#include "findings_people.h"
#include "kiosk/cases/attract_step.h"
#include "kiosk/cases/card_step.h"
#include "kiosk/cases/confirm_step.h"
#include "kiosk/cases/findings_step.h"
#include "kiosk/cases/form_step.h"
#include "kiosk/cases/home_step.h"
#include "kiosk/cases/papers.h"
#include "kiosk/cases/pay_step.h"
#include "kiosk/cases/photo_step.h"
#include "kiosk/cases/signature.h"
#include "kiosk/cases/wording.h"

using namespace doorstep;
using namespace doorstep::tests;

namespace {

QVariantMap field(const kiosk::FormStep& form, const QString& id) {
  for (const auto& candidate : form.fields())
    if (candidate.toMap().value("id") == id) return candidate.toMap();
  return {};
}

}  // namespace

TEST_CASE("a form proposes what is on file, masked, and says what is wrong") {
  Rig rig("due-photo-fresh");
  REQUIRE(rig.walkTo("FormStep"));
  auto& form = *rig.step<kiosk::FormStep>();
  CHECK(field(form, "phone").value("value") == "199****0002");
  CHECK(field(form, "delivery").value("value") == "pick-up");
  CHECK(field(form, "mailingAddress").isEmpty());
  CHECK(form.primaryEnabled());

  form.setValue("phone", "199");
  CHECK(field(form, "phone").value("error") == "还差8位数字");
  CHECK_FALSE(form.primaryEnabled());
  form.setValue("phone", "12900000009");
  CHECK_FALSE(field(form, "phone").value("error").toString().isEmpty());
  form.setValue("phone", "19900000099");
  CHECK(field(form, "phone").value("value") == "19900000099");
  CHECK(form.primaryEnabled());

  form.setValue("delivery", "mail");
  CHECK(field(form, "mailingAddress").value("value").toString().contains("***"));
  CHECK(field(form, "mailingAddress").value("masked").toBool());
  form.reveal("mailingAddress");
  CHECK_FALSE(field(form, "mailingAddress").value("value").toString().contains("***"));
  for (int i = 0; i < 9; ++i) form.tick();
  CHECK(field(form, "mailingAddress").value("revealed").toBool());
  form.tick();
  CHECK(field(form, "mailingAddress").value("value").toString().contains("***"));
  form.setValue("no-such-field", "x");
  CHECK(form.fields().size() == 3);
}

TEST_CASE("a number on file that was cleared can be had back, and nothing is wrong before a digit is typed") {
  Rig rig("due-photo-fresh");
  REQUIRE(rig.walkTo("FormStep"));
  auto& form = *rig.step<kiosk::FormStep>();
  CHECK(field(form, "phone").value("masked").toBool());
  CHECK(field(form, "phone").value("maxLength") == 11);
  CHECK_FALSE(field(form, "phone").value("hasFiled").toBool());
  form.setValue("phone", "");
  CHECK(field(form, "phone").value("error").toString().isEmpty());
  CHECK_FALSE(form.primaryEnabled());
  CHECK_FALSE(field(form, "phone").value("masked").toBool());
  CHECK(field(form, "phone").value("hasFiled").toBool());
  form.useFiled("phone");
  CHECK(field(form, "phone").value("value") == "199****0002");
  CHECK(form.primaryEnabled());
}

TEST_CASE("the address to be signed can be read in full for a while") {
  Rig rig("due-photo-fresh");
  REQUIRE(rig.walkTo("FormStep"));
  rig.step<kiosk::FormStep>()->setValue("delivery", "mail");
  rig.step<kiosk::FormStep>()->proceed();
  REQUIRE(rig.until([&] { return rig.stepName() == "ConfirmStep"; }));
  REQUIRE(rig.settles());
  auto& confirm = *rig.step<kiosk::ConfirmStep>();
  const auto inFull = [&] {
    const auto lines = confirm.lines();
    return std::none_of(lines.begin(), lines.end(), [](const QVariant& line) {
      const auto text = line.toMap();
      return text.value("label") == "收件地址" && text.value("value").toString().contains("*");
    });
  };
  CHECK_FALSE(inFull());
  CHECK(confirm.canReveal());
  confirm.reveal();
  CHECK(inFull());
  CHECK_FALSE(confirm.canReveal());
  for (int i = 0; i < 9; ++i) confirm.tick();
  CHECK(inFull());
  confirm.tick();
  CHECK_FALSE(inFull());
}

TEST_CASE("a change of language, size or contrast keeps everything; so does going back and forth") {
  Rig rig("due-photo-fresh");
  REQUIRE(rig.walkTo("FormStep"));
  auto* form = rig.step<kiosk::FormStep>();
  form->setValue("phone", "19900000099");
  form->setValue("delivery", "mail");
  const auto title = form->title();
  rig.kiosk().setEnglish(true);
  rig.kiosk().setLargeText(true);
  rig.kiosk().setHighContrast(true);
  CHECK(rig.step<kiosk::FormStep>() == form);
  CHECK(form->title() != title);
  CHECK(field(*form, "phone").value("value") == "19900000099");
  CHECK(field(*form, "delivery").value("value") == "mail");

  form->proceed();
  REQUIRE(rig.settles());
  auto* confirm = rig.step<kiosk::ConfirmStep>();
  REQUIRE(confirm != nullptr);
  CHECK(confirm->feeText() == "30 yuan");
  confirm->setSignature(scrawl(), 3);
  CHECK(confirm->isSigned());
  rig.kiosk().setEnglish(false);
  CHECK(confirm->isSigned());
  CHECK(confirm->feeText() == "30元");
  rig.kiosk().back();
  REQUIRE(rig.settles());
  REQUIRE(rig.stepName() == "FormStep");
  CHECK(field(*rig.step<kiosk::FormStep>(), "phone").value("value") == "19900000099");
  rig.step<kiosk::FormStep>()->proceed();
  REQUIRE(rig.settles());
  CHECK_FALSE(rig.step<kiosk::ConfirmStep>()->isSigned());  // the pad is empty again

  rig.kiosk().endVisit();
  REQUIRE(rig.walkTo("AttractStep"));
  CHECK_FALSE(rig.kiosk().english());
  CHECK_FALSE(rig.kiosk().largeText());
  CHECK_FALSE(rig.kiosk().highContrast());
}

TEST_CASE("a photo is taken by itself, kept when one goes back, and taken anew when asked") {
  Rig rig("due");
  REQUIRE(rig.walkTo("PhotoStep"));
  auto* photo = rig.step<kiosk::PhotoStep>();
  REQUIRE(rig.until([&] { return photo->live() && !photo->preview().isNull(); }));
  CHECK(photo->preview().width() == 1280);
  CHECK(photo->primaryText().isEmpty());
  REQUIRE(rig.until([&] { return photo->hasTaken(); }));
  CHECK(photo->taken().size() == QSize(260, 378));
  CHECK(photo->primaryText() == "用这张");
  photo->retake();
  CHECK_FALSE(photo->hasTaken());
  REQUIRE(rig.until([&] { return photo->hasTaken(); }));

  rig.kiosk().back();
  REQUIRE(rig.walkTo("PhotoStep"));
  photo = rig.step<kiosk::PhotoStep>();
  CHECK(photo->hasTaken());
  photo->proceed();
  REQUIRE(rig.until([&] { return rig.stepName() == "FormStep"; }));
  // Back once more: it is on file already and not sent again.
  rig.kiosk().back();
  REQUIRE(rig.settles());
  rig.step<kiosk::PhotoStep>()->proceed();
  REQUIRE(rig.until([&] { return rig.stepName() == "FormStep"; }));
}

TEST_CASE("nobody before the camera: the advice says what to do, no photo is taken") {
  Rig rig("due");
  REQUIRE(rig.walkTo("MaterialsStep"));
  rig.device("camera", "show none");
  rig.act();
  REQUIRE(rig.until([&] { return rig.step<kiosk::PhotoStep>() && rig.step<kiosk::PhotoStep>()->live(); }));
  auto* photo = rig.step<kiosk::PhotoStep>();
  CHECK_FALSE(photo->good());
  REQUIRE_FALSE(photo->advice().isEmpty());
  photo->capture();
  rig.until([] { return false; }, 1.5);
  CHECK_FALSE(photo->hasTaken());
}

TEST_CASE("a photo whose answer was lost is sent again under its key") {
  Rig rig("due");
  REQUIRE(rig.walkTo("PhotoStep"));
  rig.act();
  auto* photo = rig.step<kiosk::PhotoStep>();
  REQUIRE(photo->hasTaken());
  rig.platform().addFault(
      {.kind = sandbox::Fault::Kind::DropReply, .method = "POST", .pathPrefix = "/v1/persons"});
  photo->proceed();
  REQUIRE(rig.until([&] { return photo->state() == kiosk::Step::Failed; }));
  CHECK(photo->problemCode() == "platform.unknown");
  CHECK(photo->canRetry());
  photo->retry();
  REQUIRE(rig.until([&] { return rig.stepName() == "FormStep"; }));
}

TEST_CASE("after a retake that got lost, the photo of before is not taken for the new one") {
  Rig rig("due");
  REQUIRE(rig.walkTo("FormStep"));
  const auto person = rig.personId();
  using OnFile = std::optional<services::PhotoOnFile>;
  const auto onFile = [&] {
    return rig.ask<OnFile>([&](auto done) { rig.client().photoOnFile(person, done); })->photoId;
  };
  const auto first = onFile();
  rig.kiosk().back();
  REQUIRE(rig.settles());
  auto* photo = rig.step<kiosk::PhotoStep>();
  REQUIRE(photo != nullptr);
  photo->retake();
  REQUIRE(rig.until([&] { return photo->hasTaken(); }));
  rig.platform().addFault(
      {.kind = sandbox::Fault::Kind::Status, .method = "POST", .pathPrefix = "/v1/persons", .status = 500});
  photo->proceed();
  REQUIRE(rig.until([&] { return photo->state() == kiosk::Step::Failed; }));
  photo->retry();
  REQUIRE(rig.until([&] { return rig.stepName() == "FormStep"; }));
  CHECK(onFile() != first);
}

TEST_CASE("records that were missing are looked up again when one goes back") {
  Rig rig("due-photo-fresh");
  rig.platform().addFault({.kind = sandbox::Fault::Kind::Garbage,
                           .method = "GET",
                           .pathPrefix = "/v1/persons/" + rig.personId() + "/licence"});
  REQUIRE(rig.walkTo("HomeStep"));
  rig.act();
  REQUIRE(rig.settles());
  REQUIRE(rig.stepName() == "FindingsStep");
  CHECK(rig.step<kiosk::FindingsStep>()->verdict() == kiosk::FindingsStep::Unknown);
  rig.kiosk().back();
  REQUIRE(rig.settles());
  REQUIRE(rig.stepName() == "HomeStep");
  CHECK(rig.step<kiosk::HomeStep>()->primaryText().isEmpty());  // nothing is missing any more
  rig.act();
  REQUIRE(rig.settles());
  REQUIRE(rig.stepName() == "FindingsStep");
  CHECK(rig.step<kiosk::FindingsStep>()->verdict() == kiosk::FindingsStep::CanApply);
}

TEST_CASE("nothing is offered while nobody knows what is under way") {
  Rig rig("due-photo-fresh");
  rig.platform().addFault({.kind = sandbox::Fault::Kind::Garbage,
                           .method = "GET",
                           .pathPrefix = "/v1/persons/" + rig.personId() + "/applications"});
  REQUIRE(rig.walkTo("HomeStep"));
  auto* home = rig.step<kiosk::HomeStep>();
  CHECK(home->due().isEmpty());
  REQUIRE(home->offers().size() == 2);
  for (const auto& offer : home->offers()) CHECK_FALSE(offer.toMap().value("available").toBool());
  home->choose("licence-renewal");
  CHECK(rig.step<kiosk::HomeStep>() == home);
  home->proceed();
  REQUIRE(rig.settles());
  CHECK(home->due().size() == 1);
}

TEST_CASE("what the platform alone refuses for is told as well, once, with where to go") {
  Rig rig("violations-no-proof");
  const auto fewer = std::make_shared<kiosk::Catalogue>(shipped());
  std::erase_if(const_cast<kiosk::Procedure&>(fewer->procedures().front()).rules,
                [](const kiosk::Rule& rule) { return rule.id == "violations-settled"; });
  rig.catalogue = fewer;
  rig.powerUp();
  REQUIRE(rig.walkTo("FindingsStep"));
  QStringList failing;
  for (const auto& each : rig.step<kiosk::FindingsStep>()->findings()) {
    const auto finding = each.toMap();
    if (finding.value("result") != "fail") continue;
    failing << finding.value("title").toString();
    CHECK_FALSE(finding.value("remedy").toString().isEmpty());
    CHECK_FALSE(finding.value("where").toString().isEmpty());
    CHECK_FALSE(finding.value("phone").toString().isEmpty());
  }
  CHECK(failing == QStringList{"有体检证明", "还有交通违法没有处理"});
}

TEST_CASE("a notice too long for its code says that the paper has all of it") {
  std::vector<kiosk::Finding> findings(8);
  for (auto& finding : findings) {
    finding.result = kiosk::Finding::Result::Fail;
    finding.title = {"短标题", "title"};
    finding.reason = {std::string(300, 'r'), "reason"};
    finding.remedy = {"到窗口", "remedy"};
  }
  const auto text = kiosk::noticeText(renewal(), findings, Language::Chinese);
  CHECK(text.size() <= 900);
  CHECK(text.find("8. 短标题 到窗口") != std::string::npos);
  CHECK(text.ends_with("完整内容见纸质告知书"));
  findings.resize(2);
  const auto brief = kiosk::noticeText(renewal(), findings, Language::Chinese);
  CHECK(brief.find(std::string(300, 'r')) != std::string::npos);
  CHECK(brief.find("纸质") == std::string::npos);
}

TEST_CASE("a badly laid card brings its hint, a card nobody knows its reason") {
  Rig rig("due");
  REQUIRE(rig.settles());
  rig.step<kiosk::AttractStep>()->begin();
  REQUIRE(rig.settles());
  auto* page = rig.step<kiosk::CardStep>();
  REQUIRE(page != nullptr);
  CHECK(page->phase() == kiosk::CardStep::AwaitingCard);
  rig.device("card-reader", "lift-after 10");
  rig.layCard("due");
  REQUIRE(rig.until([&] { return !page->hint().isEmpty(); }));
  devices::IdCard stranger;
  stranger.name = Secret("路人");
  stranger.number = Secret("990101198001010012");
  rig.world().registerCard("stranger", stranger);
  rig.layCard("stranger");
  REQUIRE(rig.until([&] { return page->state() == kiosk::Step::Failed; }));
  CHECK(page->problemCode().startsWith("platform."));
  rig.kiosk().endVisit();
  REQUIRE(rig.walkTo("AttractStep"));
}

TEST_CASE("a signature needs ink and carries what it signs") {
  CHECK(kiosk::signaturePng({}, 3, "abc").empty());
  const QVariantList dot{QVariant(QVariantList{QVariantMap{{"x", 0.5}, {"y", 0.5}}})};
  CHECK(kiosk::signaturePng(dot, 3, "abc").empty());
  CHECK(kiosk::signaturePng(scrawl(), 0, "abc").empty());
  const auto png = kiosk::signaturePng(scrawl(), 3, "abc");
  REQUIRE_FALSE(png.empty());
  CHECK(png.size() < 60000);
  const auto bytes = png.reveal();
  const auto picture =
      QImage::fromData(reinterpret_cast<const uchar*>(bytes.data()), static_cast<int>(bytes.size()));
  CHECK(picture.text("Document-SM3") == "abc");
  const auto strokes = picture.text("Strokes");
  CHECK(strokes.startsWith("72,120,0 "));  // x and y in px, then ms
  CHECK(strokes.endsWith(",900"));
  CHECK(picture.size() == QSize(720, 240));
}

TEST_CASE("a called guide is announced, called again, and replaced by another way") {
  Rig rig("due");
  REQUIRE(rig.settles());
  rig.kiosk().callGuide();
  const auto first = rig.kiosk().guideText();
  CHECK(rig.kiosk().guideCalled());
  CHECK(first.contains("1号窗口"));  // nobody is told elsewhere: where help surely is, is said at once
  rig.ticks(60);
  const auto second = rig.kiosk().guideText();
  CHECK(second != first);
  rig.ticks(120);
  CHECK(rig.kiosk().guideText().contains("1号窗口"));
  rig.kiosk().cancelGuide();
  CHECK_FALSE(rig.kiosk().guideCalled());
  CHECK(rig.kiosk().guideText().isEmpty());
}

TEST_CASE("money and masks are written as people read them") {
  CHECK(kiosk::moneyText(1000).zh == "10元");
  CHECK(kiosk::moneyText(1005).zh == "10.05元");
  CHECK(kiosk::moneyText(1050).en == "10.50 yuan");
  CHECK(kiosk::maskedAddress(Secret("云上县清溪镇柳下村1号")) == "云上县清溪镇******");
  CHECK(kiosk::maskedAddress(Secret("短")) == "*");
}

TEST_CASE("home shows the licence, and says why what is due cannot be done while a device is away") {
  Rig rig("due");
  REQUIRE(rig.walkTo("HomeStep"));
  const auto& home = *rig.step<kiosk::HomeStep>();
  CHECK(home.licence().size() == 4);
  CHECK(home.portrait().isNull());  // no decoder is fitted
  REQUIRE(home.due().size() == 1);
  CHECK(home.due().first().toMap().value("available").toBool());
  rig.device("camera", "unplug");
  REQUIRE(rig.until([&] { return !home.due().first().toMap().value("available").toBool(); }));
  CHECK_FALSE(home.due().first().toMap().value("reason").toString().isEmpty());
}

TEST_CASE("home shows the picture on the card, and none where it cannot be unpacked") {
  const kiosk::Tools tools{};
  const auto portraitWith = [&](const Secret& photo) {
    auto citizen = std::make_shared<kiosk::Citizen>();
    citizen->card.emplace();
    citizen->card->photo = photo;
    return kiosk::HomeStep(tools, citizen).portrait();
  };
  const auto face = devices::encodeJpeg(devices::drawPortrait({}, {}).frame, 80);
  REQUIRE(face.has_value());
  const Secret jpeg(std::string_view(reinterpret_cast<const char*>(face->data()), face->size()));
  CHECK_FALSE(portraitWith(jpeg).isNull());
  CHECK(portraitWith({}).isNull());
  CHECK(portraitWith(Secret("not a picture")).isNull());
}

TEST_CASE("every page has help in both languages, and a warning says that unfinished work is cleared") {
  Rig rig("due");
  REQUIRE(rig.settles());
  for (const char* page : {"HomeStep", "FindingsStep", "FormStep"}) {
    REQUIRE(rig.walkTo(page));
    const auto help = rig.kiosk().step()->helpText();
    rig.kiosk().setEnglish(true);
    CHECK_FALSE(help.isEmpty());
    CHECK(rig.kiosk().step()->helpText() != help);
    rig.kiosk().setEnglish(false);
  }
  CHECK(rig.kiosk().warningText().contains("不会保存"));
}
