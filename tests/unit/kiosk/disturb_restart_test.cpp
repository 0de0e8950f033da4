#include <QJsonArray>
#include <csignal>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <sys/resource.h>

#include "disturb_rig.h"
#include "findings_people.h"
#include "kiosk/cases/confirm_step.h"
#include "kiosk/cases/form_step.h"
#include "kiosk/cases/home_step.h"
#include "kiosk/cases/out_of_service_step.h"
#include "kiosk/cases/pay_step.h"
#include "kiosk/cases/receipt_step.h"
#include "kiosk/cases/submit_step.h"
#include "kiosk/journal/journal.h"

using namespace doorstep;
using namespace doorstep::tests;
using Kind = sandbox::Fault::Kind;

namespace {

// Pays everything at the platform, behind the kiosk's back.
void payAll(Rig& rig) {
  for (const auto& payment : rig.records().value("payments").toArray())
    for (const auto& order : payment.toObject().value("orders").toArray())
      rig.platform().pay(order.toObject().value("orderId").toString().toStdString());
}

std::string keyAtPlatform(Rig& rig) {
  return rig.records()
      .value("applications")
      .toArray()
      .at(0)
      .toObject()
      .value("idempotencyKey")
      .toString()
      .toStdString();
}

std::string keyInJournal(const std::string& stateDir) {
  const auto journal = kiosk::Journal::open(stateDir);
  REQUIRE(journal.has_value());
  const auto intents = (*journal)->openIntents().value();
  for (const auto& intent : intents)
    if (intent.kind == kiosk::Intent::Kind::Application) return intent.id;
  return "no open application";
}

// The person applies at a counter while the kiosk is off: the kiosk's own application will be refused.
void applyElsewhere(Rig& rig) {
  auto& client = rig.client();
  const auto person = rig.personId();
  services::ApplicationRequest request;
  request.procedure = "licence-renewal";
  request.personId = person;
  using Photo = std::optional<services::PhotoOnFile>;
  request.photoId = rig.ask<Photo>([&](auto done) { client.photoOnFile(person, done); })->photoId;
  const auto payment = rig.ask<services::Payment>([&](auto done) {
    client.createPayment(services::newIdempotencyKey(), person, request.procedure, "pick-up", done);
  });
  for (const auto& order : payment.orders) rig.platform().pay(order.orderId);
  request.paymentId = payment.paymentId;
  request.phone = Secret("19900000002");
  request.delivery = "pick-up";
  request.documentDigest = std::string(64, 'a');
  request.signaturePng = Secret("png");
  rig.ask<services::Application>(
      [&](auto done) { client.submitApplication(services::newIdempotencyKey(), request, done); });
}

QVariantMap owedCase(Rig& rig) {
  for (const auto& each : rig.step<kiosk::HomeStep>()->cases())
    if (each.toMap().value("stateText").toString().startsWith("已付款，请到窗口，办件号"))
      return each.toMap();
  return {};
}

bool drained(Rig& rig) {
  return rig.until([&] { return rig.kiosk().outbox()->idle(); });
}

}  // namespace

TEST_CASE(
    "power cut after the payment, before the kiosk saw it: applied for exactly once, receipt to be had") {
  Rig rig("due-photo-fresh");
  REQUIRE(rig.walkTo("PayStep"));
  payAll(rig);
  rig.powerOff();
  REQUIRE(rig.applications() == 0);
  const auto key = keyInJournal(rig.stateDir());

  rig.powerUp();
  REQUIRE(drained(rig));
  CHECK(rig.applications() == 1);
  CHECK(rig.settledPayments() == 1);
  CHECK(keyAtPlatform(rig) == key);

  // The card lay there all the time: the person is welcomed back.
  REQUIRE(rig.until([&] { return rig.step<kiosk::HomeStep>() != nullptr; }));
  REQUIRE(rig.settles());
  auto* home = rig.step<kiosk::HomeStep>();
  REQUIRE(home->cases().size() == 1);
  home->openCase(home->cases().at(0).toMap().value("number").toString());
  REQUIRE(rig.settles());
  auto* receipt = rig.step<kiosk::ReceiptStep>();
  REQUIRE(receipt != nullptr);
  // It is looked at: what is printed is printed when asked for, and the visit goes on.
  CHECK(receipt->title().contains("已受理"));
  CHECK(receipt->primaryText() == "返回");
  CHECK(receipt->looking());
  CHECK_FALSE(receipt->helpText().contains("取回身份证"));
  rig.until([] { return false; }, 0.3);
  CHECK_FALSE(receipt->printed());
  CHECK_FALSE(receipt->printing());
  receipt->printAgain();
  REQUIRE(rig.until([&] { return receipt->printed(); }));
  receipt->proceed();
  REQUIRE(rig.until([&] { return rig.step<kiosk::HomeStep>() != nullptr; }));
  CHECK(rig.ended.isEmpty());
  CHECK(rig.applications() == 1);
}

TEST_CASE("power cut while the application is on its way: the same key, one record") {
  Rig rig("due-photo-fresh");
  REQUIRE(rig.walkTo("PayStep"));
  rig.platform().addFault({.kind = Kind::Delay,
                           .method = "POST",
                           .pathPrefix = "/v1/applications",
                           .delay = std::chrono::seconds(3)});
  payAll(rig);
  REQUIRE(rig.until([&] { return rig.applications() == 1; }));  // it has arrived, the answer has not
  rig.powerOff();
  const auto key = keyInJournal(rig.stateDir());

  rig.powerUp();
  REQUIRE(drained(rig));
  CHECK(rig.applications() == 1);
  CHECK(keyAtPlatform(rig) == key);
}

TEST_CASE("a power cut before anything was paid leaves nothing behind") {
  Rig rig("due-photo-fresh");
  REQUIRE(rig.walkTo("ConfirmStep"));
  rig.step<kiosk::ConfirmStep>()->setSignature(scrawl(), 3);
  rig.cutNetwork();
  rig.step<kiosk::ConfirmStep>()->proceed();
  rig.powerOff();  // written down, never sent
  rig.mendNetwork();
  rig.powerUp();
  REQUIRE(drained(rig));
  CHECK(rig.applications() == 0);
  CHECK(rig.records().value("payments").toArray().isEmpty());
}

TEST_CASE("an unpaid payment waits after a restart, and is given up when it expires") {
  Rig rig("due-photo-fresh", std::chrono::seconds(2));
  REQUIRE(rig.walkTo("PayStep"));
  rig.powerOff();
  rig.powerUp();
  CHECK_FALSE(rig.kiosk().outbox()->idle());
  REQUIRE(drained(rig));
  CHECK(rig.applications() == 0);
}

TEST_CASE("the answer to the payment is lost: it is asked for, and opened once") {
  Rig rig("due-photo-fresh");
  rig.platform().addFault({.kind = Kind::DropReply, .method = "POST", .pathPrefix = "/v1/payments"});
  REQUIRE(rig.walkTo("ConfirmStep"));
  rig.act();
  REQUIRE(rig.until([&] {
    auto* page = rig.step<kiosk::PayStep>();
    return page && !page->qrContent().isEmpty();
  }));
  CHECK(rig.records().value("payments").toArray().size() == 1);
  REQUIRE(rig.walkTo("ReceiptStep"));
  CHECK(rig.applications() == 1);
}

TEST_CASE("the answer to the application is lost, arrives twice or as rubbish: one record, one receipt") {
  for (const auto kind : {Kind::DropReply, Kind::Duplicate, Kind::Garbage, Kind::Oversize, Kind::Status}) {
    CAPTURE(sandbox::wordOf(kind));
    Rig rig("due-photo-fresh");
    rig.platform().addFault(
        {.kind = kind, .method = "POST", .pathPrefix = "/v1/applications", .status = 500});
    REQUIRE(rig.walkTo("PayStep"));
    rig.pay();
    REQUIRE(rig.until([&] { return rig.step<kiosk::ReceiptStep>() != nullptr; }));
    CHECK(rig.applications() == 1);
    CHECK(rig.settledPayments() == 1);
  }
}

TEST_CASE("paid, and the platform away: the kiosk says so, keeps asking, and gets it done") {
  Rig rig("due-photo-fresh");
  REQUIRE(rig.walkTo("PayStep"));
  payAll(rig);
  rig.platform().addFault(
      {.kind = Kind::Status, .method = "POST", .pathPrefix = "/v1/applications", .count = 5, .status = 503});
  REQUIRE(rig.until([&] {
    auto* page = rig.step<kiosk::SubmitStep>();
    return page && page->state() == kiosk::Step::Failed;
  }));
  CHECK_FALSE(rig.step<kiosk::SubmitStep>()->problemText().isEmpty());
  REQUIRE(rig.until([&] { return rig.step<kiosk::ReceiptStep>() != nullptr; }));
  CHECK(rig.applications() == 1);
}

TEST_CASE("the payment code expires before the person has paid: a new one, not charged twice") {
  Rig rig("due-photo-fresh", std::chrono::seconds(1));
  REQUIRE(rig.walkTo("PayStep"));
  auto* page = rig.step<kiosk::PayStep>();
  REQUIRE(rig.until([&] { return page->state() == kiosk::Step::Failed; }));
  CHECK(page->problemCode() == "payment.expired");
  page->retry();
  REQUIRE(rig.until([&] { return page->state() == kiosk::Step::Ready; }));
  rig.pay();
  REQUIRE(rig.until([&] { return rig.step<kiosk::ReceiptStep>() != nullptr; }));
  CHECK(rig.settledPayments() == 1);
  CHECK(rig.applications() == 1);
}

TEST_CASE(
    "the code on a slip opens its case once the card is known; any other code is named, not swallowed") {
  Rig rig("due-photo-fresh");
  const auto scan = [&](const std::string& text) { rig.scan(text); };
  const auto told = [&](const char* words) {
    return rig.until([&] { return rig.kiosk().banner().contains(words); });
  };
  REQUIRE(rig.walkTo("ReceiptStep"));
  std::string content;
  REQUIRE(rig.until([&] {
    const auto printer = rig.world().state("receipt-printer");
    for (const auto& line : printer->lastSlip.lines)
      if (line.starts_with("[QR ")) content = line.substr(4, line.size() - 5);
    return !content.empty();
  }));
  rig.kiosk().endVisit();
  rig.liftCard();
  REQUIRE(rig.walkTo("AttractStep"));

  scan(content);
  CHECK(told("请先放上身份证"));
  rig.ticks(9);
  CHECK(rig.kiosk().banner().isEmpty());
  REQUIRE(rig.walkTo("HomeStep"));
  scan("https://example.invalid/else");
  CHECK(told("用不到"));
  scan(content);
  CHECK(rig.until([&] { return rig.step<kiosk::ReceiptStep>() != nullptr; }));
}

TEST_CASE("a code scanned while a page works, or after it failed, is named too") {
  Rig rig("due-photo-fresh", std::chrono::seconds(1));
  const auto scanAndLook = [&](const char* words) {
    rig.scan("https://example.invalid/else");
    return rig.until([&] { return rig.kiosk().banner().contains(words); }, 3);
  };
  REQUIRE(rig.walkTo("PayStep"));
  auto* page = rig.step<kiosk::PayStep>();
  REQUIRE(rig.until([&] { return page->state() == kiosk::Step::Failed; }));
  CHECK(scanAndLook("用不到"));
  rig.ticks(9);
  CHECK(rig.kiosk().banner().isEmpty());

  rig.platform().addFault(
      {.kind = Kind::Delay, .method = "", .pathPrefix = "", .delay = std::chrono::seconds(4)});
  page->retry();
  REQUIRE(page->state() == kiosk::Step::Working);
  CHECK(scanAndLook("再扫一次"));
}

TEST_CASE("somebody cannot pay now: the case waits, and goes on where it was") {
  Rig rig("due-photo-fresh");
  REQUIRE(rig.walkTo("PayStep"));
  rig.step<kiosk::PayStep>()->park();
  CHECK(rig.ended == QStringList{"parked"});
  REQUIRE(rig.walkTo("AttractStep"));
  REQUIRE(rig.walkTo("HomeStep"));
  auto* home = rig.step<kiosk::HomeStep>();
  REQUIRE(home->cases().size() == 1);
  // Choosing the procedure again leads to the same case: nobody pays twice.
  home->choose("licence-renewal");
  REQUIRE(rig.settles());
  REQUIRE(rig.stepName() == "PayStep");
  REQUIRE(rig.walkTo("ReceiptStep"));
  CHECK(rig.records().value("payments").toArray().size() == 1);
  CHECK(rig.applications() == 1);
}

TEST_CASE("who has it mailed pays for the licence and the postage, and applies once") {
  Rig rig("due-photo-fresh");
  REQUIRE(rig.walkTo("FormStep"));
  rig.step<kiosk::FormStep>()->setValue("delivery", "mail");
  REQUIRE(rig.walkTo("ConfirmStep"));
  CHECK(rig.step<kiosk::ConfirmStep>()->feeText() == "30元");
  REQUIRE(rig.walkTo("PayStep"));
  auto* page = rig.step<kiosk::PayStep>();
  CHECK(page->orders().size() == 2);
  CHECK(page->totalText() == "30元");
  rig.kiosk().setEnglish(true);
  CHECK(page->orders().at(1).toMap().value("item") == "Postage");
  CHECK(page->qrPayee() == "Provincial treasury");
  rig.kiosk().setEnglish(false);
  rig.pay();
  // One of two: it waits as what it is.
  page->park();
  REQUIRE(rig.walkTo("AttractStep"));
  REQUIRE(rig.walkTo("HomeStep"));
  CHECK(rig.step<kiosk::HomeStep>()->cases().at(0).toMap().value("stateText") == "付了一部分，可以接着付");
  REQUIRE(rig.walkTo("ReceiptStep"));
  CHECK(rig.settledPayments() == 1);
  CHECK(rig.applications() == 1);
}

TEST_CASE("a sum other than the one that was signed is not asked for") {
  Rig rig("due-photo-fresh");
  const auto cheaper = std::make_shared<kiosk::Catalogue>(shipped());
  const_cast<kiosk::Procedure&>(cheaper->procedures().front()).fees.front().fen = 900;
  rig.catalogue = cheaper;
  rig.powerUp();
  REQUIRE(rig.walkTo("ConfirmStep"));
  rig.act();
  REQUIRE(rig.until([&] {
    auto* page = rig.step<kiosk::PayStep>();
    return page && page->state() == kiosk::Step::Failed;
  }));
  auto* page = rig.step<kiosk::PayStep>();
  CHECK(page->problemCode() == "payment.other-amount");
  CHECK(page->qrContent().isEmpty());
  CHECK_FALSE(page->canRetry());
  CHECK(rig.kiosk().outbox()->idle());
}

TEST_CASE("paid, and refused by the platform: shown, blocked, kept over a restart, explained") {
  Rig rig("due-photo-fresh");
  REQUIRE(rig.walkTo("PayStep"));
  payAll(rig);
  rig.powerOff();
  applyElsewhere(rig);
  rig.powerUp();
  for (const bool again : {false, true}) {
    CAPTURE(again);
    if (again) {
      rig.powerOff();
      rig.powerUp();
    }
    REQUIRE(drained(rig));
    REQUIRE(rig.until([&] { return rig.step<kiosk::HomeStep>() != nullptr; }));
    REQUIRE(rig.settles());
    REQUIRE_FALSE(owedCase(rig).isEmpty());
    for (const auto& offer : rig.step<kiosk::HomeStep>()->offers())
      CHECK(offer.toMap().value("id").toString() != "licence-renewal");
    CHECK(rig.step<kiosk::HomeStep>()->due().isEmpty());
    // Even a face that still offers it leads nowhere but to the explanation.
    rig.step<kiosk::HomeStep>()->choose("licence-renewal");
    REQUIRE(rig.settles());
    REQUIRE(rig.stepName() == "SubmitStep");
    CHECK(rig.kiosk().step()->problemCode() == "application.owed");
    CHECK(rig.kiosk().canGoBack());
    rig.kiosk().back();
    REQUIRE(rig.settles());
    CHECK(rig.stepName() == "HomeStep");
  }
  CHECK(rig.applications() == 1);
}

TEST_CASE("paid, nothing sent yet, and the power goes: sent once after the restart") {
  Rig rig("due-photo-fresh");
  REQUIRE(rig.walkTo("PayStep"));
  rig.platform().addFault({.kind = Kind::Status,
                           .method = "POST",
                           .pathPrefix = "/v1/applications",
                           .count = 1000,
                           .status = 503});
  payAll(rig);
  REQUIRE(rig.until([&] {
    auto* page = rig.step<kiosk::SubmitStep>();
    return page && page->state() == kiosk::Step::Failed;
  }));
  rig.powerOff();
  CHECK(rig.applications() == 0);
  const auto key = keyInJournal(rig.stateDir());
  rig.platform().clearFaults();
  rig.powerUp();
  REQUIRE(drained(rig));
  CHECK(rig.applications() == 1);
  CHECK(keyAtPlatform(rig) == key);
}

TEST_CASE("a damaged journal closes the kiosk until staff have taken it away") {
  Rig rig("due");
  rig.powerOff();
  const auto damaged = rig.stateDir() + "/journal.db.damaged-1";
  std::ofstream(damaged) << "rubbish";
  rig.powerUp();
  auto* closed = rig.step<kiosk::OutOfServiceStep>();
  REQUIRE(closed != nullptr);
  CHECK(closed->faults().at(0).contains("journal.db.damaged-1"));
  CHECK_FALSE(closed->staffText().isEmpty());
  rig.ticks(11);
  CHECK(rig.stepName() == "OutOfServiceStep");
  std::filesystem::remove(damaged);
  rig.ticks(11);
  CHECK(rig.stepName() == "AttractStep");
}

TEST_CASE("a journal that cannot be written closes the kiosk, and nothing is sent") {
  Rig rig("due-photo-fresh");
  REQUIRE(rig.walkTo("ConfirmStep"));
  auto* confirm = rig.step<kiosk::ConfirmStep>();
  confirm->setSignature(scrawl(), 3);
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit full{64, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &full);
  confirm->proceed();
  const auto state = confirm->state();
  const auto code = confirm->problemCode();
  rig.kiosk().endVisit();
  rig.liftCard();
  const bool closed = rig.until([&] {
    rig.kiosk().tick();
    return rig.step<kiosk::OutOfServiceStep>() != nullptr;
  });
  setrlimit(RLIMIT_FSIZE, &before);
  CHECK(state == kiosk::Step::Failed);
  CHECK(code == "journal.unwritable");
  REQUIRE(closed);
  CHECK_FALSE(rig.step<kiosk::OutOfServiceStep>()->reasonText().isEmpty());
  CHECK(rig.records().value("payments").toArray().isEmpty());
  CHECK(rig.applications() == 0);
  // There is room again: it opens by itself.
  rig.ticks(11);
  CHECK(rig.stepName() == "AttractStep");
}
