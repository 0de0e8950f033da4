#pragma once

#include <cstdint>

#include "devices/device.h"
#include "kiosk/base/personal_bytes.h"

namespace doorstep::devices {

// Somebody's face, wiped when it goes.
using Pixels = std::vector<std::uint8_t, WipingAllocator<std::uint8_t>>;

// One picture, immutable and shared: whoever holds it may read it on any thread.
struct Frame {
  int width = 0;                      // px
  int height = 0;                     // px
  int stride = 0;                     // bytes from one row to the next
  std::shared_ptr<const Pixels> bgr;  // 3 bytes a pixel: blue, green, red
};

class CameraDriver : public Driver {
 public:
  // The next frame, waiting at most until the action's deadline.
  virtual Outcome<Frame> grab(Action& action) = 0;
};

// Hands frames from `next` to `sink` until the action is finished (a success) or ends with a problem: what a
// live picture is to every device that has one.
Outcome<void> streamFrames(const std::function<Outcome<Frame>(Action&)>& next,
                           const std::function<void(Frame)>& sink, Action& action);

// Faults: camera.silent (no frame within the deadline), device.removed.
class Camera : public Device {
 public:
  Camera(std::string id, std::unique_ptr<CameraDriver> driver, Timing timing = {});

  // Delivers frames to `sink` on the device's thread until stop() or the deadline, then calls `done`:
  // success after stop(); the problem that ended it otherwise. A slow sink slows the camera, frames do not
  // queue.
  void stream(std::function<void(Frame)> sink, std::chrono::milliseconds deadline, Done<void> done);
  // Ends the stream under way; also from inside its sink.
  void stop() { finish(); }
};

}  // namespace doorstep::devices
