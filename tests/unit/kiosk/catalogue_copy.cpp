#include "catalogue_copy.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>

namespace doorstep::tests {

namespace fs = std::filesystem;

ConfigCopy::ConfigCopy() {
  std::string pattern = (fs::temp_directory_path() / "doorstep-config-XXXXXX").string();
  REQUIRE(mkdtemp(pattern.data()) != nullptr);
  root_ = pattern;
  for (const char* folder : {"schema", "stations", "procedures", "rules", "codes", "markers", "signals"})
    fs::copy(fs::path(kConfig) / folder, root_ / folder, fs::copy_options::recursive);
  fs::copy(fs::path(kConfig) / "problems.yaml", root_ / "problems.yaml");
}

ConfigCopy::~ConfigCopy() {
  std::error_code ignored;
  fs::remove_all(root_, ignored);
}

std::string ConfigCopy::read(const std::string& file) const {
  std::ifstream in(root_ / file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void ConfigCopy::write(const std::string& file, const std::string& bytes) const {
  std::ofstream(root_ / file, std::ios::binary) << bytes;
}

int ConfigCopy::replace(const std::string& file, const std::string& from, const std::string& to) const {
  std::string text = read(file);
  const auto at = text.find(from);
  REQUIRE_MESSAGE(at != std::string::npos, file << " does not hold: " << from);
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n');
  write(file, text.replace(at, from.size(), to));
  return static_cast<int>(line);
}

std::vector<std::string> ConfigCopy::faults() const {
  std::vector<std::string> all;
  for (const auto& fault : kiosk::loadCatalogue(root_.string(), path("stations/demo.yaml"), "/state").faults)
    all.push_back(fault.text());
  return all;
}

}  // namespace doorstep::tests
