#include <QJsonArray>
#include <csignal>

#include <doctest/doctest.h>
#include <sys/resource.h>

#include "disturb_rig.h"
#include "kiosk/cases/confirm_step.h"
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
  REQUIRE(rig.until([&] { return receipt->printed(); }));
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
