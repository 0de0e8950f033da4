#pragma once

#include <string>

namespace doorstep::emulators {

// What a phone reads off the slip's picture; empty when there is no code, or none that can be read.
std::string qrOnSlip(const std::string& pngFile);

}  // namespace doorstep::emulators
