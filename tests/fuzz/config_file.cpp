#include "kiosk/catalogue/document.h"
#include "kiosk/catalogue/yaml_limits.h"
#include "tests/fuzz/target.h"

// A file of config/ as somebody edits it: whatever it holds, it is a tree of bounded size or a fault with a
// line.
namespace doorstep::fuzz {
namespace {

using kiosk::Node;

// Nodes below and with this one; the tree is not deeper than allowed.
std::size_t counted(const Node& node, int depth) {
  MUST(depth <= kiosk::kDeepestYaml);
  std::size_t count = 1;
  for (const Node& item : node.items) count += counted(item, depth + 1);
  for (const Node::Member& member : node.members) {
    MUST(!member.key.empty() || node.kind == Node::Kind::Map);
    count += counted(member.value, depth + 1);
  }
  return count;
}

}  // namespace

std::vector<std::string> seeds() {
  return {"id: demo\nname: {zh: 示例, en: \"Example\"}\nneeds: [camera, printer]\n",
          "rules:\n  - id: a\n    when: &x |\n      licence.days > 3\n  - {id: b, when: *x}\n",
          "%YAML 1.2\n---\n? key\n: !!str 'it''s'\n...\n# end\n", "a: >-\n  folded\n  text\nb: ~\nc: 0x1F\n"};
}

void run(Input input) {
  std::vector<kiosk::Fault> faults;
  const Node root = kiosk::yamlNode(std::string(asText(input)), "file", faults);
  for (const kiosk::Fault& fault : faults) MUST(fault.line >= 1 && !fault.what.empty());
  if (!root) MUST(!faults.empty());
  if (root) MUST(counted(root, 1) <= kiosk::kMostYamlNodes);
}

}  // namespace doorstep::fuzz
