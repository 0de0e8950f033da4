#pragma once

#include <optional>

#include "devices/camera.h"
#include "devices/device.h"
#include "kiosk/base/localized.h"

namespace doorstep::devices {

// What came of a device's self-test. It is for staff: a test slip costs paper, a test picture may show
// somebody.
struct SelfTest {
  std::optional<Problem> problem;  // nothing: passed
  Localized told;                  // what was done and seen, when it passed
  Frame picture;                   // a camera's or a document scanner's; empty otherwise
};

// A receipt printer prints a slip with Chinese, Latin text and a QR code; a camera takes one frame, a
// document scanner one page; of any other device it is looked at whether it answers and is in order, as its
// last poll found it (an ID-card reader's asks its security module). `done` is called exactly once: at once
// on the caller's thread for a device that is not ready, else on the device's. Problems: the device's own;
// device.offline for one that is not there.
void selfTest(Device& device, std::chrono::milliseconds deadline, const std::function<void(SelfTest)>& done);

}  // namespace doorstep::devices
