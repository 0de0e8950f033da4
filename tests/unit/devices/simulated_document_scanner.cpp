#include <future>

#include "devices/document_scanner.h"
#include "devices/manager.h"
#include "devices/simulated/world.h"
#include "tests/unit/devices/conformance.h"
#include "tests/unit/devices/imaging_rig.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::devices::test;
using namespace std::chrono_literals;

namespace {

struct Desk {
  std::unique_ptr<DeviceManager> manager = *DeviceManager::create(
      {{"desk", DeviceKind::DocumentScanner, "simulated", {}}}, nullptr, {.pollEvery = 20ms});

  Desk() { REQUIRE(conformance::becomes(scanner(), DeviceState::Online)); }
  DocumentScanner& scanner() const { return *manager->documentScanner(); }
  Outcome<void> say(const std::string& line) const { return manager->simulated()->command("desk", line); }
  Outcome<Frame> scan() const {
    std::promise<Outcome<Frame>> promise;
    scanner().scan(300, 10s, [&](Outcome<Frame> page) { promise.set_value(std::move(page)); });
    return promise.get_future().get();
  }
};

}  // namespace

TEST_CASE("a simulated document scanner shows and scans what lies under it") {
  const Desk desk;
  CHECK(desk.scanner().hasPreview());
  CHECK(desk.scanner().status().model == "simulated document scanner");
  const auto bare = desk.scan();
  REQUIRE(bare);
  CHECK(bare->width == 640);
  CHECK(blueOf(*bare) < 100);  // dark, so that paper would stand out

  const Folder folder;
  writePicture(folder / "letter.jpg", plainFrame(32, 24, 200, 90, 90));
  REQUIRE(desk.say("show " + (folder / "letter.jpg").string()));
  CHECK(desk.manager->simulated()->state("desk")->picture == (folder / "letter.jpg").string());
  CHECK(near(blueOf(*desk.scan()), 200));
  REQUIRE(desk.say("show none"));
  CHECK(desk.scan()->width == 640);
  CHECK(desk.say("show /nowhere.jpg").error().code == "camera.picture-unreadable");
  REQUIRE(desk.say("freeze"));
  CHECK(desk.scan().error().code == "document-scanner.silent");
}

TEST_CASE("a document scanner's live picture runs until it is stopped, and holds the scan back till then") {
  const Desk desk;
  std::atomic<int> frames = 0;
  conformance::Ending ending;
  desk.scanner().stream([&](const Frame&) { ++frames; }, 30s, [&](const auto& end) { ending.tell(end); });
  REQUIRE(conformance::eventually([&] { return frames > 2; }));
  CHECK(desk.scan().error().code == "device.busy");
  desk.scanner().stop();
  CHECK(ending.await().empty());
  CHECK(desk.scan());
}
