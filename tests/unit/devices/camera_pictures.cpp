#include "devices/drivers/drivers.h"
#include "tests/unit/devices/conformance.h"
#include "tests/unit/devices/imaging_rig.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::devices::test;
using std::chrono::milliseconds;

namespace {

namespace fs = std::filesystem;

std::unique_ptr<CameraDriver> cameraOf(const Settings& settings) {
  auto driver = makePictureCamera(settings);
  REQUIRE(driver);
  return std::move(*driver);
}

// A folder of pictures: unplugged is deleted, held is without a picture.
class PicturesRig : public conformance::Rig {
 public:
  PicturesRig() { PicturesRig::plug(); }

  std::unique_ptr<Device> make() override { return std::make_unique<Camera>("it", cameraOf(settings())); }
  void act(Device& device, milliseconds deadline, Done<void> done) override {
    auto& camera = dynamic_cast<Camera&>(device);
    camera.stream([&camera](const Frame&) { camera.stop(); }, deadline, std::move(done));
  }
  void hold() override { fs::rename(pictures_ / "one.jpg", pictures_ / "one.away"); }
  void release() override {
    std::error_code unplugged;
    fs::rename(pictures_ / "one.away", pictures_ / "one.jpg", unplugged);
  }
  void unplug() override {
    std::error_code already;
    fs::rename(pictures_, folder_ / "old", already);
    fs::remove_all(folder_ / "old");
  }
  void plug() override {
    fs::create_directory(folder_ / "new");
    writePicture(folder_ / "new" / "one.jpg", plainFrame(64, 48, 100, 100, 100));
    fs::rename(folder_ / "new", pictures_);
  }
  std::optional<int> holders() override { return handlesBelow(folder_.path()); }

 protected:
  Settings settings() const { return {{"folder", pictures_.string()}, {"interval-ms", "20"}}; }

 private:
  Folder folder_;
  const fs::path pictures_ = folder_ / "pictures";
};

// The same as a document scanner.
class ScannedPicturesRig : public PicturesRig {
 public:
  std::unique_ptr<Device> make() override {
    return std::make_unique<DocumentScanner>("it", std::move(*makePictureScanner(settings())));
  }
  void act(Device& device, milliseconds deadline, Done<void> done) override {
    dynamic_cast<DocumentScanner&>(device).scan(200, deadline, [done](const Outcome<Frame>& page) {
      done(page ? Outcome<void>{} : tl::unexpected(page.error()));
    });
  }
};

}  // namespace

TEST_CASE("pictures camera conforms") {
  PicturesRig rig;
  conformance::check(rig);
}

TEST_CASE("pictures document-scanner conforms") {
  ScannedPicturesRig rig;
  conformance::check(rig);
}

TEST_CASE("a scanner of pictures shows them live, and speaks of itself as a scanner") {
  const Folder folder;
  writePicture(folder / "page.jpg", plainFrame(32, 24, 200, 90, 90));
  const auto scanner =
      std::move(*makePictureScanner({{"folder", folder.path().string()}, {"interval-ms", "10"}}));
  CHECK(scanner->hasPreview());  // before it was ever opened
  Action action(Clock::now() + milliseconds{20'000});
  REQUIRE(scanner->open(action));
  for (const bool live : {true, false}) {
    const auto page = live ? scanner->preview(action) : scanner->scan(action, 300);
    REQUIRE(page);
    CHECK(page->width == 32);
    CHECK(near(blueOf(*page), 200));
  }
  std::ofstream(folder / "page.jpg") << "damaged";
  CHECK(scanner->scan(action, 300).error().code == "document-scanner.silent");
  CHECK(makePictureScanner({}).error().code == "device.bad-setting");
}

TEST_CASE("a folder's pictures come in order, again and again") {
  const Folder folder;
  for (const auto& [name, blue] : {std::pair{"c.bmp.jpg", 210}, {"a.jpg", 30}, {"b.jpeg", 120}})
    writePicture(folder / name, plainFrame(32, 24, static_cast<std::uint8_t>(blue), 90, 90));
  std::ofstream(folder / "a1.jpg") << "damaged on its way";
  std::ofstream(folder / "notes.txt") << "no picture at all";
  const auto camera = cameraOf({{"folder", folder.path().string()}, {"interval-ms", "10"}});
  Action action(Clock::now() + milliseconds{20'000});
  REQUIRE(camera->open(action));
  for (const int blue : {30, 120, 210, 30, 120, 210}) {
    const auto frame = camera->grab(action);
    REQUIRE(frame);
    CHECK(near(blueOf(*frame), blue));
  }
}

TEST_CASE("frames do not come faster than the interval") {
  const Folder folder;
  writePicture(folder / "one.jpg", plainFrame(32, 24, 1, 2, 3));
  const auto camera = cameraOf({{"file", (folder / "one.jpg").string()}, {"interval-ms", "40"}});
  Action action(Clock::now() + milliseconds{20'000});
  REQUIRE(camera->open(action));
  const auto begun = Clock::now();
  for (int i = 0; i < 4; ++i) REQUIRE(camera->grab(action));
  CHECK(Clock::now() - begun >= milliseconds{3 * 40});
}

TEST_CASE("a changed file is seen without a restart, a deleted one is a camera unplugged") {
  const Folder folder;
  const fs::path file = folder / "scene.jpg";
  writePicture(file, plainFrame(32, 24, 200, 90, 90));
  const auto camera = cameraOf({{"file", file.string()}, {"interval-ms", "10"}});
  Action action(Clock::now() + milliseconds{20'000});
  REQUIRE(camera->open(action));
  CHECK(near(blueOf(*camera->grab(action)), 200));
  writePicture(file, plainFrame(40, 30, 40, 90, 90));
  const auto changed = camera->grab(action);
  REQUIRE(changed);
  CHECK(changed->width == 40);
  CHECK(near(blueOf(*changed), 40));
  CHECK(camera->poll(action));
  fs::remove(file);
  CHECK(camera->grab(action).error().code == "device.removed");
  CHECK(camera->poll(action).error().code == "device.removed");
  camera->close();
  CHECK(camera->open(action).error().code == "device.not-found");
  writePicture(file, plainFrame(32, 24, 120, 90, 90));
  REQUIRE(camera->open(action));
  CHECK(near(blueOf(*camera->grab(action)), 120));
}

TEST_CASE("pictures none of which can be read are a silent camera") {
  const Folder folder;
  std::ofstream(folder / "one.jpg") << "damaged";
  const auto camera = cameraOf({{"folder", folder.path().string()}});
  Action action(Clock::now() + milliseconds{30'000});
  REQUIRE(camera->open(action));
  const auto frame = camera->grab(action);
  REQUIRE_FALSE(frame);
  CHECK(frame.error().code == "camera.silent");
}

TEST_CASE("no folder, or nothing in it: no camera") {
  const Folder folder;
  Action action(Clock::now() + milliseconds{20'000});
  CHECK(cameraOf({{"folder", (folder / "nowhere").string()}})->open(action).error().code ==
        "device.not-found");
  CHECK(cameraOf({{"folder", folder.path().string()}})->open(action).error().code == "device.not-found");
}

TEST_CASE("settings of a camera of pictures that make no sense") {
  for (const Settings& settings :
       {Settings{}, Settings{{"folder", "a"}, {"file", "b"}},
        Settings{{"folder", "a"}, {"interval-ms", "soon"}}, Settings{{"folder", "a"}, {"interval-ms", "1"}},
        Settings{{"file", "a"}, {"interval-ms", "-20"}}}) {
    const auto camera = makePictureCamera(settings);
    REQUIRE_FALSE(camera);
    CHECK(camera.error().code == "device.bad-setting");
  }
}
