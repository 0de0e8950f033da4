#include <QJsonArray>
#include <cstdio>

#include <doctest/doctest.h>

#include "disturb_rig.h"
#include "kiosk/cases/attract_step.h"
#include "kiosk/cases/form_step.h"
#include "kiosk/cases/pay_step.h"
#include "kiosk/cases/receipt_step.h"
#include "kiosk/cases/take_card_step.h"

// The journey is walked once for every step and disturbed there; each table says what the person sees and how
// it ends.
using namespace doorstep;
using namespace doorstep::tests;

namespace {

// Every page of a renewal that needs a photo, in order; found by walking, so that a new one cannot be
// forgotten.
const QStringList& pages() {
  static const QStringList walked = [] {
    Rig rig("due");
    QStringList names;
    QObject::connect(&rig.kiosk(), &kiosk::Kiosk::stepChanged, &rig.kiosk(),
                     [&] { names << rig.stepName(); });
    REQUIRE(rig.walkTo("ReceiptStep"));
    return names;
  }();
  return walked;
}

void row(const char* table, const QString& page, const std::string& outcome) {
  std::printf("%-12s %-14s %s\n", table, qPrintable(page), outcome.c_str());
}

// Two pages pass by themselves; a slow platform holds them in front.
void holdAt(Rig& rig, const QString& page) {
  using Kind = sandbox::Fault::Kind;
  if (page == "CardStep")
    rig.platform().addFault({.kind = Kind::Delay,
                             .method = "POST",
                             .pathPrefix = "/v1/identity-checks",
                             .delay = std::chrono::milliseconds(700)});
  if (page == "SubmitStep")
    rig.platform().addFault({.kind = Kind::Delay,
                             .method = "POST",
                             .pathPrefix = "/v1/applications",
                             .delay = std::chrono::milliseconds(700)});
}

bool reach(Rig& rig, const QString& page) {
  holdAt(rig, page);
  if (page != "CardStep" && page != "SubmitStep") return rig.walkTo(page);
  if (!rig.walkTo(page == "CardStep" ? "AttractStep" : "PayStep")) return false;
  rig.act();
  return rig.until(
      [&] { return rig.stepName() == page && rig.kiosk().step()->state() == kiosk::Step::Working; });
}

bool finishes(Rig& rig) {
  return rig.walkTo("ReceiptStep") && rig.applications() == 1 && rig.settledPayments() == 1;
}

}  // namespace

TEST_CASE("the card is lifted on every page: put back, the visit goes on where it was") {
  for (const auto& page : pages()) {
    CAPTURE(page.toStdString());
    Rig rig("due");
    REQUIRE(reach(rig, page));
    const auto* before = rig.kiosk().step();
    if (page == "ReceiptStep") {
      // Everything is done and on paper: taking the card is how one leaves.
      auto* receipt = rig.step<kiosk::ReceiptStep>();
      REQUIRE(rig.until([&] { return receipt->printed(); }));
      rig.liftCard();
      REQUIRE(rig.until([&] { return !rig.ended.isEmpty(); }));
      CHECK(rig.ended == QStringList{"completed"});
      CHECK(rig.stepName() == "GoodbyeStep");
      continue;
    }
    rig.liftCard();
    REQUIRE(rig.until([&] { return rig.kiosk().cardMissing(); }));
    CHECK(rig.kiosk().secondsLeft() == 30);
    rig.ticks(5);
    CHECK(rig.kiosk().secondsLeft() == 25);
    rig.layCard("due");
    REQUIRE(rig.until([&] { return !rig.kiosk().cardMissing(); }));
    if (page != "CardStep" && page != "SubmitStep") CHECK(rig.kiosk().step() == before);
    CHECK(rig.ended.isEmpty());
    const bool done = finishes(rig);
    CHECK(done);
    row("card back", page, done ? "asked for, put back, goes on; one application" : "FAILED");
  }
}

TEST_CASE(
    "the card is lifted on every page and stays away, or another comes: the visit ends, the case is safe") {
  for (const auto& page : pages()) {
    for (const bool other : {false, true}) {
      CAPTURE(page.toStdString());
      CAPTURE(other);
      Rig rig("due");
      REQUIRE(reach(rig, page));
      if (page == "ReceiptStep") continue;  // see above: it ends there and then
      rig.liftCard();
      REQUIRE(rig.until([&] { return rig.kiosk().cardMissing(); }));
      if (other)
        rig.layCard("too-early");
      else
        rig.ticks(30);
      REQUIRE(rig.until([&] { return !rig.ended.isEmpty(); }));
      const QString expected = page == "ReceiptStep" ? "completed" : "card-lost";
      CHECK((rig.ended.first() == expected || (page == "SubmitStep" && rig.ended.first() == "completed")));
      CHECK(rig.stepName() == (other ? "TakeCardStep" : "GoodbyeStep"));
      CHECK_FALSE(rig.kiosk().inVisit());
      const bool applied = page == "SubmitStep" || page == "ReceiptStep";
      if (applied) CHECK(rig.until([&] { return rig.kiosk().outbox()->idle(); }));
      CHECK(rig.applications() == (applied ? 1 : 0));
      if (!other)
        row("card gone", page,
            applied ? "visit ends, the application is made" : "visit ends, nothing is sent");
    }
  }
}

TEST_CASE("nobody touches the screen, on every page: warned, then ended; money and licence work is kept") {
  for (const auto& page : pages()) {
    CAPTURE(page.toStdString());
    Rig rig("due");
    REQUIRE(reach(rig, page));
    if (page == "CardStep" || page == "SubmitStep") {
      rig.ticks(100);  // the machine's turn: nobody is late
      CHECK(rig.ended.isEmpty());
      CHECK_FALSE(rig.kiosk().warning());
      CHECK(finishes(rig));
      row("time-out", page, "the clock stands while the machine works");
      continue;
    }
    if (page == "PayStep") {
      rig.ticks(200);  // the person is busy with the phone for as long as the code is valid
      CHECK_FALSE(rig.kiosk().warning());
      CHECK(rig.kiosk().warningText().contains("会留着"));
      CHECK(rig.ended.isEmpty());
      row("time-out", page, "the clock stands while the code can be paid");
      CHECK(finishes(rig));
      continue;
    }
    rig.ticks(60);
    CHECK(rig.kiosk().warning());
    CHECK_FALSE(rig.kiosk().warningText().contains("会留着"));
    CHECK(rig.kiosk().secondsLeft() == 30);
    rig.kiosk().extend();
    CHECK_FALSE(rig.kiosk().warning());
    CHECK(rig.kiosk().extensionsLeft() == 9);
    rig.ticks(60);
    rig.ticks(30);
    CHECK(rig.ended == QStringList{page == "ReceiptStep" ? "completed" : "timed-out"});
    CHECK(rig.stepName() == "TakeCardStep");
    CHECK(rig.kiosk().outbox()->idle());
    row("time-out", page, "warned, extended, warned, visit ends");
    REQUIRE(rig.walkTo("AttractStep"));
  }
}

TEST_CASE("who pays with the phone is not late while the code can be paid") {
  Rig rig("due-photo-fresh");
  REQUIRE(rig.walkTo("PayStep"));
  REQUIRE(rig.until([&] { return !rig.step<kiosk::PayStep>()->qrContent().isEmpty(); }));
  rig.ticks(200);
  CHECK_FALSE(rig.kiosk().warning());
  CHECK(rig.ended.isEmpty());
}

TEST_CASE("an expired code does not hold the clock: warned, then ended") {
  Rig rig("due-photo-fresh", std::chrono::seconds(1));
  REQUIRE(rig.walkTo("PayStep"));
  REQUIRE(rig.until([&] { return rig.kiosk().step()->state() == kiosk::Step::Failed; }));
  rig.ticks(90);
  CHECK(rig.ended == QStringList{"timed-out"});
  CHECK(rig.until([&] { return rig.kiosk().outbox()->idle(); }));
}

TEST_CASE("a guide on the way stops the countdown, also from within the warning, and costs no extension") {
  Rig rig("due-photo-fresh");
  REQUIRE(rig.walkTo("FormStep"));
  rig.ticks(70);
  REQUIRE(rig.kiosk().warning());
  rig.kiosk().callGuide();
  CHECK_FALSE(rig.kiosk().warning());
  CHECK(rig.kiosk().extensionsLeft() == 10);
  rig.ticks(170);
  CHECK_FALSE(rig.kiosk().warning());
  CHECK(rig.ended.isEmpty());
  rig.ticks(80);  // nobody came
  CHECK(rig.kiosk().warning());
}

TEST_CASE("without a visit: what somebody switched, read or began and left goes back to the welcome") {
  Rig rig("due");
  REQUIRE(rig.settles());
  using Switch = std::pair<void (kiosk::Kiosk::*)(bool), bool (kiosk::Kiosk::*)() const>;
  for (const auto& [set, isSet] : {Switch{&kiosk::Kiosk::setEnglish, &kiosk::Kiosk::english},
                                   Switch{&kiosk::Kiosk::setLargeText, &kiosk::Kiosk::largeText},
                                   Switch{&kiosk::Kiosk::setHighContrast, &kiosk::Kiosk::highContrast}}) {
    (rig.kiosk().*set)(true);
    rig.ticks(59);
    CHECK((rig.kiosk().*isSet)());
    rig.ticks(2);
    CHECK_FALSE((rig.kiosk().*isSet)());
    REQUIRE(rig.settles());
  }
  rig.kiosk().callGuide();
  rig.ticks(180);
  CHECK(rig.kiosk().guideCalled());
  rig.ticks(61);
  CHECK_FALSE(rig.kiosk().guideCalled());

  REQUIRE(rig.settles());
  rig.step<kiosk::AttractStep>()->openInfo("licence-renewal");
  REQUIRE(rig.settles());
  REQUIRE(rig.stepName() == "InfoStep");
  rig.ticks(59);
  CHECK(rig.stepName() == "InfoStep");
  rig.ticks(2);
  CHECK(rig.stepName() == "AttractStep");

  REQUIRE(rig.settles());
  rig.step<kiosk::AttractStep>()->begin();
  REQUIRE(rig.settles());
  REQUIRE(rig.stepName() == "CardStep");
  rig.ticks(59);
  CHECK(rig.ended.isEmpty());
  rig.ticks(2);
  CHECK(rig.ended == QStringList{"timed-out"});
}

TEST_CASE("what does not mend itself is tried four times, and then left to the person") {
  Rig rig("due");
  REQUIRE(rig.settles());
  rig.cutNetwork();
  rig.act();
  const auto failed = [&] { return rig.kiosk().step()->state() == kiosk::Step::Failed; };
  REQUIRE(rig.until(failed));
  for (const int pause : {5, 10, 20, 40}) {
    rig.kiosk().touched();  // somebody is still here
    rig.ticks(pause - 1);
    CHECK(failed());
    rig.ticks(1);
    CHECK_FALSE(failed());
    REQUIRE(rig.until(failed));
  }
  rig.kiosk().touched();
  rig.ticks(50);
  CHECK(failed());
}

TEST_CASE("what mends itself is tried again without the person") {
  Rig rig("due");
  REQUIRE(rig.settles());
  rig.cutNetwork();
  rig.act();
  REQUIRE(rig.until([&] { return rig.kiosk().step()->state() == kiosk::Step::Failed; }));
  REQUIRE(rig.kiosk().step()->problemCode() == "platform.unreachable");
  rig.ticks(5);
  CHECK(rig.kiosk().step()->state() == kiosk::Step::Working);
  REQUIRE(rig.until([&] { return rig.kiosk().step()->state() == kiosk::Step::Failed; }));
  rig.mendNetwork();
  rig.ticks(10);
  CHECK(rig.until([&] { return rig.stepName() == "HomeStep"; }));
}

TEST_CASE("the network is gone on every page: said so, and once it is back everything is done exactly once") {
  for (const auto& page : pages()) {
    CAPTURE(page.toStdString());
    Rig rig("due");
    REQUIRE((page == "CardStep"     ? rig.walkTo("AttractStep")
             : page == "SubmitStep" ? rig.walkTo("PayStep")
                                    : rig.walkTo(page)));
    if (page == "SubmitStep") {
      for (const auto& payment : rig.records().value("payments").toArray())
        for (const auto& order : payment.toObject().value("orders").toArray())
          rig.platform().pay(order.toObject().value("orderId").toString().toStdString());
    }
    rig.cutNetwork();
    // Does what comes next; for the pages that need the platform that is where it shows.
    auto* before = rig.kiosk().step();
    if (page == "PhotoStep") rig.act();  // takes the picture; the next act sends it
    if (page != "PayStep" && page != "SubmitStep" && page != "ReceiptStep") rig.act();
    rig.until(
        [&] { return rig.kiosk().step()->state() == kiosk::Step::Failed || !rig.kiosk().banner().isEmpty(); },
        page == "FaceStep" ? 10 : 1.5);  // the camera looks first
    const auto* now = rig.kiosk().step();
    std::string seen = now == before ? "same page" : rig.stepName().toStdString();
    if (now->state() == kiosk::Step::Failed) {
      CHECK(now->problemCode() == "platform.unreachable");
      CHECK_FALSE(now->problemText().isEmpty());
      CHECK(now->canRetry());
      seen += ": " + now->problemCode().toStdString();
    } else {
      // Pages that need nobody outside go on; the others say so above the page.
      const bool needsNobody =
          page == "FindingsStep" || page == "MaterialsStep" || page == "FormStep" || page == "ReceiptStep";
      CHECK(rig.kiosk().banner().isEmpty() == needsNobody);
      seen += rig.kiosk().banner().isEmpty() ? ": goes on" : ": says so above the page";
    }
    rig.mendNetwork();
    if (rig.kiosk().step()->state() == kiosk::Step::Failed) rig.kiosk().step()->retry();
    const bool done = finishes(rig);
    CHECK(done);
    row("no network", page, seen + (done ? "; then done once" : "; FAILED"));
  }
}

TEST_CASE("records that cannot be fetched are said to be missing, and looked for again") {
  Rig rig("due-photo-fresh");
  rig.platform().addFault(
      {.kind = sandbox::Fault::Kind::Garbage, .method = "GET", .pathPrefix = "/v1/persons"});
  REQUIRE(rig.walkTo("HomeStep"));
  auto* home = rig.kiosk().step();
  CHECK(home->state() == kiosk::Step::Ready);
  CHECK_FALSE(home->primaryText().isEmpty());
  home->proceed();
  REQUIRE(rig.settles());
  CHECK(home->primaryText().isEmpty());

  Rig none("due-photo-fresh");
  none.platform().addFault(
      {.kind = sandbox::Fault::Kind::Garbage, .method = "GET", .pathPrefix = "/v1/persons", .count = 4});
  none.walkTo("HomeStep");
  REQUIRE(none.kiosk().step()->state() == kiosk::Step::Failed);
  CHECK(none.kiosk().step()->problemCode() == "platform.bad-answer");
}

TEST_CASE("the devices a step needs go away: it says so, and goes on when they are back") {
  {
    Rig rig("due");
    REQUIRE(rig.walkTo("PhotoStep"));
    rig.device("camera", "unplug");
    auto* photo = rig.kiosk().step();
    REQUIRE(rig.until([&] { return photo->state() == kiosk::Step::Failed; }));
    CHECK_FALSE(photo->problemText().isEmpty());
    rig.device("camera", "plug");
    REQUIRE(rig.until([&] {
      photo->retry();
      return photo->state() == kiosk::Step::Ready;
    }));
    CHECK(finishes(rig));
  }
  {
    Rig rig("due-photo-fresh");
    REQUIRE(rig.walkTo("FormStep"));
    rig.device("card-reader", "replug");
    rig.ticks(3);
    rig.until([] { return false; }, 1.5);
    CHECK(rig.ended.isEmpty());  // the card still lies there
    CHECK_FALSE(rig.kiosk().cardMissing());
    CHECK(finishes(rig));
  }
}

TEST_CASE("no paper for the receipt: said so, the rest stays usable, and it is printed when there is paper") {
  Rig rig("due-photo-fresh");
  REQUIRE(rig.walkTo("PayStep"));
  rig.device("receipt-printer", "paper out");
  rig.pay();
  REQUIRE(rig.until([&] { return rig.step<kiosk::ReceiptStep>() != nullptr; }));
  auto* receipt = rig.step<kiosk::ReceiptStep>();
  REQUIRE(rig.until([&] { return !receipt->problemCode().isEmpty(); }, 30));
  CHECK(receipt->problemCode() == "printer.paper-out");
  CHECK_FALSE(receipt->printed());
  CHECK(receipt->state() == kiosk::Step::Ready);
  CHECK(rig.kiosk().banner() == receipt->problemText());
  CHECK_FALSE(receipt->qrContent().isEmpty());
  rig.device("receipt-printer", "paper ok");
  receipt->printAgain();
  CHECK(rig.until([&] { return receipt->printed(); }));
  CHECK(receipt->problemCode().isEmpty());
}

TEST_CASE("the card stays on the reader after the end: louder, and nothing personal on the screen") {
  Rig rig("due");
  REQUIRE(rig.walkTo("HomeStep"));
  rig.kiosk().endVisit();
  REQUIRE(rig.settles());
  auto* take = rig.step<kiosk::TakeCardStep>();
  REQUIRE(take != nullptr);
  CHECK(take->insistence() == 0);
  rig.ticks(10);
  CHECK(take->insistence() == 2);
  rig.liftCard();
  REQUIRE(rig.until([&] { return rig.stepName() == "GoodbyeStep"; }));
}
