#pragma once

#include "devices/device.h"
#include "kiosk/base/localized.h"

// How people call devices and what they are like; devices::word() is how programs do.
namespace doorstep::kiosk {

Localized nameOf(devices::DeviceKind kind);    // 摄像头, camera
Localized nameOf(devices::DeviceState state);  // 就绪, online
Localized nameOf(devices::Supplies supplies);  // 充足, ok

}  // namespace doorstep::kiosk
