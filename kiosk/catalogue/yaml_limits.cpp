#include "kiosk/catalogue/yaml_limits.h"

#include <algorithm>
#include <map>
#include <sstream>
#include <vector>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

namespace doorstep::kiosk {
namespace {

// Weighs the nodes as they go by, what an alias stands for included.
class Scale : public YAML::EventHandler {
  using Mark = YAML::Mark;
  using Anchor = YAML::anchor_t;  // 0: none
  using Style = YAML::EmitterStyle::value;

 public:
  void OnDocumentStart(const Mark& mark) override {
    if (++documents_ > 1) refuse(mark, "a second document begins here; one is allowed");
  }
  void OnDocumentEnd() override {}
  void OnNull(const Mark& mark, Anchor anchor) override { leaf(mark, anchor, 1); }
  void OnScalar(const Mark& mark, const std::string&, Anchor anchor, const std::string& text) override {
    constexpr std::size_t kLong = 100;
    leaf(mark, anchor, 1 + text.size() / kLong);
  }
  void OnAlias(const Mark& mark, Anchor anchor) override {
    const auto known = known_.find(anchor);
    if (known == known_.end()) refuse(mark, "an alias stands for something that holds the alias itself");
    add(mark, known->second);
  }
  void OnSequenceStart(const Mark& mark, const std::string&, Anchor anchor, Style) override {
    begin(mark, anchor);
  }
  void OnSequenceEnd() override { end(); }
  void OnMapStart(const Mark& mark, const std::string&, Anchor anchor, Style) override {
    begin(mark, anchor);
  }
  void OnMapEnd() override { end(); }

 private:
  struct Weight {
    std::size_t nodes = 1;
    std::size_t height = 1;
  };
  struct Open {
    Anchor anchor;
    Weight weight;
  };

  [[noreturn]] static void refuse(const Mark& mark, const std::string& what) {
    throw YamlExcess{std::max(mark.line, 0) + 1, what};
  }

  void leaf(const Mark& mark, Anchor anchor, std::size_t nodes) {
    const Weight weight{nodes, 1};
    if (anchor != 0) known_[anchor] = weight;
    add(mark, weight);
  }

  void begin(const Mark& mark, Anchor anchor) {
    check(mark, 1, 1);
    open_.push_back({anchor, {}});
  }

  void end() {
    const Open done = open_.back();
    open_.pop_back();
    if (done.anchor != 0) known_[done.anchor] = done.weight;
    if (!open_.empty()) join(done.weight);
  }

  void add(const Mark& mark, const Weight& weight) {
    check(mark, weight.nodes, weight.height);
    if (!open_.empty()) join(weight);
  }

  void join(const Weight& child) {
    Weight& parent = open_.back().weight;
    parent.nodes += child.nodes;
    parent.height = std::max(parent.height, child.height + 1);
  }

  void check(const Mark& mark, std::size_t nodes, std::size_t height) {
    total_ += nodes;
    if (open_.size() + height > kDeepestYaml)
      refuse(mark, "is nested deeper than " + std::to_string(kDeepestYaml) + " levels");
    if (total_ > kMostYamlNodes)
      refuse(mark, "is too large: more than " + std::to_string(kMostYamlNodes) +
                       " entries, with what its aliases stand for");
  }

  std::vector<Open> open_;
  std::map<Anchor, Weight> known_;  // whole ones
  std::size_t total_ = 0;
  int documents_ = 0;
};

}  // namespace

std::optional<YamlExcess> yamlExcess(const std::string& text) {
  if (text.size() > kMostYamlBytes)
    return YamlExcess{1, "is larger than " + std::to_string(kMostYamlBytes / 1024) + " KiB"};
  try {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    Scale scale;
    while (parser.HandleNextDocument(scale)) {
    }
  } catch (const YamlExcess& excess) {
    return excess;
  }
  return std::nullopt;
}

}  // namespace doorstep::kiosk
