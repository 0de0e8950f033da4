#pragma once

#include <string>

#include "tests/emulators/escpos_interpreter.h"

namespace doorstep::emulators {

// The slip as a picture, black on white with a margin. False when the file cannot be written.
bool writePng(const Slip& slip, const std::string& file);

}  // namespace doorstep::emulators
