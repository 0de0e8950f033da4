#pragma once

#include <map>

#include "tests/emulators/line_pty.h"

namespace doorstep::emulators {

// A board of inputs and outputs that speaks the example profile of config/signals. Held: outputs are not
// switched, nor answered for.
class BoardModel : public LineMachine {
 public:
  std::map<std::string, bool> outputs() const;          // "OUT1"; off after a power cycle
  void setInput(const std::string& name, bool active);  // "IN1"

 protected:
  void start() override { outputs_.clear(); }
  void take(std::string& pending) override;

 private:
  void act(const std::string& line);

  std::map<std::string, bool> outputs_, inputs_;
};

}  // namespace doorstep::emulators
