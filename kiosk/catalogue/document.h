#pragma once

#include <string>
#include <vector>

#include "kiosk/catalogue/catalogue.h"

namespace doorstep::kiosk {

// A node of a YAML file, with the line it stands on. Reading never fails: what is absent or of another kind
// reads as empty, because the schema has already said so and one fault is enough.
struct Node {
  enum class Kind { Absent, Null, Bool, Number, Text, List, Map };
  struct Member;

  Kind kind = Kind::Absent;
  int line = 0;        // 1-based; of a map's value: the line of its key
  std::string scalar;  // as written, without quotes
  std::vector<Node> items;
  std::vector<Member> members;

  explicit operator bool() const { return kind != Kind::Absent; }
  const Node& operator[](std::string_view key) const;  // an absent node when there is none

  // Scalars of any kind as written; empty for lists and maps.
  const std::string& text() const { return scalar; }
  bool isTrue() const { return kind == Kind::Bool && scalar == "true"; }
  double number(double otherwise = 0) const;  // `otherwise` when it is no number
  std::vector<std::string> texts() const;     // of a list
};

struct Node::Member {
  std::string key;
  Node value;
};

// Reads one YAML 1.2 file (core schema: only unquoted true, false, null and numbers are more than text).
// Faults: no such file, not UTF-8, empty, a syntax error, a key written twice, and what goes beyond
// yaml_limits.h. `label` is how faults name it.
Node readYaml(const std::string& path, const std::string& label, std::vector<Fault>& faults);
// The same of a file's text.
Node yamlNode(const std::string& text, const std::string& label, std::vector<Fault>& faults);

}  // namespace doorstep::kiosk
