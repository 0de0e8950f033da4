#include "tests/emulators/label_model.h"

#include <regex>
#include <utility>

namespace doorstep::emulators {

std::vector<std::string> LabelModel::engraved() const {
  const Lock lock(mutex_);
  return codes_;
}
std::vector<std::string> LabelModel::lastLabel() const {
  const Lock lock(mutex_);
  return printed_;
}
int LabelModel::starts() const {
  const Lock lock(mutex_);
  return starts_;
}

void LabelModel::take(std::string& pending) {
  for (auto end = pending.find("\r\n"); end != std::string::npos; end = pending.find("\r\n")) {
    const std::string line = pending.substr(0, end);
    pending.erase(0, end + 2);
    if (!disturbed("#?!\r\n")) act(line);
  }
}

void LabelModel::act(const std::string& line) {
  static const std::regex placed(R"re((TEXT|CODE) \d+ \d+ "([^"]*)")re");
  std::smatch parts;
  if (line == "STATUS") return reply(status() + "\r\n");
  if (line == "PRINT 1") return print();
  if (line == "LABEL 60 30")
    lines_.clear(), wrong_.clear();
  else if (std::regex_match(line, parts, placed))
    lines_.push_back(parts[1].str() + ' ' + parts[2].str());
  else
    wrong_ = line;
}

void LabelModel::print() {
  ++starts_;
  if (std::exchange(losesStart_, false) || lines_.empty() || left_ == 0 || !wrong_.empty()) return;
  busyUntil_ = std::chrono::steady_clock::now() + runTime_;
  --left_;
  printed_ = lines_;
  jammed_ = std::exchange(jams_, false);
  codes_.push_back(lines_.back().substr(lines_.back().find(' ') + 1));
}

std::string LabelModel::status() const {
  if (jammed_) return "JAM";
  if (held() || std::chrono::steady_clock::now() < busyUntil_) return "PRINTING";
  if (!wrong_.empty()) return "ERROR " + wrong_;
  return left_ == 0 ? "NO LABELS" : "READY";
}

}  // namespace doorstep::emulators
