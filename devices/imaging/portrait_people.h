#pragma once

#include <string>
#include <vector>

#include "devices/imaging/portrait.h"

// Faces for the fictitious citizens of the demonstration, by the slug their record has
// (services/sandbox/citizens.yaml); "default" for anybody else.
namespace doorstep::devices {

struct DemoSitter {
  std::string slug;
  Sitter sitter;
};
const std::vector<DemoSitter>& demoSitters();

}  // namespace doorstep::devices
