#include "kiosk/cases/papers.h"

#include <QImage>
#include <cstdio>
#include <fstream>

#include <doctest/doctest.h>

#include "catalogue_copy.h"
#include "devices/drivers/a4_pdf.h"
#include "disturb_rig.h"
#include "kiosk/cases/receipt_step.h"
#include "kiosk/cases/signature.h"
#include "kiosk/cases/tools.h"

using namespace doorstep;
using namespace doorstep::tests;

namespace {

const std::string kDigest = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
constexpr int kDpi = 100;

// An application that was signed at 18:05 in China.
struct Signed {
  Signed() {
    tools.catalogue = kiosk::loadCatalogue(kConfig, kConfig + "/stations/demo.yaml", freshFolder()).catalogue;
    tools.evaluator = &evaluator;
    citizen.card = devices::IdCard{};
    citizen.card->name = Secret("测试甲");
    citizen.card->number = Secret("990101199001011230");
    open.draft.documentDigest = kDigest;
    open.draft.signaturePng = kiosk::signaturePng(scrawl(), 3, kDigest);
    open.draft.signedAt = *parseMoment("2026-11-23T10:05:40Z");
  }
  devices::PrintDocument paper() const {
    return kiosk::signedApplication(tools, citizen, open, "9901012026112");
  }

  kiosk::Evaluator evaluator;
  kiosk::Tools tools;
  kiosk::Citizen citizen;
  kiosk::OpenCase open{"case", *shippedProcedure(), {}, {}, {}, {}};

 private:
  static const kiosk::Procedure* shippedProcedure() {
    static const auto catalogue =
        kiosk::loadCatalogue(kConfig, kConfig + "/stations/demo.yaml", freshFolder()).catalogue;
    return catalogue->find("licence-renewal");
  }
};

std::string written(const devices::PrintDocument& document) {
  const auto pdf = devices::a4Pdf(document);
  REQUIRE(pdf);
  const auto file = freshFolder() + "/paper.pdf";
  std::ofstream(file, std::ios::binary) << pdf->bytes;
  return file;
}

std::string read(const std::string& command) {
  FILE* const pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string text;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) text += static_cast<char>(c);
  CHECK(pclose(pipe) == 0);
  return text;
}

// Each page's text, in the order of the paper.
std::vector<std::string> pagesOf(const std::string& pdf) {
  const std::string text = read("pdftotext -layout " + pdf + " -");
  std::vector<std::string> pages;
  for (std::size_t at = 0, end; (end = text.find('\f', at)) != std::string::npos; at = end + 1)
    pages.push_back(text.substr(at, end - at));
  return pages;
}

QImage pictureOf(const std::string& pdf, int page) {
  const std::string number = std::to_string(page);
  read("pdftocairo -png -singlefile -r " + std::to_string(kDpi) + " -f " + number + " -l " + number + " " +
       pdf + " " + pdf);
  QImage picture(QString::fromStdString(pdf + ".png"));
  REQUIRE_FALSE(picture.isNull());
  return picture.convertToFormat(QImage::Format_Grayscale8);
}

// The upper edge of a word on its page, px.
int topOf(const std::string& pdf, const std::string& word) {
  const std::string boxes = read("pdftotext -bbox " + pdf + " -");
  const auto at = boxes.find(">" + word);
  REQUIRE(at != std::string::npos);
  const auto top = boxes.rfind("yMin=\"", at) + 6;
  return static_cast<int>(std::stod(boxes.substr(top)) * kDpi / 72);
}

int darkPixels(const QImage& picture, const QRect& place) {
  int dark = 0;
  for (int y = place.top(); y <= place.bottom(); ++y)
    for (int x = place.left(); x <= place.right(); ++x) dark += qGray(picture.pixel(x, y)) < 128 ? 1 : 0;
  return dark;
}

int px(double mm) {
  return static_cast<int>(mm * kDpi / 25.4);
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("what was signed on the screen is on paper: the ink over its line, when, and for what") {
  const Signed application;
  const auto pdf = written(application.paper());
  const auto pages = pagesOf(pdf);
  REQUIRE(pages.size() == 1);
  for (const char* part : {"申请表", "9901012026112", "测**", "申请人声明", "申请人签名",
                           "签名时间：2026年11月23日 18:05", "所签内容的SM3摘要：66c7 f0f4 62ee edd9"}) {
    CAPTURE(part);
    CHECK(has(pages[0], part));
  }
  CHECK_FALSE(has(pages[0], "测试甲"));
  CHECK_FALSE(has(pages[0], "990101199001011230"));
  CHECK_FALSE(has(pages[0], "d1f2"));  // only the digest's beginning

  // The box above the words under the line: 70 x 20 mm at the right of the text, as the pad was.
  const QImage picture = pictureOf(pdf, 1);
  const int words = topOf(pdf, "签名时间");
  const QRect box(px(210 - 22 - 70), words - px(23), px(70), px(20));
  CHECK(darkPixels(picture, box) > 150);
  // The wave goes from a tenth to nine tenths of the pad, which is three times as wide as high: 60 mm.
  CHECK(darkPixels(picture, box.adjusted(0, 0, -px(70 - 5), 0)) == 0);
  CHECK(darkPixels(picture, box.adjusted(px(7), 0, -px(70 - 20), 0)) > 20);
  CHECK(darkPixels(picture, box.adjusted(px(40), 0, -px(70 - 53), 0)) > 20);
  CHECK(darkPixels(picture, box.adjusted(px(61), 0, 0, 0)) == 0);
}

TEST_CASE("in English each line stands below the Chinese one") {
  Signed application;
  application.tools.language = Language::English;
  const auto pages = pagesOf(written(application.paper()));
  REQUIRE_FALSE(pages.empty());
  std::string all;
  for (const auto& page : pages) all += page;
  for (const char* part : {"申请人签名", "Applicant's signature", "Signed: 23 Nov 2026, 18:05",
                           "SM3 of what was signed: 66c7 f0f4 62ee edd9", "签名时间：2026年11月23日 18:05"}) {
    CAPTURE(part);
    CHECK(has(all, part));
  }
}

TEST_CASE("a signature is never torn from its words by a page's end") {
  const Signed application;
  auto paper = application.paper();
  for (int lines = 20; lines < 60; lines += 2) {
    CAPTURE(lines);
    auto longer = paper;
    longer.blocks.insert(longer.blocks.begin(), devices::PrintFeed{lines});
    const auto pdf = written(longer);
    const auto pages = pagesOf(pdf);
    int signedOn = 0;
    for (std::size_t i = 0; i < pages.size(); ++i)
      if (has(pages[i], "申请人签名")) signedOn = static_cast<int>(i) + 1;
    REQUIRE(signedOn > 0);
    const std::string& page = pages[static_cast<std::size_t>(signedOn) - 1];
    CHECK(has(page, "签名时间"));
    CHECK(has(page, "SM3摘要"));
    if (lines % 10 != 0) continue;
    const QImage picture = pictureOf(pdf, signedOn);
    const int line = [&] {  // the line signed on: the only rule that begins at the box's left edge
      for (int y = px(20); y < picture.height(); ++y)
        if (darkPixels(picture, {px(210 - 22 - 68), y, px(66), 1}) >= px(64) &&
            darkPixels(picture, {px(30), y, px(40), 1}) == 0)
          return y;
      return 0;
    }();
    REQUIRE(line > 0);
    CHECK(darkPixels(picture, {px(210 - 22 - 68), line - px(18), px(66), px(17)}) > 100);
  }
}

TEST_CASE("what cannot be drawn leaves the words") {
  Signed application;
  application.open.draft.signaturePng = Secret("\x89PNG no picture");
  const auto pages = pagesOf(written(application.paper()));
  REQUIRE(pages.size() == 1);
  CHECK(has(pages[0], "签名时间"));
}

TEST_CASE("a station with an A4 printer hands out the signed application when it is asked to") {
  Rig rig("due-photo-fresh");
  const ConfigCopy config;
  config.replace("stations/demo.yaml",
                 "devices:", "devices:\n  - {id: pages, kind: document-printer, driver: simulated}");
  rig.catalogue =
      kiosk::loadCatalogue(config.path(""), config.path("stations/demo.yaml"), rig.stateDir()).catalogue;
  REQUIRE(rig.catalogue);
  rig.powerUp();
  REQUIRE(rig.walkTo("ReceiptStep"));
  auto* receipt = rig.step<kiosk::ReceiptStep>();
  REQUIRE(receipt->canPrintSigned());
  REQUIRE(rig.until([&] { return receipt->printed(); }));
  CHECK(rig.world().takeSlips("pages").empty());
  receipt->printSigned();
  REQUIRE(rig.until([&] { return !receipt->printingSigned(); }));
  const auto papers = rig.world().takeSlips("pages");
  REQUIRE(papers.size() == 1);
  std::string text;
  for (const auto& line : papers[0].lines) text += line + "\n";
  CHECK(has(text, "申请人签名 [INK]"));
  CHECK(has(text, "SM3摘要"));
  CHECK(has(text, receipt->applicationNumber().toStdString()));
  CHECK_FALSE(has(text, std::string(rig.citizen().name.reveal())));
}

TEST_CASE("a station without an A4 printer offers no signed application") {
  Rig rig("due-photo-fresh");
  REQUIRE(rig.walkTo("ReceiptStep"));
  CHECK_FALSE(rig.step<kiosk::ReceiptStep>()->canPrintSigned());
}
