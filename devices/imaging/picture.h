#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "devices/camera.h"

// Pictures as files and as bytes. OpenCV stays behind picture.cpp.
namespace doorstep::devices {

// JPEG, PNG or BMP of at most 40 million pixels, always turned into three channels. camera.picture-unreadable
// when it is missing, cut off, larger or not a picture; `detail` names the file.
Outcome<Frame> loadPicture(const std::string& file);
Outcome<Frame> decodePicture(std::span<const std::byte> bytes);

// `quality` 0-100 as libjpeg counts. `dpi` goes into the JFIF header; 0 leaves it unstated.
// camera.picture-unreadable for an empty frame.
Outcome<PersonalBytes> encodeJpeg(const Frame& frame, int quality, int dpi = 0);

}  // namespace doorstep::devices
