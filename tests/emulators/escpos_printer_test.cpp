#include <future>

#include <doctest/doctest.h>

#include "devices/drivers/drivers.h"
#include "devices/drivers/escpos_link.h"
#include "tests/emulators/emulated_usb.h"
#include "tests/emulators/printer_model.h"
#include "tests/emulators/slip_png.h"
#include "tests/emulators/slip_qr.h"
#include "tests/unit/devices/conformance.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::emulators;
using namespace std::chrono_literals;

namespace {

PrintDocument sampleSlip() {
  PrintDocument slip;
  slip.title = "sample";
  slip.blocks = {
      PrintText{"家门口的车管所", Align::Centre, 2, true},
      PrintText{"示例市公安局家门口派出所", Align::Centre},
      PrintRule{},
      PrintPair{"业务", "机动车驾驶证期满换证"},
      PrintPair{"办理人", "张*丰"},
      PrintPair{"受理编号", "DS-20261123-000017"},
      PrintPair{"受理时间", "2026-11-23 09:41"},
      PrintRule{},
      PrintPair{"工本费", "10.00 元"},
      PrintPair{"合计", "10.00 元"},
      PrintRule{},
      PrintText{"请在30日内凭本人身份证到制证窗口领取新证，或等待邮寄。办理进度可以扫描下面的二维码查询。"},
      PrintFeed{1},
      PrintQr{"https://example.invalid/c/000017", 6},
      PrintText{"咨询电话 199 0000 0000", Align::Centre},
  };
  return slip;
}

class PrinterRig : public conformance::Rig {
 public:
  explicit PrinterRig(PrinterModel::Traits traits = {}) : model(std::make_shared<PrinterModel>(traits)) {
    plug();
  }

  std::unique_ptr<Device> make() override { return makePrinter(); }
  std::unique_ptr<ReceiptPrinter> makePrinter(const Settings& settings = {}) {
    auto driver = makeEscposUsb(settings);
    REQUIRE(driver);
    Timing timing;  // patient with a loaded test machine
    timing.openDeadline = 10s;
    timing.pollDeadline = 5s;
    return std::make_unique<ReceiptPrinter>("receipt-printer", std::move(*driver), timing);
  }
  void act(Device& device, std::chrono::milliseconds deadline, Done<void> done) override {
    if (disturb_) std::exchange(disturb_, nullptr)(true);
    static_cast<ReceiptPrinter&>(device).print(
        sampleSlip(), deadline, [this, done](const Outcome<PrintReport>& report) {
          model->setSilent(false);
          model->setNoise(false);
          done(report ? Outcome<void>() : Outcome<void>(tl::unexpected(report.error())));
        });
  }
  void hold() override { model->paperOutAfter(3); }
  void release() override { model->setPaper(PrinterModel::Paper::Enough); }
  std::vector<std::string> heldCodes() const override { return {"printer.interrupted"}; }
  void plug() override { number_ = bus_.plug(model); }
  void unplug() override {
    if (number_ != 0) bus_.unplug(std::exchange(number_, 0));
  }
  std::optional<std::vector<std::string>> silence() override {
    disturb_ = [this](bool on) { model->setSilent(on); };
    return std::vector<std::string>{"printer.offline"};
  }
  std::optional<std::vector<std::string>> garbage() override {
    disturb_ = [this](bool on) { model->setNoise(on); };
    return std::vector<std::string>{"printer.offline"};
  }
  bool ghost() override {
    unplug();
    plug();
    const auto deaf = std::make_shared<PrinterModel>();
    deaf->setSilent(true);
    bus_.plug(deaf);
    return true;
  }

  std::optional<int> holders() override { return bus_.holders(); }

  std::shared_ptr<PrinterModel> model;

 private:
  EmulatedUsb bus_;
  int number_ = 0;
  std::function<void(bool)> disturb_;
};

std::future<Outcome<PrintReport>> startPrinting(ReceiptPrinter& printer, PrintDocument slip,
                                                std::chrono::milliseconds deadline = 15s) {
  auto promise = std::make_shared<std::promise<Outcome<PrintReport>>>();
  printer.print(std::move(slip), deadline,
                [promise](Outcome<PrintReport> report) { promise->set_value(report); });
  return promise->get_future();
}

Outcome<PrintReport> printSlip(ReceiptPrinter& printer, PrintDocument slip,
                               std::chrono::milliseconds deadline = 15s) {
  return startPrinting(printer, std::move(slip), deadline).get();
}

std::unique_ptr<ReceiptPrinter> online(PrinterRig& rig, const Settings& settings = {}) {
  auto printer = rig.makePrinter(settings);
  REQUIRE(conformance::becomes(*printer, DeviceState::Online));
  return printer;
}

// The sample slip, as it comes out of an 80 mm printer.
const std::string complete =
    "家门口的车管所\n"
    "示例市公安局家门口派出所\n"
    "------------------------------------------------\n"
    "业务                        机动车驾驶证期满换证\n"
    "办理人                                     张*丰\n"
    "受理编号                      DS-20261123-000017\n"
    "受理时间                        2026-11-23 09:41\n"
    "------------------------------------------------\n"
    "工本费                                  10.00 元\n"
    "合计                                    10.00 元\n"
    "------------------------------------------------\n"
    "请在30日内凭本人身份证到制证窗口领取新证，或等待\n"
    "邮寄。办理进度可以扫描下面的二维码查询。\n"
    "\n"
    "[QR https://example.invalid/c/000017]\n"
    "\n"
    "咨询电话 199 0000 0000\n"
    "\n\n\n";

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

// How many dots of the columns from `left` are black.
int ink(const wire::Bitmap& picture, int left, int columns) {
  int dots = 0;
  for (int y = 0; y < picture.height; ++y)
    for (int x = std::max(0, left); x < std::min(picture.width, left + columns); ++x)
      dots += picture.black(x, y) ? 1 : 0;
  return dots;
}

// A Chinese character is 24 dots wide; what is written there covers more than a stroke and less than a block.
bool written(const wire::Bitmap& picture, int left) {
  constexpr int cell = 24;
  const int dots = ink(picture, left, cell);
  return dots > cell && dots < cell * cell * 3 / 4;
}

}  // namespace

TEST_CASE("escpos-usb receipt-printer conforms") {
  PrinterRig rig;
  conformance::check(rig);
}

TEST_CASE("a slip is printed as it was meant") {
  PrinterRig rig;
  const auto printer = online(rig);
  CHECK(printer->status().model == "Doorstep Emulated printer");
  const auto report = printSlip(*printer, sampleSlip());
  REQUIRE(report);
  CHECK(report->blocks == 15);
  CHECK_FALSE(report->resumed);
  const auto slips = rig.model->slips();
  REQUIRE(slips.size() == 1);
  CHECK(slips[0].cut);
  CHECK(rig.model->complaints().empty());
  CHECK(slips[0].text() == complete);
  CHECK(writePng(slips[0], SLIP_FOLDER "/slip-80mm.png"));
  CHECK(qrOnSlip(SLIP_FOLDER "/slip-80mm.png") == "https://example.invalid/c/000017");
}

TEST_CASE("a 58 mm printer gets 32 columns") {
  PrinterModel::Traits narrow;
  narrow.columns = 32;
  PrinterRig rig(narrow);
  const auto printer = online(rig, {{"columns", "32"}});
  REQUIRE(printSlip(*printer, sampleSlip()));
  CHECK(rig.model->complaints().empty());
  CHECK(writePng(rig.model->slips().at(0), SLIP_FOLDER "/slip-58mm.png"));
  CHECK(qrOnSlip(SLIP_FOLDER "/slip-58mm.png") == "https://example.invalid/c/000017");
}

TEST_CASE("a character the printer may lack goes to the paper as a picture") {
  PrinterRig rig;
  const auto printer = online(rig);
  REQUIRE(printSlip(*printer,
                    {"rare", {PrintPair{"办理人", "王𬭎"}, PrintPair{"费用", "¥10"}, PrintText{"完"}}}));
  const auto slip = rig.model->slips().at(0);
  CHECK(slip.text().starts_with("[picture]\n[picture]\n完\n"));
  CHECK(writePng(slip, SLIP_FOLDER "/slip-rare.png"));
  CHECK(qrOnSlip(SLIP_FOLDER "/slip-rare.png").empty());
  REQUIRE(slip.pictures.size() == 2);
  // The name's line: three characters at the left, two at the right, nothing between.
  const wire::Bitmap& name = slip.pictures[0];
  for (const int left : {0, 24, 48, name.width - 48, name.width - 24}) {
    CAPTURE(left);
    CHECK(written(name, left));
  }
  CHECK(ink(name, 72, name.width - 120) == 0);
  // Neither paper left blank nor a black box in place of a glyph passes.
  wire::Bitmap blank(name.width, name.height), box(name.width, name.height);
  std::fill(box.rows.begin(), box.rows.end(), std::uint8_t{0xFF});
  CHECK_FALSE(written(blank, 0));
  CHECK_FALSE(written(box, 0));
}

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
  EscposLink link(std::move(*device), found[0].interfaces.at(0));
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

TEST_CASE("settings that make no sense are refused") {
  CHECK(makeEscposUsb({{"columns", "wide"}}).error().code == "device.bad-setting");
  CHECK(makeEscposUsb({{"vid", "xyz"}}).error().code == "device.bad-setting");
  CHECK(makeEscposUsb({{"raster-font", "/nowhere.ttf"}}).error().code == "device.bad-setting");
}
