#include "devices/drivers/escpos_link.h"
#include "tests/emulators/printer_rig.h"

// What happens when paper, cover, knife, buffer or cable get in the way.
using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::emulators;
using namespace std::chrono_literals;

namespace {

// One block of several lines and some of one line.
PrintDocument longBlock() {
  return {
      "long block",
      {PrintText{"one\ntwo\nthree\nfour\nfive"}, PrintText{"six"}, PrintText{"seven"}, PrintText{"eight"}}};
}
const std::string longBlockText = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n\n\n\n";

// Three lines of characters that go as pictures: more than the small printer below has room for.
PrintDocument pictures() {
  return {"pictures", {PrintText{"𬭎\n𬭎\n𬭎"}, PrintText{"完"}}};
}

}  // namespace

TEST_CASE("paper near its end is a status, paper out and an open cover are problems") {
  PrinterRig rig;
  const auto printer = online(rig);
  const auto shows = [&](const std::string& code, Supplies supplies) {
    return conformance::eventually(
        [&] { return printer->status().problem == code && printer->status().supplies == supplies; });
  };
  rig.model->setPaper(PrinterModel::Paper::Low);
  CHECK(shows("", Supplies::Low));
  CHECK(printSlip(*printer, sampleSlip()));
  rig.model->setPaper(PrinterModel::Paper::Out);
  CHECK(shows("printer.paper-out", Supplies::Out));
  CHECK_FALSE(printer->status().ready());
  CHECK(printSlip(*printer, sampleSlip()).error().code == "printer.paper-out");
  rig.model->setPaper(PrinterModel::Paper::Enough);
  rig.model->setCover(true);
  CHECK(shows("printer.cover-open", Supplies::Ok));
  CHECK(printSlip(*printer, sampleSlip()).error().code == "printer.cover-open");
  rig.model->setCover(false);
  rig.model->setOffline(true);
  CHECK(shows("printer.offline", Supplies::Ok));
  rig.model->setOffline(false);
  CHECK(shows("", Supplies::Ok));
  CHECK(rig.model->slips().size() == 1);
}

TEST_CASE("a knife that sticks is named, and the next slip works when it is free") {
  PrinterRig rig;
  const auto printer = online(rig);
  rig.model->setCutterJam(true);
  const auto report = printSlip(*printer, sampleSlip());
  REQUIRE_FALSE(report);
  CHECK(report.error().code == "printer.cutter");
  CHECK(report.error().detail == "15 of 15 blocks");
  CHECK(conformance::becomes(*printer, DeviceState::HardwareError));
  rig.model->setCutterJam(false);
  CHECK(conformance::becomes(*printer, DeviceState::Online));
  CHECK(printSlip(*printer, sampleSlip()));
}

TEST_CASE("paper that runs out in mid-slip is waited for, and nothing is lost or printed twice") {
  struct Kind {
    bool inTurn, keeps;
  };
  for (const Kind kind : {Kind{true, true}, Kind{true, false}}) {
    CAPTURE(kind.keeps);
    PrinterModel::Traits traits;
    traits.answersInTurn = kind.inTurn;
    traits.keepsUnprinted = kind.keeps;
    PrinterRig rig(traits);
    const auto printer = online(rig);
    rig.model->paperOutAfter(5);
    auto printing = startPrinting(*printer, sampleSlip());
    REQUIRE(conformance::eventually([&] { return rig.model->present().lines.size() == 5; }));
    std::this_thread::sleep_for(500ms);
    CHECK(rig.model->present().lines.size() == 5);
    rig.model->setPaper(PrinterModel::Paper::Enough);
    const auto report = printing.get();
    REQUIRE(report);
    CHECK(report->resumed);
    CHECK(report->blocks == 15);
    CHECK(rig.model->complaints().empty());
    const std::string text = rig.model->slips().at(0).text();
    if (kind.keeps) CHECK(text == complete);
    // What was thrown away is printed again from the start of its block.
    for (const char* line :
         {"受理编号                      DS-20261123-000017", "合计   ", "[QR ", "咨询电话"})
      CHECK(text.find(line) != std::string::npos);
  }
}

TEST_CASE("a printer taken off line in mid-slip is waited for too") {
  PrinterRig rig;
  const auto printer = online(rig);
  rig.model->paperOutAfter(5);
  auto printing = startPrinting(*printer, sampleSlip());
  REQUIRE(conformance::eventually([&] { return rig.model->present().lines.size() == 5; }));
  rig.model->setOffline(true);
  rig.model->setPaper(PrinterModel::Paper::Enough);
  std::this_thread::sleep_for(500ms);
  CHECK(rig.model->present().lines.size() == 5);
  rig.model->setOffline(false);
  CHECK(printing.get());
  CHECK(rig.model->slips().at(0).text() == complete);
}

TEST_CASE("a slip that stays without paper says how far it came, and hangs not together with the next") {
  PrinterRig rig;
  const auto printer = online(rig);
  rig.model->paperOutAfter(4);
  const auto report = printSlip(*printer, sampleSlip(), 1500ms);
  REQUIRE_FALSE(report);
  CHECK(report.error().code == "printer.interrupted");
  CHECK(report.error().detail.find("of 15 blocks: printer.paper-out") != std::string::npos);
  rig.model->setPaper(PrinterModel::Paper::Enough);
  REQUIRE(conformance::becomes(*printer, DeviceState::Online));
  REQUIRE(printSlip(*printer, sampleSlip()));
  const auto slips = rig.model->slips();
  REQUIRE(slips.size() == 2);
  CHECK(slips[1].text() == complete);
}

TEST_CASE("printers that answer no questions in turn, or none at all, print too") {
  for (const bool answers : {true, false}) {
    CAPTURE(answers);
    PrinterModel::Traits traits;
    traits.answersInTurn = false;
    traits.answers = answers;
    PrinterRig rig(traits);
    const auto printer = online(rig);
    const auto report = printSlip(*printer, sampleSlip());
    REQUIRE(report);
    CHECK(report->blocks == 15);
    CHECK(rig.model->slips().at(0).text() == complete);
    rig.model->setPaper(PrinterModel::Paper::Out);
    CHECK(conformance::eventually([&] { return printer->status().problem == "printer.paper-out"; }));
  }
}

TEST_CASE("a slow printer is confirmed block by block, also while it is asked how it is") {
  PrinterModel::Traits traits;
  traits.lineTime = 205ms;  // just when the driver loses patience and asks
  PrinterRig rig(traits);
  const auto printer = online(rig);
  const auto report = printSlip(*printer, sampleSlip(), 30s);
  REQUIRE(report);
  CHECK(rig.model->slips().at(0).text() == complete);
}

TEST_CASE("an answer that comes after its question was given up is not taken for the next one's") {
  PrinterRig rig;
  rig.model->setPaper(PrinterModel::Paper::Low);
  const auto found = findUsb({});
  REQUIRE(found.size() == 1);
  auto device = found[0].open(found[0].interfaces.at(0));
  REQUIRE(device);
  EscposLink link(std::move(*device), found[0].interfaces.at(0), {});
  for (int question = 1; question <= 4; ++question) {
    CAPTURE(question);
    rig.model->answerLate(question, 400ms);
    Action given(Clock::now() + 10s);
    std::thread canceller([&given] {
      std::this_thread::sleep_for(200ms);
      given.cancel();
    });
    CHECK(link.status(given).error().code == "device.cancelled");
    canceller.join();
    std::this_thread::sleep_for(300ms);
    for (int again = 0; again < 2; ++again) {
      const auto status = link.status(Action(Clock::now() + 10s));
      REQUIRE(status);
      CHECK(status->paper == wire::PaperLevel::NearEnd);
      CHECK_FALSE(status->hasCause());
      CHECK_FALSE(status->offline);
    }
  }
}

TEST_CASE("a slow printer that finds paper again prints each line once, or again if it threw it away") {
  for (const bool keeps : {true, false}) {
    CAPTURE(keeps);
    PrinterModel::Traits traits;
    traits.lineTime = 600ms;
    traits.keepsUnprinted = keeps;
    PrinterRig rig(traits);
    const auto printer = online(rig);
    rig.model->paperOutAfter(2);
    auto printing = startPrinting(*printer, longBlock(), 60s);
    REQUIRE(conformance::eventually([&] { return rig.model->present().lines.size() == 2; }));
    std::this_thread::sleep_for(700ms);
    rig.model->setPaper(PrinterModel::Paper::Enough);
    const auto report = printing.get();
    REQUIRE(report);
    CHECK(report->resumed);
    CHECK(rig.model->complaints().empty());
    REQUIRE(conformance::eventually([&] { return rig.model->slips().size() == 1; }));
    const std::string text = rig.model->slips().at(0).text();
    CHECK(text == (keeps ? longBlockText : "one\ntwo\n" + longBlockText));
  }
}

TEST_CASE("a printer that confirms nothing is watched until its last line must be out") {
  for (const bool answers : {true, false}) {
    CAPTURE(answers);
    PrinterModel::Traits traits;
    traits.answersInTurn = false;
    traits.answers = answers;
    traits.lineTime = 100ms;
    PrinterRig rig(traits);
    const auto printer = online(rig);
    const auto report = printSlip(*printer, longBlock());
    REQUIRE(report);
    CHECK(rig.model->slips().size() == 1);
    rig.model->paperOutAfter(6);
    const auto second = printSlip(*printer, longBlock());
    REQUIRE_FALSE(second);
    CHECK(second.error().code == "printer.interrupted");
    CHECK(second.error().detail == "4 of 4 blocks: printer.paper-out");
  }
}

TEST_CASE("a printer without room for a question is asked through its port, and what was torn is repeated") {
  PrinterModel::Traits traits;
  traits.bufferSize = 8 + 45 * 64;  // whole packets behind the first picture: full to the last byte
  PrinterRig rig(traits);
  const auto printer = online(rig);
  rig.model->paperOutAfter(1);
  auto printing = startPrinting(*printer, pictures(), 30s);
  REQUIRE(conformance::eventually([&] { return rig.model->present().lines.size() == 1; }));
  std::this_thread::sleep_for(1500ms);
  rig.model->setPaper(PrinterModel::Paper::Enough);
  const auto report = printing.get();
  REQUIRE(report);
  CHECK(report->resumed);
  CHECK(rig.model->complaints().empty());
  CHECK(rig.model->slips().at(0).text().ends_with("[picture]\n[picture]\n[picture]\n完\n\n\n\n"));
}

TEST_CASE("a command cut off in one slip does not swallow the beginning of the next") {
  PrinterRig rig;
  const auto printer = online(rig);
  rig.model->takeOnly(1500);  // the middle of the first picture
  auto printing = startPrinting(*printer, pictures(), 30s);
  REQUIRE(conformance::becomes(*printer, DeviceState::Busy));
  std::this_thread::sleep_for(800ms);
  printer->cancel();
  CHECK(printing.get().error().code == "device.cancelled");
  rig.model->takeOnly(std::nullopt);
  REQUIRE(conformance::becomes(*printer, DeviceState::Online));
  REQUIRE(printSlip(*printer, sampleSlip()));
  CHECK(rig.model->complaints().empty());
  const auto slips = rig.model->slips();
  REQUIRE(slips.size() == 2);
  CHECK(slips[1].text() == complete);
}
