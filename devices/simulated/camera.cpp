#include "devices/drivers/overhead_scanner.h"
#include "devices/simulated/drivers.h"
#include "devices/simulated/link.h"

namespace doorstep::devices {
namespace {

using std::chrono::milliseconds;

// What a lens sees when nobody and nothing is before it.
constexpr std::uint8_t kWall = 160, kDesk = 50;

Frame emptyScene(std::uint8_t grey) {
  constexpr int kWidth = 640, kHeight = 480;
  return {kWidth, kHeight, kWidth * 3,
          std::make_shared<const Pixels>(std::size_t{kWidth} * kHeight * 3, grey)};
}

class SimulatedCamera : public CameraDriver {
 public:
  SimulatedCamera(std::shared_ptr<SimulatedDevice> device, std::string model, std::uint8_t emptyGrey)
      : link_(std::move(device)), model_(std::move(model)), empty_(emptyScene(emptyGrey)) {}

  Outcome<std::string> open(Action& action) override {
    if (auto opened = link_.open(action); !opened) return tl::unexpected(opened.error());
    return model_;
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
  const std::string model_;
  const Frame empty_;
};

}  // namespace

std::unique_ptr<CameraDriver> makeSimulatedCamera(std::shared_ptr<SimulatedDevice> device) {
  return std::make_unique<SimulatedCamera>(std::move(device), "simulated camera", kWall);
}

std::unique_ptr<DocumentScannerDriver> makeSimulatedDocumentScanner(std::shared_ptr<SimulatedDevice> device) {
  return overheadScanner(
      std::make_unique<SimulatedCamera>(std::move(device), "simulated document scanner", kDesk));
}

}  // namespace doorstep::devices
