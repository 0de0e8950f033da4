#pragma once

#include <optional>
#include <string>

namespace doorstep::kiosk {

// What a YAML file may hold. yaml-cpp has no such limits: of a lone comma it makes documents until the memory
// is used up, and a file of a few hundred bytes unfolds its aliases to millions of nodes.
constexpr std::size_t kMostYamlBytes = 256 * 1024;  // five times the largest file there is
constexpr int kDeepestYaml = 40;
constexpr std::size_t kMostYamlNodes = 50'000;  // aliases unfolded; a long text counts for several

struct YamlExcess {
  int line = 1;
  std::string what;
};

// The first thing in `text` that goes beyond, found without keeping anything of it. One document is allowed.
// What passes can be loaded, and its aliases followed, within a few tens of megabytes. Throws YAML::Exception
// for what is no YAML.
std::optional<YamlExcess> yamlExcess(const std::string& text);

}  // namespace doorstep::kiosk
