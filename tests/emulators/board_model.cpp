#include "tests/emulators/board_model.h"

namespace doorstep::emulators {

std::map<std::string, bool> BoardModel::outputs() const {
  const Lock lock(mutex_);
  return outputs_;
}
void BoardModel::setInput(const std::string& name, bool active) {
  const Lock lock(mutex_);
  inputs_[name] = active;
}

void BoardModel::take(std::string& pending) {
  for (auto end = pending.find('\r'); end != std::string::npos; end = pending.find('\r')) {
    const std::string line = pending.substr(0, end);
    pending.erase(0, end + 1);
    if (!disturbed("#?!\r")) act(line);
  }
}

void BoardModel::act(const std::string& line) {
  if (line.starts_with("IN") && line.ends_with("?")) {
    const std::string name = line.substr(0, line.size() - 1);
    return reply(name + (inputs_[name] ? "=1\r" : "=0\r"));
  }
  if (held() || !line.starts_with("OUT")) return;
  outputs_[line.substr(0, line.find('='))] = line.ends_with("=1");
  reply("OK\r");
}

}  // namespace doorstep::emulators
