#include <filesystem>
#include <fstream>
#include <optional>

#include <opencv2/videoio.hpp>
#include <unistd.h>

#include "devices/drivers/camera_path.h"
#include "devices/drivers/drivers.h"
#include "devices/drivers/settings.h"
#include "devices/imaging/picture_mat.h"

// A UVC camera over V4L2 ("/dev/video0"), or a video file, which plays at its own rate and at its end counts
// as unplugged: the same class, so that everything but the kernel's part can be exercised without a camera.
// The numbers of /dev/video change with the order of plugging; a station with several cameras names them by
// what they are, as udev does below /dev/v4l/by-id.
namespace doorstep::devices {

namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr milliseconds kPatience{2000};   // for a frame that does not come
constexpr milliseconds kStaleAfter{200};  // without a grab the frame in the camera's buffer is an old one

// The first frame after opening is waited for inside OpenCV, which would do so for ten seconds. Set as the
// program starts: later, other threads may be reading the environment.
const bool kShortWait =
    ::setenv("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "1", 0) == 0;  // NOLINT(concurrency-mt-unsafe)

struct Wanted {
  std::string device;
  int width = 0;
  int height = 0;
};

// As the hardware names itself; for a file, its name.
std::string modelOf(const fs::path& link) {
  std::error_code gone;
  const fs::path device = fs::canonical(link, gone);
  std::ifstream in("/sys/class/video4linux/" + device.filename().string() + "/name");
  std::string name;
  return std::getline(in, name) && !name.empty() ? name : device.filename().string();
}

class OpenCvCamera : public CameraDriver {
 public:
  explicit OpenCvCamera(Wanted wanted) : wanted_(std::move(wanted)) {}

  Outcome<std::string> open(Action& action) override {
    stuck_ = false;
    held_ = HeldPath(wanted_.device);
    if (held_.gone()) return problem("device.not-found", wanted_.device);
    if (::access(wanted_.device.c_str(), R_OK) != 0) return problem("device.no-permission", wanted_.device);
    live_ = fs::is_character_file(wanted_.device);
    try {
      if (!capture_.open(wanted_.device, live_ ? cv::CAP_V4L2 : cv::CAP_FFMPEG))
        return problem("camera.unusable", wanted_.device + ": does not open as a camera");
      if (live_) configure();
    } catch (const cv::Exception& error) {
      return problem("camera.unusable", wanted_.device + ": " + error.err);
    }
    if (!live_) interval_ = intervalOfFile();
    due_ = Clock::now();
    // A camera that opens and then shows nothing is not ready.
    if (auto frame = grab(action); !frame) return tl::unexpected(frame.error());
    return modelOf(wanted_.device);
  }

  void close() noexcept override {
    try {
      capture_.release();
    } catch (const cv::Exception&) {  // the camera has gone, and with it what there was to release
    }
    held_ = HeldPath();
  }

  Outcome<Health> poll(Action&) override {
    if (held_.gone()) return problem("device.removed", wanted_.device);
    // A camera that has stalled does not recover by itself; the core opens it anew after a few such polls.
    if (stuck_) return problem("camera.silent", wanted_.device + ": stalled");
    return Health{};
  }

  Outcome<Frame> grab(Action& action) override {
    auto frame = nextFrame(action);
    stuck_ = !frame && frame.error().code == "camera.silent";
    return frame;
  }

 private:
  Outcome<Frame> nextFrame(Action& action) {
    const auto giveUp = Clock::now() + kPatience;
    try {
      while (true) {
        if (auto came = live_ ? waitForCamera(action, giveUp) : waitForFile(action, giveUp); !came)
          return tl::unexpected(came.error());
        if (auto frame = decoded()) return *frame;
        // A frame garbled on its way is no frame: wait for the next.
        if (!live_) return problem("device.removed", wanted_.device + ": cannot be decoded further");
      }
    } catch (const cv::Exception& error) {
      if (held_.gone()) return problem("device.removed", wanted_.device);
      return problem("camera.silent", wanted_.device + ": " + error.err);
    }
  }

  void configure() {
    // Compressed first: uncompressed full-size frames do not fit through USB 2.
    capture_.set(cv::CAP_PROP_FOURCC, cv::VideoWriter::fourcc('M', 'J', 'P', 'G'));
    capture_.set(cv::CAP_PROP_FRAME_WIDTH, wanted_.width);
    capture_.set(cv::CAP_PROP_FRAME_HEIGHT, wanted_.height);
    capture_.set(cv::CAP_PROP_BUFFERSIZE, 1);
  }

  milliseconds intervalOfFile() const {
    const double rate = capture_.get(cv::CAP_PROP_FPS);
    return milliseconds(rate > 0.1 && rate < 1000 ? static_cast<int>(1000 / rate) : 40);
  }

  // waitAny takes slices where grab() would block for up to ten seconds. Only the first frame after opening
  // is waited for inside OpenCV: it is what starts the stream.
  Outcome<void> waitForCamera(const Action& action, Clock::time_point giveUp) {
    bool stale = Clock::now() - lastGrab_ > kStaleAfter;
    const std::vector<cv::VideoCapture> one{capture_};
    std::vector<int> ready;
    while (true) {
      if (auto goOn = action.check(); !goOn) return goOn;
      if (held_.gone()) return problem("device.removed", wanted_.device);
      if (Clock::now() >= giveUp) return problem("camera.silent", wanted_.device + ": no frame within 2 s");
      if (!cv::VideoCapture::waitAny(one, ready, std::chrono::nanoseconds(Action::kSlice).count())) continue;
      if (ready.empty()) {  // an event that is no frame: do not spin on it
        if (auto waited = action.pause(milliseconds{10}); !waited) return waited;
        continue;
      }
      if (!capture_.grab()) continue;
      if (!stale) return {};
      stale = false;
    }
  }

  Outcome<void> waitForFile(const Action& action, Clock::time_point giveUp) {
    const auto left = std::chrono::ceil<milliseconds>(std::min(due_, giveUp) - Clock::now());
    if (auto waited = action.pause(std::max(left, milliseconds{0})); !waited) return waited;
    if (due_ > giveUp) return problem("camera.silent", wanted_.device + ": no frame within 2 s");
    due_ = Clock::now() + interval_;
    if (held_.gone() || !capture_.grab()) return problem("device.removed", wanted_.device);
    return {};
  }

  // The grabbed frame; straight into its own bytes when it has the size of the one before.
  std::optional<Frame> decoded() {
    NewFrame frame(width_, height_);
    if (!capture_.retrieve(frame.pixels) || frame.pixels.type() != CV_8UC3) return std::nullopt;
    width_ = frame.pixels.cols;
    height_ = frame.pixels.rows;
    lastGrab_ = Clock::now();
    return frame.frame();
  }

  const Wanted wanted_;
  HeldPath held_;
  cv::VideoCapture capture_;
  bool live_ = false;
  bool stuck_ = false;  // no frame came the last time
  milliseconds interval_{0};
  Clock::time_point due_{};
  Clock::time_point lastGrab_{};
  int width_ = 0;
  int height_ = 0;
};

}  // namespace

Outcome<std::unique_ptr<CameraDriver>> makeOpenCvCamera(const Settings& settings) {
  Wanted wanted;
  wanted.device = settingText(settings, "device");
  if (wanted.device.empty()) wanted.device = "/dev/video0";
  const auto width = settingNumber(settings, "width", 10, 160, 8192);
  if (!width) return tl::unexpected(width.error());
  const auto height = settingNumber(settings, "height", 10, 120, 8192);
  if (!height) return tl::unexpected(height.error());
  wanted.width = width->value_or(1280);
  wanted.height = height->value_or(960);
  return std::make_unique<OpenCvCamera>(std::move(wanted));
}

}  // namespace doorstep::devices
