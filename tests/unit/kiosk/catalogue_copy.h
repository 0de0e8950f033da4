#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "kiosk/catalogue/catalogue.h"

namespace doorstep::tests {

inline const std::string kConfig = std::string(DOORSTEP_SOURCE_DIR) + "/config";

// A copy of config/ in a temporary folder, to break on purpose. Gone with the object.
class ConfigCopy {
 public:
  ConfigCopy();
  ~ConfigCopy();
  ConfigCopy(const ConfigCopy&) = delete;
  ConfigCopy& operator=(const ConfigCopy&) = delete;

  std::string path(const std::string& file) const { return (root_ / file).string(); }
  // Replaces the first occurrence of `from` and returns its line, 1-based. Fails the test when there is none.
  int replace(const std::string& file, const std::string& from, const std::string& to) const;
  void write(const std::string& file, const std::string& bytes) const;
  std::string read(const std::string& file) const;
  // Of the whole configuration with stations/demo.yaml, each as file:line: what.
  std::vector<std::string> faults() const;

 private:
  std::filesystem::path root_;
};

}  // namespace doorstep::tests
