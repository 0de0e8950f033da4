#pragma once

#include <string>
#include <vector>

#include "devices/imaging/portrait.h"

namespace doorstep::fuzz {

// A drawn person in that scene as JPEG, PNG and BMP files.
std::vector<std::string> pictures(const devices::Scene& scene);

}  // namespace doorstep::fuzz
