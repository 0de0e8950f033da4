#include <QJsonArray>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <unistd.h>

#include "disturb_rig.h"
#include "kiosk/cases/attract_step.h"
#include "kiosk/cases/confirm_step.h"
#include "kiosk/cases/findings_step.h"
#include "kiosk/cases/home_step.h"
#include "kiosk/cases/info_step.h"
#include "kiosk/cases/out_of_service_step.h"
#include "kiosk/cases/receipt_step.h"

using namespace doorstep;
using namespace doorstep::tests;
namespace fs = std::filesystem;

namespace {

// What the process says on stderr, while it lives.
struct Stderr {
  explicit Stderr(const std::string& file) : before(dup(2)) {
    std::fflush(stderr);
    const auto* const opened = std::freopen(file.c_str(), "a", stderr);
    REQUIRE(opened != nullptr);
  }
  ~Stderr() {
    std::fflush(stderr);
    dup2(before, 2);
    close(before);
  }
  int before;
};

std::string bytesOf(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string linesOf(const std::vector<devices::Slip>& slips) {
  std::string text;
  for (const auto& slip : slips)
    for (const auto& line : slip.lines) text += line + "\n";
  return text;
}

}  // namespace

TEST_CASE("a licence is renewed, from the card to the slip") {
  Rig rig("due");
  QStringList pages;
  const auto look = [&] { pages << rig.stepName(); };
  look();
  QObject::connect(&rig.kiosk(), &kiosk::Kiosk::stepChanged, &rig.kiosk(), look);

  REQUIRE(rig.walkTo("ReceiptStep"));
  auto* receipt = rig.step<kiosk::ReceiptStep>();
  REQUIRE(rig.until([&] { return receipt->printed(); }));
  CHECK(receipt->applicationNumber().size() == 13);
  CHECK_FALSE(receipt->qrContent().isEmpty());
  CHECK_FALSE(receipt->promiseText().isEmpty());
  CHECK(rig.kiosk().progress().size() == 8);
  CHECK(rig.kiosk().progressIndex() == 7);
  const auto number = receipt->applicationNumber();

  REQUIRE(rig.walkTo("TakeCardStep"));
  CHECK(rig.ended == QStringList{"completed"});
  CHECK_FALSE(rig.kiosk().inVisit());
  REQUIRE(rig.walkTo("GoodbyeStep"));
  REQUIRE(rig.walkTo("AttractStep"));
  CHECK(pages.join(' ') ==
        "AttractStep CardStep HomeStep FindingsStep FaceStep MaterialsStep PhotoStep FormStep ConfirmStep "
        "PayStep "
        "SubmitStep "
        "ReceiptStep TakeCardStep GoodbyeStep AttractStep");

  const auto applications = rig.records().value("applications").toArray();
  REQUIRE(applications.size() == 1);
  CHECK(applications[0].toObject().value("applicationNumber").toString() == number);
  CHECK(applications[0].toObject().value("person").toString() == "due");
  CHECK(rig.settledPayments() == 1);
  CHECK(rig.kiosk().outbox()->idle());
}

TEST_CASE("the slip says what the screen says, and nothing personal in full") {
  Rig rig("due-photo-fresh");
  REQUIRE(rig.walkTo("ReceiptStep"));
  auto* receipt = rig.step<kiosk::ReceiptStep>();
  REQUIRE(rig.until([&] { return receipt->printed(); }));
  const auto slip = linesOf(rig.world().takeSlips("receipt-printer"));
  CHECK(slip.find(receipt->applicationNumber().toStdString()) != std::string::npos);
  CHECK(slip.find("受理号") != std::string::npos);
  CHECK(slip.find(std::string(rig.citizen().name.reveal())) == std::string::npos);
  CHECK(slip.find(std::string(rig.citizen().idNumber.reveal())) == std::string::npos);
}

TEST_CASE("after a visit nobody's data are left on the disk or in the log") {
  const auto log = freshFolder() + "/stderr";
  std::string state;
  std::vector<std::string> canaries;
  {
    const Stderr said(log);
    Rig rig("due");
    const auto& citizen = rig.citizen();
    for (const auto* secret : {&citizen.name, &citizen.idNumber, &citizen.phone, &citizen.address})
      canaries.emplace_back(secret->reveal());
    REQUIRE(rig.walkTo("PayStep"));
    REQUIRE(rig.kiosk().outbox()->idle() == false);
    for (const auto& entry : fs::directory_iterator(rig.stateDir())) state += bytesOf(entry.path());
    REQUIRE(rig.walkTo("AttractStep"));
    for (const auto& entry : fs::directory_iterator(rig.stateDir())) state += bytesOf(entry.path());
  }
  const auto said = bytesOf(log);
  CHECK(said.find("visit: ended: completed") != std::string::npos);  // the log was caught
  CHECK(state.find("SQLite format 3") != std::string::npos);         // and so were the files
  for (const auto& canary : canaries) {
    CHECK(state.find(canary) == std::string::npos);
    CHECK(said.find(canary) == std::string::npos);
  }
}

TEST_CASE("who cannot apply is told everything at once, and can take it along") {
  Rig rig("violations-no-proof");
  REQUIRE(rig.walkTo("FindingsStep"));
  auto* findings = rig.step<kiosk::FindingsStep>();
  CHECK(findings->verdict() == kiosk::FindingsStep::CannotApply);
  const auto list = findings->findings();
  CHECK(list.at(0).toMap().value("result") == "fail");
  CHECK(list.at(1).toMap().value("result") == "fail");
  CHECK(list.last().toMap().value("result") == "pass");
  CHECK_FALSE(findings->noticeQr().isEmpty());
  CHECK(findings->primaryText() == "打印告知书");
  findings->proceed();
  REQUIRE(rig.until([&] { return findings->noticePrinted(); }));
  const auto slip = linesOf(rig.world().takeSlips("receipt-printer"));
  for (int i = 0; i < 2; ++i) {
    const auto reason = list.at(i).toMap().value("title").toString().toStdString();
    CHECK(slip.find(reason.substr(0, 12)) != std::string::npos);
  }
  rig.kiosk().endVisit();
  CHECK(rig.ended == QStringList{"refused"});
}

TEST_CASE("what a procedure asks for can be read without a card") {
  Rig rig("due");
  REQUIRE(rig.settles());
  rig.step<kiosk::AttractStep>()->openInfo("licence-renewal");
  REQUIRE(rig.settles());
  auto* info = rig.step<kiosk::InfoStep>();
  REQUIRE(info != nullptr);
  CHECK(info->sections().size() >= 5);
  CHECK(rig.kiosk().canGoBack());
  rig.kiosk().back();
  CHECK(rig.stepName() == "AttractStep");
}

TEST_CASE("a kiosk whose configuration has faults says so to people and staff, and offers nothing") {
  kiosk::Kiosk::Parts parts;
  parts.faults = {"stations/demo.yaml:12: no such driver"};
  kiosk::Kiosk closed(std::move(parts));
  auto* step = qobject_cast<kiosk::OutOfServiceStep*>(closed.step());
  REQUIRE(step != nullptr);
  step->start();
  CHECK_FALSE(step->reasonText().isEmpty());
  CHECK(step->faults() == QStringList{"stations/demo.yaml:12: no such driver"});
  for (int i = 0; i < 30; ++i) closed.tick();
  CHECK(closed.step() == step);
}

TEST_CASE("without a card reader the welcome says so and nobody can begin") {
  Rig rig("due");
  REQUIRE(rig.settles());
  const auto* welcome = rig.step<kiosk::AttractStep>();
  REQUIRE(rig.until([&] { return welcome->primaryEnabled(); }));
  CHECK(welcome->readerText().isEmpty());
  const QString title = welcome->title();
  rig.device("card-reader", "unplug");
  REQUIRE(rig.until([&] { return !welcome->primaryEnabled(); }));
  CHECK(welcome->readerText().contains("读卡器"));
  CHECK(welcome->title() != title);
  rig.step<kiosk::AttractStep>()->begin();
  CHECK(rig.stepName() == "AttractStep");
  rig.device("card-reader", "plug");
  REQUIRE(rig.until([&] { return welcome->primaryEnabled(); }));
  CHECK(welcome->readerText().isEmpty());
}

TEST_CASE("a procedure is offered only while the devices it needs are ready") {
  Rig rig("due");
  REQUIRE(rig.settles());
  const auto available = [&] {
    return rig.step<kiosk::AttractStep>()->offers().at(0).toMap().value("available").toBool();
  };
  REQUIRE(rig.until(available));
  rig.device("receipt-printer", "paper out");
  CHECK(rig.until([&] { return !available(); }));
  CHECK_FALSE(rig.step<kiosk::AttractStep>()->offers().at(0).toMap().value("reason").toString().isEmpty());
  rig.device("receipt-printer", "paper ok");
  CHECK(rig.until(available));
  rig.device("camera", "unplug");
  CHECK(rig.until([&] { return !available(); }));
}
