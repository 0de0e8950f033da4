#include <future>
#include <set>

#include "devices/drivers/sane_scanner.h"
#include "devices/imaging/page_rectify.h"
#include "devices/imaging/page_scenes.h"
#include "devices/manager.h"
#include "tests/emulators/sane_rig.h"

// The SANE driver over SANE's own test backend, which is what its authors test frontends with, and over one
// of the project's that can also be unplugged, hang and crash.
using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::emulators;
using namespace std::chrono_literals;
namespace fs = std::filesystem;
using std::chrono::milliseconds;

namespace {

// A scanner of SANE's test backend; `settings` in the words of its test.conf.
class TestScanner {
 public:
  explicit TestScanner(const std::string& settings = {}, const std::string& source = {}) {
    std::ofstream(folder_ / "dll.conf") << "test\n";
    std::ofstream(folder_ / "test.conf") << "number_of_devices 1\ngeometry_max 300.0\nresolution_max 1200.0\n"
                                         << settings << '\n';
    auto driver = makeSaneScanner({{"config-dir", folder_.path().string()}, {"source", source}});
    REQUIRE(driver);
    scanner_ = std::make_unique<DocumentScanner>("test", std::move(*driver));
    REQUIRE(conformance::becomes(*scanner_, DeviceState::Online));
  }
  std::future<Outcome<Frame>> begin(int dpi, milliseconds deadline = 60s) {
    const auto promise = std::make_shared<std::promise<Outcome<Frame>>>();
    scanner_->scan(dpi, deadline, [promise](Outcome<Frame> page) { promise->set_value(std::move(page)); });
    return promise->get_future();
  }
  Outcome<Frame> scan(int dpi, milliseconds deadline = 60s) { return begin(dpi, deadline).get(); }
  // The problem's code; empty: a page came.
  std::string end(int dpi, milliseconds deadline = 60s) {
    const auto page = scan(dpi, deadline);
    return page ? "" : page.error().code;
  }
  DocumentScanner& device() { return *scanner_; }

 private:
  devices::test::Folder folder_;
  std::unique_ptr<DocumentScanner> scanner_;
};

std::string code(const Outcome<Frame>& page) {
  return page ? "" : page.error().code;
}

Outcome<Frame> scanOf(DocumentScanner& scanner, milliseconds deadline, int dpi = 75) {
  std::promise<Outcome<Frame>> promise;
  scanner.scan(dpi, deadline, [&](Outcome<Frame> page) { promise.set_value(std::move(page)); });
  return promise.get_future().get();
}

std::unique_ptr<DocumentScanner> online(SaneRig& rig) {
  auto device = conformance::makeOnline(rig);
  return std::unique_ptr<DocumentScanner>(dynamic_cast<DocumentScanner*>(device.release()));
}

// What lies on the glass of the rig's scanner.
void lay(const SaneRig& rig, const Frame& paper) {
  std::ofstream file(rig.folder() / "new", std::ios::binary);
  file << "P6 " << paper.width << ' ' << paper.height << " 255\n";
  for (std::size_t i = 0; i < paper.bgr->size(); i += 3)
    for (const std::size_t channel : {2, 1, 0}) file.put(static_cast<char>((*paper.bgr)[i + channel]));
  file.close();
  fs::rename(rig.folder() / "new", rig.folder() / "paper.ppm");
}

}  // namespace

TEST_CASE("sane document-scanner conforms") {
  SaneRig rig;
  conformance::check(rig);
}

TEST_CASE("SANE's test scanner: an A4 page in colour, at the resolution asked for") {
  TestScanner scanner("test-picture \"Color pattern\"");
  CHECK_FALSE(scanner.device().hasPreview());
  CHECK(scanner.device().status().model == "Noname frontend-tester");
  for (const int dpi : {75, 150}) {
    CAPTURE(dpi);
    const auto page = scanner.scan(dpi);
    REQUIRE_MESSAGE(page, page.error().code << page.error().detail);
    CHECK(std::abs(page->width - 210 / 25.4 * dpi) < 2);
    CHECK(std::abs(page->height - 297 / 25.4 * dpi) < 2);
    CHECK(page->stride == page->width * 3);
    REQUIRE(page->bgr->size() == static_cast<std::size_t>(page->stride) * page->height);
    std::set<std::array<int, 3>> colours;
    for (std::size_t i = 0; i + 2 < page->bgr->size(); i += 3)
      colours.insert({(*page->bgr)[i], (*page->bgr)[i + 1], (*page->bgr)[i + 2]});
    for (const auto& shade : {std::array{200, 0, 0}, {0, 200, 0}, {0, 0, 200}})
      CHECK(colours.contains(shade));
  }
  for (const int attempt : {1, 2}) {
    CAPTURE(attempt);
    CHECK(scanner.end(1200) == "page.too-large");
  }
  CHECK(scanner.end(75).empty());
}

TEST_CASE("SANE's test scanner: there is no live picture") {
  TestScanner scanner;
  conformance::Ending ending;
  scanner.device().stream([](const Frame&) {}, 10s, [&](const auto& end) { ending.tell(end); });
  CHECK(ending.calls() == 1);
  CHECK(ending.await() == "document-scanner.no-preview");
}

TEST_CASE("SANE's test scanner: everything it can report") {
  struct Case {
    const char* status;
    const char* code;
  };
  for (const Case& c : {Case{"SANE_STATUS_JAMMED", "document-scanner.jammed"},
                        Case{"SANE_STATUS_NO_DOCS", "document-scanner.no-paper"},
                        Case{"SANE_STATUS_COVER_OPEN", "document-scanner.cover-open"},
                        Case{"SANE_STATUS_DEVICE_BUSY", "device.in-use"},
                        Case{"SANE_STATUS_ACCESS_DENIED", "device.no-permission"},
                        Case{"SANE_STATUS_IO_ERROR", "document-scanner.failed"},
                        Case{"SANE_STATUS_NO_MEM", "document-scanner.failed"},
                        Case{"SANE_STATUS_EOF", "document-scanner.failed"}}) {
    CAPTURE(c.status);
    TestScanner scanner("read-status-code \"" + std::string(c.status) + "\"");
    CHECK(scanner.end(75) == c.code);
    CHECK(scanner.end(75) == c.code);  // and is there for the next
  }
}

TEST_CASE("SANE's test scanner: forms of pictures") {
  CHECK(TestScanner("hand-scanner true").end(75).empty());  // does not know how long the page is
  CHECK(TestScanner("fuzzy-parameters true\nppl-loss 7").end(75).empty());
  CHECK(TestScanner("read-limit true\nread-limit-size 100").end(75).empty());
  CHECK(TestScanner("three-pass true").end(75) == "document-scanner.unusable");
}

TEST_CASE("SANE's test scanner: a feeder gives its ten sheets one by one, then says it is empty") {
  TestScanner scanner("", "feeder");
  for (const int stack : {1, 2}) {
    CAPTURE(stack);
    for (int sheet = 1; sheet <= 10; ++sheet) {
      CAPTURE(sheet);
      CHECK(scanner.end(75).empty());
    }
    CHECK(scanner.end(75) == "document-scanner.no-paper");
  }
}

TEST_CASE("SANE's test scanner: a slow scan ends with the deadline and with a cancel") {
  TestScanner scanner("read-delay true\nread-delay-duration 200000\nread-limit true\nread-limit-size 10");
  conformance::checkBest(Action::kGrace, [&] {
    const auto due = Clock::now() + 500ms;
    CHECK(scanner.end(75, 500ms) == "device.timed-out");
    return Clock::now() - due;
  });
  conformance::checkBest(Action::kGrace, [&] {
    auto page = scanner.begin(75);
    std::this_thread::sleep_for(300ms);
    const auto cancelled = Clock::now();
    scanner.device().cancel();
    CHECK(code(page.get()) == "device.cancelled");
    return Clock::now() - cancelled;
  });
  CHECK(scanner.device().status().opened == 1);
}

TEST_CASE("a scanner is found by how its name begins, by no name, and not where there is none") {
  SaneRig rig;
  auto settings = rig.settings();
  const auto opened = [&](const std::string& device) {
    settings["device"] = device;
    Action action(Clock::now() + 20s);
    const auto model = (*makeSaneScanner(settings))->open(action);
    return model ? *model : model.error().code;
  };
  CHECK(opened("doorstep") == "Doorstep paper scanner");
  CHECK(opened("") == "Doorstep paper scanner");
  CHECK(opened("genesys") == "device.not-found");
  CHECK(opened("doorstep:/nowhere/scanner") == "device.not-found");
  rig.unplug();
  CHECK(opened("") == "device.not-found");
  settings["config-dir"] = "/nowhere";
  CHECK(opened("doorstep") == "device.not-found");
}

TEST_CASE("SANE is not asked for a scanner all the time") {
  SaneRig rig;
  auto settings = rig.settings();
  settings["device"] = "";
  rig.unplug();
  const auto driver = std::move(*makeSaneScanner(settings));
  Action action(Clock::now() + 20s);
  CHECK_FALSE(driver->open(action));
  rig.plug();
  const auto again = driver->open(action);
  REQUIRE_FALSE(again);
  CHECK(again.error().detail.find("a moment ago") != std::string::npos);
}

TEST_CASE("a crooked page comes level from the scanner") {
  SaneRig rig;
  const auto scanner = online(rig);
  const Frame straight = drawPaper(DrawnPaper::Text, 75, 1);
  lay(rig, straight);
  auto page = scanOf(*scanner, 20s);
  REQUIRE(page);
  CHECK(page->width == straight.width);
  CHECK(page->height == straight.height);
  CHECK(*page->bgr == *straight.bgr);  // what is level is left as it is
  const Frame askew = devices::test::turned(straight, 3);
  lay(rig, askew);
  page = scanOf(*scanner, 20s);
  REQUIRE(page);
  CHECK(*page->bgr == *deskewed(askew).bgr);
  CHECK(*page->bgr != *askew.bgr);
}

TEST_CASE("a library that crashes, hangs or warms up costs that scan at most") {
  SaneRig rig;
  const auto scanner = online(rig);
  rig.say("crash once");
  CHECK(code(scanOf(*scanner, 20s)) == "document-scanner.failed");
  CHECK(code(scanOf(*scanner, 20s)).empty());
  rig.say("warm-up 3");
  CHECK(code(scanOf(*scanner, 20s)).empty());
  rig.say("hang once");
  CHECK(code(scanOf(*scanner, 400ms)) == "device.timed-out");
  CHECK(code(scanOf(*scanner, 20s)).empty());  // when the hung program has been given up
  CHECK(scanner->status().opened == 1);
}

TEST_CASE("a library that hangs ends without anybody's help when the kiosk has gone") {
  SaneRig rig;
  auto scanner = online(rig);
  rig.say("hang once");
  CHECK(code(scanOf(*scanner, 400ms)) == "device.timed-out");
  scanner.reset();
  CHECK(conformance::eventually([&] { return *rig.holders() == 0; }, 30s));
}

TEST_CASE("a page too large to be handed on is not scanned first") {
  SaneRig rig;
  const auto scanner = online(rig);
  rig.say("crash once");  // as soon as it scans
  CHECK(code(scanOf(*scanner, 20s, 600)) == "page.too-large");
  CHECK(fs::exists(rig.folder() / "crash"));
}

TEST_CASE("a stack stays in the feeder until its last sheet, the glass is let go of after each page") {
  SaneRig rig;
  auto settings = rig.settings();
  for (const bool feeder : {true, false}) {
    CAPTURE(feeder);
    settings["source"] = feeder ? "feeder" : "flatbed";
    rig.say("sheets 3");
    const auto driver = std::move(*makeSaneScanner(settings));
    Action action(Clock::now() + 30s);
    REQUIRE(driver->open(action));
    for (int sheet = 1; sheet <= 3; ++sheet) CHECK(code(driver->scan(action, 75)).empty());
    CHECK(code(driver->scan(action, 75)) == (feeder ? "document-scanner.no-paper" : ""));
    driver->close();
    conformance::checkHolders(rig, 0);
  }
}

TEST_CASE("where a scanner is plugged in stands in its name") {
  CHECK(nodeOfScanner("genesys:libusb:001:004") == "/dev/bus/usb/001/004");
  CHECK(nodeOfScanner("fujitsu:fi-7160:1234:libusb:003:012") == "/dev/bus/usb/003/012");
  CHECK(nodeOfScanner("hp:/dev/sg2") == "/dev/sg2");
  CHECK(nodeOfScanner("airscan:e0:Office").empty());
  CHECK(nodeOfScanner("genesys").empty());
  CHECK(nodeOfScanner("").empty());
}

TEST_CASE("settings of a SANE scanner that make no sense") {
  for (const Settings& settings : {Settings{{"source", "drawer"}}, Settings{{"patience-ms", "soon"}}}) {
    const auto scanner = makeSaneScanner(settings);
    REQUIRE_FALSE(scanner);
    CHECK(scanner.error().code == "device.bad-setting");
  }
  CHECK(makeSaneScanner({{"source", "flatbed"}}));
}
