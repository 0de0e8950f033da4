#include <cmath>
#include <map>
#include <sstream>
#include <tuple>

#include "barcode_pictures.h"
#include "devices/imaging/page_check.h"
#include "devices/imaging/page_command.h"
#include "devices/imaging/page_output.h"
#include "devices/imaging/page_scenes.h"
#include "devices/imaging/page_watch.h"
#include "tests/unit/devices/imaging_rig.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::devices::test;

namespace {

double worstCorner(const PageCorners& found, const PageCorners& real) {
  double worst = 0;
  for (std::size_t i = 0; i < 4; ++i)
    worst = std::max(worst, std::hypot(found[i].x - real[i].x, found[i].y - real[i].y));
  return worst;
}

// Drawn once: several tests look at the same scenes. Text needs a larger picture than a card.
const DrawnPageScene& sceneFor(PageSceneKind kind, DrawnPaper paper, unsigned seed) {
  static std::map<std::tuple<PageSceneKind, DrawnPaper, unsigned>, DrawnPageScene> drawn;
  auto& scene = drawn[{kind, paper, seed}];
  const bool text = paper == DrawnPaper::Text;
  if (!scene.frame.bgr)
    scene = drawPages(pageSceneOf(kind, paper, text ? 1600 : 1000, text ? 1200 : 750, seed));
  return scene;
}

PageCheck makeCheck() {
  auto check = PageCheck::create();
  REQUIRE(check);
  return std::move(*check);
}

bool has(const PageVerdict& verdict, PageAdvice advice) {
  return std::find(verdict.advice.begin(), verdict.advice.end(), advice) != verdict.advice.end();
}

std::string words(const PageVerdict& verdict) {
  std::string all;
  for (const PageAdvice advice : verdict.advice) all += std::string(word(advice)) + " ";
  return all;
}

// The mean of a square around a place given as shares of the picture.
double meanAt(const Frame& frame, double across, double down) {
  constexpr int kHalf = 4;
  double sum = 0;
  const int x = static_cast<int>(across * frame.width), y = static_cast<int>(down * frame.height);
  for (int row = y - kHalf; row < y + kHalf; ++row)
    for (int column = x - kHalf; column < x + kHalf; ++column)
      for (int channel = 0; channel < 3; ++channel)
        sum += frame.bgr->at(static_cast<std::size_t>(row) * frame.stride +
                             static_cast<std::size_t>(column) * 3 + static_cast<std::size_t>(channel));
  return sum / (4 * kHalf * kHalf * 3);
}

}  // namespace

TEST_CASE("corners are found to the pixel in every kind of scene") {
  for (const DrawnPaper paper : {DrawnPaper::Text, DrawnPaper::IdPortrait})
    for (const PageSceneKind kind : kPageSceneKinds)
      for (const unsigned seed : {paper == DrawnPaper::Text ? 1U : 3U}) {
        if (kind == PageSceneKind::CutEdge || kind == PageSceneKind::EmptyDesk) continue;
        CAPTURE(word(kind));
        CAPTURE(seed);
        const auto& drawn = sceneFor(kind, paper, seed);
        const auto pages = findPages(drawn.frame);
        REQUIRE(pages.size() == drawn.corners.size());
        // A sheet is larger than the card beside it.
        for (std::size_t i = 0; i < pages.size(); ++i) {
          double best = 1e9;
          for (const auto& real : drawn.corners) best = std::min(best, worstCorner(pages[i].corners, real));
          CHECK(best < (kind == PageSceneKind::Curved ? 5.0 : 2.0));
          CHECK_FALSE(pages[i].cut);
        }
      }
}

TEST_CASE("a page beyond the frame is cut, an empty desk shows none") {
  for (const DrawnPaper paper : {DrawnPaper::Text, DrawnPaper::IdEmblem}) {
    const auto pages = findPages(sceneFor(PageSceneKind::CutEdge, paper, 1).frame);
    REQUIRE(pages.size() == 1);
    CHECK(pages[0].cut);
  }
  for (const unsigned seed : {1U, 2U, 3U}) {
    CAPTURE(seed);
    CHECK(findPages(sceneFor(PageSceneKind::EmptyDesk, DrawnPaper::Text, seed).frame).empty());
  }
  CHECK(findPages(Frame{}).empty());
}

TEST_CASE("corners a finger drew move onto the page's own") {
  const auto& drawn = sceneFor(PageSceneKind::Good, DrawnPaper::Text, 1);
  PageCorners finger = drawn.corners[0];
  finger[0].x += 7;
  finger[0].y -= 5;
  finger[2].x -= 6;
  finger[3].y += 8;
  CHECK(worstCorner(refineCorners(drawn.frame, finger), drawn.corners[0]) < 1.5);
}

TEST_CASE("each verdict is given where it is due and nowhere else") {
  auto check = makeCheck();
  const std::vector<std::pair<PageSceneKind, PageAdvice>> due{
      {PageSceneKind::Glare, PageAdvice::Glare},
      {PageSceneKind::Blurred, PageAdvice::Blurred},
      {PageSceneKind::Dark, PageAdvice::TooDark},
      {PageSceneKind::CutEdge, PageAdvice::CutEdge},
      {PageSceneKind::UpsideDown, PageAdvice::UpsideDown}};
  for (const DrawnPaper paper : {DrawnPaper::Text, DrawnPaper::IdPortrait})
    for (const unsigned seed : {paper == DrawnPaper::Text ? 1U : 3U}) {
      for (const auto& [kind, advice] : due) {
        const std::string scene(word(kind));
        CAPTURE(scene);
        CAPTURE(seed);
        const auto& drawn = sceneFor(kind, paper, seed);
        const auto pages = findPages(drawn.frame);
        REQUIRE(pages.size() == 1);
        const auto verdict = check.judge(drawn.frame, pages[0]);
        INFO(words(verdict) << verdict.brightness << " " << verdict.glare << " " << verdict.blur);
        CHECK(has(verdict, advice));
      }
      for (const PageSceneKind kind :
           {PageSceneKind::Good, PageSceneKind::Rotated, PageSceneKind::Tilted, PageSceneKind::Curved}) {
        CAPTURE(word(kind));
        CAPTURE(seed);
        const auto& drawn = sceneFor(kind, paper, seed);
        const auto pages = findPages(drawn.frame);
        REQUIRE(pages.size() == 1);
        const auto verdict = check.judge(drawn.frame, pages[0]);
        INFO(words(verdict) << verdict.brightness << " " << verdict.glare << " " << verdict.blur);
        CHECK(verdict.good());
      }
    }
}

TEST_CASE("the wanted side of a card is told by its face") {
  auto check = makeCheck();
  for (const bool portrait : {true, false}) {
    const auto& drawn =
        sceneFor(PageSceneKind::Good, portrait ? DrawnPaper::IdPortrait : DrawnPaper::IdEmblem, 3);
    const auto pages = findPages(drawn.frame);
    REQUIRE(pages.size() == 1);
    CHECK(has(check.judge(drawn.frame, pages[0], {.side = CardSide::Portrait}), PageAdvice::WrongSide) !=
          portrait);
    CHECK(has(check.judge(drawn.frame, pages[0], {.side = CardSide::Back}), PageAdvice::WrongSide) ==
          portrait);
    CHECK_FALSE(has(check.judge(drawn.frame, pages[0]), PageAdvice::WrongSide));
  }
}

TEST_CASE("a sheet comes out in its size, upright, its paper white under a shadow") {
  const auto& drawn = sceneFor(PageSceneKind::Shadow, DrawnPaper::Text, 1);
  const auto& corners = drawn.corners[0];
  CHECK(likelySize(drawn.frame, corners) == kA4);
  for (const auto& [dpi, width, height] : {std::tuple{200, 1654, 2339}, {300, 2481, 3508}}) {
    const auto page = rectifyPage(drawn.frame, corners, {.size = kA4, .dpi = dpi});
    REQUIRE(page);
    CHECK(page->frame.width == width);
    CHECK(page->frame.height == height);
    CHECK(page->dpi == dpi);
    for (const double across : {0.05, 0.5, 0.95})  // the margins, in light and in shadow
      for (const double down : {0.03, 0.97}) CHECK(meanAt(page->frame, across, down) > 240);
  }
  const auto grey = rectifyPage(drawn.frame, corners, {.size = kA4, .whitePaper = false});
  REQUIRE(grey);
  CHECK(meanAt(grey->frame, 0.95, 0.03) < 200);
}

TEST_CASE("a page lying across is turned, corners that cross are refused") {
  PageScene scene;
  scene.papers = {{.paper = DrawnPaper::Text, .height = 0.9, .turn = 90}};
  const auto drawn = drawPages(scene);
  auto check = makeCheck();
  const auto verdict = check.judge(drawn.frame, {drawn.corners[0]});
  CHECK(verdict.turns == 3);
  const auto page = rectifyPage(drawn.frame, drawn.corners[0], {.size = kA4, .turns = verdict.turns});
  REQUIRE(page);
  CHECK(page->frame.height > page->frame.width);
  // The seal stands at the lower right of the upright page.
  CHECK(meanAt(page->frame, 150 / 210.0, 252 / 297.0) < 200);
  PageCorners crossed = drawn.corners[0];
  std::swap(crossed[1], crossed[2]);
  CHECK(rectifyPage(drawn.frame, crossed, {}).error().code == "page.bad-corners");
}

TEST_CASE("a JPEG keeps under its limit and says its resolution") {
  const auto& drawn = sceneFor(PageSceneKind::Good, DrawnPaper::Text, 1);
  const auto page = rectifyPage(drawn.frame, drawn.corners[0], {.size = kA4});
  REQUIRE(page);
  for (const std::size_t limit : {1'500'000U, 400'000U}) {
    const auto jpeg = pageJpeg(*page, limit);
    REQUIRE(jpeg);
    CHECK(jpeg->size() <= limit);
    CHECK(jpeg->size() > limit / 4);
    CHECK(std::to_integer<int>(jpeg->at(15)) == 200);
  }
  CHECK(pageJpeg(*page, 2000).error().code == "page.too-large");
}

TEST_CASE("both sides of a card on one sheet, at real size") {
  const auto side = [](DrawnPaper paper) { return PageImage{drawPaper(paper, 300, 1), 300}; };
  const auto copy = idCardCopy(side(DrawnPaper::IdPortrait), side(DrawnPaper::IdEmblem), 300);
  REQUIRE(copy);
  CHECK(copy->frame.width == 2481);
  CHECK(copy->frame.height == 3508);
  // The card is 85.6 mm of the sheet's 210 wide: white just beside it, card just inside.
  for (const double middle : {0.3, 0.7}) {
    CHECK(meanAt(copy->frame, 0.5 - 44.3 / 210, middle) == 255);
    CHECK(meanAt(copy->frame, 0.5 - 41.8 / 210, middle) < 250);
  }
  CHECK(idCardCopy(side(DrawnPaper::Text), side(DrawnPaper::IdEmblem), 300).error().code ==
        "page.bad-corners");
}

TEST_CASE("pages become a PDF/A with its marks and an output intent") {
  const PageImage sheet{drawPaper(DrawnPaper::Text, 100, 1), 100},
      card{drawPaper(DrawnPaper::IdEmblem, 150, 1), 150};
  const std::vector pages{sheet, card};
  const auto pdf = pagesPdf(pages, "样张", 1 << 20);
  REQUIRE(pdf);
  const std::string text(reinterpret_cast<const char*>(pdf->data()), pdf->size());
  CHECK(text.rfind("%PDF-1.4", 0) == 0);
  for (const std::string mark : {R"(pdfaid:part="1")", R"(pdfaid:conformance="B")", "/GTS_PDFA1",
                                 "/DestOutputProfile", "/Count 2", "/ID ["}) {
    CAPTURE(mark);
    CHECK(text.find(mark) != std::string::npos);
  }
  // The one soft mask that is allowed is none.
  for (std::size_t at = text.find("/SMask"); at != std::string::npos; at = text.find("/SMask", at + 1))
    CHECK(text.compare(at, 12, "/SMask /None") == 0);
  for (const std::string banned : {"/Encrypt", "/JavaScript"}) CHECK(text.find(banned) == std::string::npos);
  CHECK(pagesPdf({}, "", 1 << 20).error().code == "page.pdf-failed");

  // Too large, it is made coarser, the pages' size staying what it is; at half the resolution that ends.
  const auto smaller = pagesPdf(pages, "样张", pdf->size() - 1);
  REQUIRE(smaller);
  CHECK(smaller->size() < pdf->size());
  const std::string small(reinterpret_cast<const char*>(smaller->data()), smaller->size());
  const auto box = [](const std::string& file) {
    const auto at = file.find("/MediaBox");
    return file.substr(at, file.find(']', at) - at);
  };
  CHECK(box(small) == box(text));
  CHECK(pagesPdf(pages, "样张", 1000).error().code == "page.too-large");
}

TEST_CASE("the page command says what the barcodes on the page say") {
  const Folder folder;
  const Frame sheet = photographed({{.code = drawnCode("qr-code", "D-2026-17"), .module = 6}},
                                   {.width = 620, .height = 877, .light = 1});
  Pixels desk(std::size_t{1000} * 1100 * 3, 40);
  for (int y = 0; y < sheet.height; ++y)
    std::copy_n(sheet.bgr->data() + std::size_t(y) * sheet.stride, std::size_t(sheet.width) * 3,
                desk.data() + (std::size_t(y + 60) * 1100 + 200) * 3);
  writePicture(folder / "code.jpg", {1100, 1000, 1100 * 3, std::make_shared<const Pixels>(std::move(desk))});
  std::ostringstream out;
  pageCommand({(folder / "code.jpg").string()}, folder.path().string(), out);
  CHECK(out.str().find(R"("codes":[{"format":"qr-code","text":"D-2026-17"}])") != std::string::npos);
}

TEST_CASE("the page command: a JSON line a picture, and the pages as files") {
  const Folder folder;
  writePicture(folder / "good.jpg", sceneFor(PageSceneKind::Good, DrawnPaper::Text, 1).frame);
  writePicture(folder / "empty.jpg", sceneFor(PageSceneKind::EmptyDesk, DrawnPaper::Text, 1).frame);
  const auto run = [&](const std::string& picture) {
    std::ostringstream out;
    const int status = pageCommand({(folder / picture).string()}, folder.path().string(), out);
    return std::pair(status, out.str());
  };
  const auto [status, line] = run("good.jpg");
  CHECK(status == 0);
  CHECK(line.find(R"("good":true)") != std::string::npos);
  CHECK(line.find(R"("paper":"a4")") != std::string::npos);
  const auto page = loadPicture((folder / "good-page-1.jpg").string());
  REQUIRE(page);
  CHECK(page->width == 1654);
  CHECK(run("empty.jpg").first == 1);
  CHECK(run("empty.jpg").second.find(R"("advice":["nothing-found"])") != std::string::npos);
  CHECK(run("missing.jpg").first == 1);
  CHECK(run("missing.jpg").second.find("camera.picture-unreadable") != std::string::npos);
}

TEST_CASE("a picture is taken by itself once, when a good page has come to rest") {
  using Moment = PageWatch::Moment;
  PageWatch watch;
  const auto begun = Clock::now();
  const auto see = [&](double x, int milliseconds, PageVerdict verdict = {}) {
    const FoundPage page{{Point{x, 0}, {x + 700, 0}, {x + 700, 1000}, {x, 1000}}};
    return watch.see(&page, verdict, begun + std::chrono::milliseconds{milliseconds});
  };
  PageVerdict nothing;
  CHECK(watch.see(nullptr, nothing, begun) == Moment::Waiting);
  CHECK(see(0, 0) == Moment::Moving);
  CHECK(see(40, 100) == Moment::Moving);
  CHECK(see(41, 200) == Moment::Settling);
  CHECK(see(42, 800, {.advice = {PageAdvice::Blurred}}) == Moment::Settling);
  CHECK(see(41, 900) == Moment::Capture);
  CHECK(see(41, 1000) == Moment::Captured);
  CHECK(see(300, 1100) == Moment::Moving);  // another page
  CHECK(see(300, 1800) == Moment::Capture);
  CHECK(watch.see(nullptr, nothing, begun) == Moment::Waiting);
  CHECK(see(300, 2000) == Moment::Moving);
}
