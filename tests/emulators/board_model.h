#pragma once

#include <map>

#include "tests/emulators/line_pty.h"

namespace doorstep::emulators {

// A board of inputs and outputs that speaks the example profile of config/signals.
class BoardModel : public LineMachine {
 public:
  std::map<std::string, bool> outputs() const;          // "OUT1"; off after a power cycle
  void setInput(const std::string& name, bool active);  // "IN1"
  void hold(bool held);                                 // outputs are not switched, nor answered for
  void silence(int commands);
  void garble(int commands);

 protected:
  void start() override { outputs_.clear(); }
  void take(std::string& pending) override;

 private:
  void act(const std::string& line);

  std::map<std::string, bool> outputs_, inputs_;
  bool held_ = false;
  int silent_ = 0, garbled_ = 0;
};

}  // namespace doorstep::emulators
