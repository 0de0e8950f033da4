#pragma once

#include <QImage>

#include "devices/camera.h"

namespace doorstep::kiosk {

// The frame as a face can show it: shares the frame's bytes and keeps them alive, and they are wiped with the
// last that shows them.
QImage pictureOf(const devices::Frame& frame);

}  // namespace doorstep::kiosk
