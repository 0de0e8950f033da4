#include "devices/camera.h"

namespace doorstep::devices {

Camera::Camera(std::string id, std::unique_ptr<CameraDriver> driver, Timing timing)
    : Device(std::move(id), DeviceKind::Camera, std::move(driver), timing) {}

Outcome<void> streamFrames(const std::function<Outcome<Frame>(Action&)>& next,
                           const std::function<void(Frame)>& sink, Action& action) {
  while (!action.finished()) {
    auto frame = next(action);
    if (!frame) {
      // A frame that was on its way when stop() came is nobody's fault; a camera unplugged then still is.
      if (action.finished() && frame.error().code == "device.cancelled") break;
      return tl::unexpected(frame.error());
    }
    sink(std::move(*frame));
    if (auto goOn = action.check(); !goOn && !action.finished()) return goOn;
  }
  return {};
}

void Camera::stream(std::function<void(Frame)> sink, std::chrono::milliseconds deadline, Done<void> done) {
  run<void, CameraDriver>(
      deadline,
      [sink = std::move(sink)](CameraDriver& driver, Action& action) {
        return streamFrames([&driver](Action& next) { return driver.grab(next); }, sink, action);
      },
      std::move(done));
}

}  // namespace doorstep::devices
