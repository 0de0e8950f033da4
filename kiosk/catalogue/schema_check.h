#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kiosk/catalogue/document.h"

namespace doorstep::kiosk {

// The JSON Schemas (draft-07) of config/schema: the very files editors use.
class Schemas {
 public:
  // `directory` holds <name>.schema.json; `label` is how faults name it.
  Schemas(std::string directory, std::string label);
  ~Schemas();

  // Adds one fault, in plain words and with the line of the node, for everything the schema `name` refuses.
  void check(const Node& root, const std::string& name, const std::string& file, std::vector<Fault>& faults);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace doorstep::kiosk
