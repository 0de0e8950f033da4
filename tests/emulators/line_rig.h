#pragma once

#include "tests/emulators/line_pty.h"
#include "tests/unit/devices/conformance.h"

namespace doorstep::emulators {

// A machine behind a serial line: how it is disturbed. `kind` begins the codes of its problems.
class LineRig : public devices::conformance::Rig {
 public:
  LineRig(std::shared_ptr<LineMachine> machine, std::string kind)
      : machine_(std::move(machine)), line_(machine_), kind_(std::move(kind)) {
    timing.openDeadline = std::chrono::seconds{10};  // patient with a loaded test machine
    timing.pollDeadline = std::chrono::seconds{5};
  }

  void hold() override { machine_->hold(true); }
  void release() override { machine_->hold(false); }
  void unplug() override { line_.unplug(); }
  void plug() override { line_.plug(); }
  std::optional<std::vector<std::string>> silence() override {
    silent_ = true;
    return {{kind_ + ".silent"}};
  }
  std::optional<std::vector<std::string>> garbage() override {
    garbled_ = true;
    return {{kind_ + ".garbled"}};
  }

  devices::Timing timing;

 protected:
  const std::string& port() const { return line_.path(); }
  // What was asked for comes with the next action, and goes with its end.
  void disturb() {
    if (silent_) machine_->silence(1000);
    if (garbled_) machine_->garble(1000);
    silent_ = garbled_ = false;
  }
  void calm() {
    machine_->silence(0);
    machine_->garble(0);
  }

 private:
  const std::shared_ptr<LineMachine> machine_;
  LinePty line_;
  const std::string kind_;
  bool silent_ = false, garbled_ = false;
};

}  // namespace doorstep::emulators
