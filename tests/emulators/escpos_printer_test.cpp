#include "tests/emulators/printer_rig.h"
#include "tests/emulators/slip_png.h"
#include "tests/emulators/slip_qr.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::emulators;
using namespace std::chrono_literals;

namespace {

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

TEST_CASE("a 58 mm model without a knife is fed to its tear bar, in 32 columns") {
  PrinterModel::Traits narrow;
  narrow.columns = 32;
  PrinterRig rig(narrow);
  const auto printer = online(rig, {{"model", "58mm"}});
  REQUIRE(printSlip(*printer, sampleSlip()));
  CHECK(rig.model->complaints().empty());
  CHECK(rig.model->slips().empty());  // no cut
  const std::string text = rig.model->present().text();
  CHECK(text.find("业务        机动车驾驶证期满换证\n") != std::string::npos);
  CHECK(text.ends_with("\n\n\n\n\n\n"));
}

TEST_CASE("a slip that waits in the presenter is no end of paper, and paper's end is seen beside it") {
  PrinterModel::Traits kiosk;
  kiosk.presenter = true;
  PrinterRig rig(kiosk);
  const auto printer = online(rig, {{"model", "citizen-ppu-700"}});
  REQUIRE(printSlip(*printer, sampleSlip()));
  REQUIRE(conformance::eventually([&] { return printer->status().detail == "a slip waits to be taken"; }));
  CHECK(printer->status().ready());
  REQUIRE(printSlip(*printer, sampleSlip()));
  rig.model->take();
  CHECK(conformance::eventually([&] { return printer->status().detail.empty(); }));
  rig.model->setPaper(PrinterModel::Paper::Out);
  CHECK(conformance::eventually([&] { return printer->status().problem == "printer.paper-out"; }));
  CHECK(printer->status().supplies == Supplies::Out);
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

TEST_CASE("settings that make no sense are refused") {
  CHECK(makeEscposUsb({{"columns", "wide"}}).error().code == "device.bad-setting");
  CHECK(makeEscposUsb({{"vid", "xyz"}}).error().code == "device.bad-setting");
  CHECK(makeEscposUsb({{"model", "59mm"}}).error().code == "device.bad-setting");
  CHECK(makeEscposUsb({{"raster-font", "/nowhere.ttf"}}).error().code == "device.bad-setting");
}
