#include "devices/simulated/drivers.h"
#include "devices/simulated/link.h"

namespace doorstep::devices {
namespace {

using std::chrono::milliseconds;

// Nobody before the lens: a grey wall.
Frame emptyScene() {
  constexpr int kWidth = 640, kHeight = 480;
  constexpr std::uint8_t kGrey = 160;
  return {kWidth, kHeight, kWidth * 3,
          std::make_shared<const Pixels>(std::size_t{kWidth} * kHeight * 3, kGrey)};
}

class SimulatedCamera : public CameraDriver {
 public:
  explicit SimulatedCamera(std::shared_ptr<SimulatedDevice> device) : link_(std::move(device)) {}

  Outcome<std::string> open(Action& action) override {
    if (auto opened = link_.open(action); !opened) return tl::unexpected(opened.error());
    return "simulated camera";
  }
  void close() noexcept override { link_.close(); }
  Outcome<Health> poll(Action&) override {
    if (auto there = link_.check(); !there) return tl::unexpected(there.error());
    return Health{};
  }

  Outcome<Frame> grab(Action& action) override {
    auto answer = link_.begin(action);
    if (!answer) return tl::unexpected(answer.error());
    // Frames that cannot be decoded are no frames: a driver drops them and waits for the next.
    if (*answer != SimulatedLink::Answer::Sound) return problem("camera.silent", "no sound frame came");
    if (auto waited = waitForFrame(action); !waited) return tl::unexpected(waited.error());
    auto frame = link_.with([](const SimulatedHardware& hardware) { return hardware.frame; });
    return frame.bgr ? frame : empty_;
  }

 private:
  Outcome<void> waitForFrame(Action& action) {
    constexpr milliseconds kInterval{33};    // 30 frames a second
    constexpr milliseconds kPatience{2000};  // for a frame that does not come
    const auto giveUp = Clock::now() + kPatience;
    while (true) {
      if (auto waited = link_.pause(action, kInterval); !waited) return waited;
      if (!link_.with([](const SimulatedHardware& hardware) { return hardware.frozen; })) return {};
      if (Clock::now() >= giveUp) return problem("camera.silent", "no frame within 2 s");
    }
  }

  SimulatedLink link_;
  const Frame empty_ = emptyScene();
};

}  // namespace

std::unique_ptr<CameraDriver> makeSimulatedCamera(std::shared_ptr<SimulatedDevice> device) {
  return std::make_unique<SimulatedCamera>(std::move(device));
}

}  // namespace doorstep::devices
