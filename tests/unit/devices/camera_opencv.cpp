#include <opencv2/core.hpp>
#include <opencv2/videoio.hpp>

#include "devices/drivers/drivers.h"
#include "tests/unit/devices/conformance.h"
#include "tests/unit/devices/imaging_rig.h"

// A film stands in for the camera: the class is the same, OpenCV opens both.
using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::devices::test;
using std::chrono::milliseconds;

namespace {

namespace fs = std::filesystem;

constexpr int kWidth = 320, kHeight = 240;

// One frame a value: that much blue all over.
void film(const fs::path& file, const std::vector<int>& blues, double rate) {
  cv::VideoWriter writer(file.string(), cv::VideoWriter::fourcc('M', 'J', 'P', 'G'), rate, {kWidth, kHeight});
  REQUIRE(writer.isOpened());
  for (const int blue : blues) writer.write(cv::Mat(kHeight, kWidth, CV_8UC3, cv::Scalar(blue, 90, 90)));
}

std::unique_ptr<CameraDriver> cameraOf(const fs::path& device) {
  auto driver = makeOpenCvCamera({{"device", device.string()}});
  REQUIRE(driver);
  return std::move(*driver);
}

bool bluish(const Frame& frame, int blue) {
  return std::abs(blueOf(frame) - blue) < 12;
}

// A long film: unplugged is renamed away, held is watched on and on.
class FilmRig : public conformance::Rig {
 public:
  FilmRig() { film(file_, std::vector<int>(400, 100), 10); }

  std::unique_ptr<Device> make() override { return std::make_unique<Camera>("it", cameraOf(file_)); }
  void act(Device& device, milliseconds deadline, Done<void> done) override {
    watch(dynamic_cast<Camera&>(device), deadline, std::move(done));
  }
  void hold() override { held_ = true; }
  void release() override { held_ = false; }
  void unplug() override {
    std::error_code already;
    fs::rename(file_, away_, already);
  }
  void plug() override {
    // A copy, because a camera plugged in again is another node.
    std::error_code already;
    if (!fs::copy_file(away_, copy_, fs::copy_options::overwrite_existing, already)) return;
    fs::remove(away_);
    fs::rename(copy_, file_);
  }
  std::optional<int> holders() override { return handlesBelow(folder_.path()) == 0 ? 0 : 1; }

 protected:
  template <class Live>
  void watch(Live& live, milliseconds deadline, Done<void> done) {
    live.stream(
        [this, &live](const Frame&) {
          if (!held_) live.stop();
        },
        deadline, std::move(done));
  }
  std::string device() const { return file_.string(); }

 private:
  Folder folder_;
  const fs::path file_ = folder_ / "film.avi", away_ = folder_ / "away.avi", copy_ = folder_ / "copy.avi";
  std::atomic<bool> held_{false};
};

// The same as a document scanner.
class ScannedFilmRig : public FilmRig {
 public:
  std::unique_ptr<Device> make() override {
    return std::make_unique<DocumentScanner>("it", std::move(*makeOpenCvScanner({{"device", device()}})));
  }
  void act(Device& device, milliseconds deadline, Done<void> done) override {
    watch(dynamic_cast<DocumentScanner&>(device), deadline, std::move(done));
  }
};

}  // namespace

TEST_CASE("opencv camera conforms") {
  FilmRig rig;
  conformance::check(rig);
}

TEST_CASE("opencv document-scanner conforms") {
  ScannedFilmRig rig;
  conformance::check(rig);
}

TEST_CASE("a scanner that is no camera says so as a scanner, and takes a camera's settings") {
  Action action(Clock::now() + milliseconds{20'000});
  const auto scanner = std::move(*makeOpenCvScanner({{"device", "/dev/null"}}));
  CHECK(scanner->open(action).error().code == "document-scanner.unusable");
  CHECK(makeOpenCvScanner({{"device", "/dev/video1"}, {"width", "10"}}).error().code == "device.bad-setting");
  CHECK(makeOpenCvScanner({}).error().code == "device.bad-setting");  // which of the cameras?
}

TEST_CASE("a camera that stalls is opened anew") {
  const Folder folder;
  film(folder / "film.avi", std::vector<int>(20, 100), 0.4);  // a frame every 2.5 s; two are waited for
  Camera camera("camera", cameraOf(folder / "film.avi"), {milliseconds{20}});
  REQUIRE(conformance::becomes(camera, DeviceState::Online));
  conformance::Ending ending;
  camera.stream([](const Frame&) {}, milliseconds{30'000}, [&](const auto& end) { ending.tell(end); });
  CHECK(ending.await() == "camera.silent");
  CHECK(conformance::eventually([&] { return camera.status().opened == 2; }));
  CHECK(conformance::becomes(camera, DeviceState::Online));
}

TEST_CASE("a camera is named after what its link leads to, and is not waited for inside OpenCV") {
  const Folder folder;
  film(folder / "film.avi", {1, 2, 3}, 50);
  fs::create_symlink(folder / "film.avi", folder / "usb-Maker_Camera-index0");
  Action action(Clock::now() + milliseconds{20'000});
  CHECK(cameraOf(folder / "usb-Maker_Camera-index0")->open(action).value() == "film.avi");
  const char* const seconds = std::getenv("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT");
  REQUIRE(seconds != nullptr);
  CHECK(std::string(seconds) == "1");
}

TEST_CASE("frames come in order, in their size, each with bytes of its own") {
  const Folder folder;
  film(folder / "film.avi", {20, 60, 120, 180, 240}, 50);
  const auto camera = cameraOf(folder / "film.avi");
  Action action(Clock::now() + milliseconds{20'000});
  const auto model = camera->open(action);
  REQUIRE(model);
  CHECK(*model == "film.avi");
  std::vector<Frame> frames;  // the first one went into checking the camera
  for (int i = 0; i < 4; ++i) {
    auto frame = camera->grab(action);
    REQUIRE(frame);
    frames.push_back(*frame);
  }
  const std::vector<int> blues{60, 120, 180, 240};
  for (std::size_t i = 0; i < frames.size(); ++i) {
    CHECK(frames[i].width == kWidth);
    CHECK(frames[i].height == kHeight);
    CHECK(frames[i].stride == kWidth * 3);
    CHECK(bluish(frames[i], blues[i]));
  }
  CHECK(frames[0].bgr != frames[1].bgr);
  CHECK(camera->grab(action).error().code == "device.removed");  // the film is over
}

TEST_CASE("a film plays no faster than it was shot") {
  const Folder folder;
  film(folder / "film.avi", {1, 2, 3, 4, 5}, 25);
  const auto camera = cameraOf(folder / "film.avi");
  Action action(Clock::now() + milliseconds{20'000});
  REQUIRE(camera->open(action));
  const auto begun = Clock::now();
  for (int i = 0; i < 4; ++i) REQUIRE(camera->grab(action));
  CHECK(Clock::now() - begun >= milliseconds{3 * 40});
}

TEST_CASE("a camera that goes away is opened anew when it is back") {
  const Folder folder;
  film(folder / "film.avi", std::vector<int>(200, 100), 50);
  Camera camera("camera", cameraOf(folder / "film.avi"));
  REQUIRE(conformance::becomes(camera, DeviceState::Online));

  conformance::Ending ending;
  std::atomic<int> frames = 0;
  camera.stream([&](const Frame&) { ++frames; }, milliseconds{30'000},
                [&](const auto& end) { ending.tell(end); });
  REQUIRE(conformance::eventually([&] { return frames > 3; }));
  fs::rename(folder / "film.avi", folder / "away.avi");
  CHECK(ending.await() == "device.removed");
  REQUIRE(conformance::becomes(camera, DeviceState::NoDevice));
  fs::rename(folder / "away.avi", folder / "film.avi");
  REQUIRE(conformance::becomes(camera, DeviceState::Online));
  CHECK(camera.status().opened == 2);

  // Idle, and another one in its place between two polls.
  film(folder / "other.avi", std::vector<int>(200, 200), 50);
  fs::rename(folder / "other.avi", folder / "film.avi");
  REQUIRE(conformance::eventually([&] { return camera.status().opened == 3; }));
  conformance::Ending second;
  std::atomic<bool> newFilm = false;
  camera.stream(
      [&](const Frame& frame) {
        newFilm = bluish(frame, 200);
        camera.stop();
      },
      milliseconds{30'000}, [&](const auto& end) { second.tell(end); });
  CHECK(second.await().empty());
  CHECK(newFilm);
}

TEST_CASE("a slow film ends with the deadline and with a cancel") {
  const Folder folder;
  film(folder / "film.avi", {10, 20, 30, 40, 50, 60, 70, 80}, 2);  // half a second a frame
  const auto camera = cameraOf(folder / "film.avi");
  Action opening(Clock::now() + milliseconds{20'000});
  REQUIRE(camera->open(opening));
  conformance::checkBest(Action::kGrace, [&] {
    Action action(Clock::now() + milliseconds{100});
    CHECK(camera->grab(action).error().code == "device.timed-out");
    return Clock::now() - action.deadline();
  });
  Action cancelled(Clock::now() + milliseconds{20'000});
  cancelled.cancel();
  CHECK(camera->grab(cancelled).error().code == "device.cancelled");
}

TEST_CASE("what is no camera") {
  const Folder folder;
  Action action(Clock::now() + milliseconds{20'000});
  CHECK(cameraOf("/dev/video-none")->open(action).error().code == "device.not-found");
  // A character device that is no camera takes the way of a real one.
  CHECK(cameraOf("/dev/null")->open(action).error().code == "camera.unusable");
  std::ofstream(folder / "text.avi") << "this is no film";
  const auto camera = cameraOf(folder / "text.avi");
  CHECK(camera->open(action).error().code == "camera.unusable");
  camera->close();
  film(folder / "text.avi", {1, 2, 3}, 50);
  CHECK(camera->open(action));
}

TEST_CASE("settings of an OpenCV camera that make no sense") {
  for (const Settings& settings :
       {Settings{{"width", "wide"}}, Settings{{"width", "10"}}, Settings{{"height", "99999"}}}) {
    const auto camera = makeOpenCvCamera(settings);
    REQUIRE_FALSE(camera);
    CHECK(camera.error().code == "device.bad-setting");
  }
  CHECK(makeOpenCvCamera({}));
}
