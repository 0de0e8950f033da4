#pragma once

#include <vector>

#include "tests/emulators/line_pty.h"

namespace doorstep::emulators {

// A printer of labels that speaks the example profile of config/markers. It acknowledges nothing; who wants
// to know asks for its status. Held: it is for ever at work on something else.
class LabelModel : public LineMachine {
 public:
  std::vector<std::string> engraved() const;   // what the printed labels' code says, in order
  std::vector<std::string> lastLabel() const;  // every line of it

  void setRunTime(std::chrono::milliseconds time) { set(runTime_, time); }
  void setLabels(int left) { set(left_, left); }
  void jamNext() { set(jams_, true); }  // the next label begins and stops half way
  void loseStart() { set(losesStart_, true); }
  int starts() const;  // commands to print that came, lost ones too

 protected:
  void start() override { lines_.clear(), wrong_.clear(), jammed_ = false; }
  void take(std::string& pending) override;

 private:
  void act(const std::string& line);
  void print();
  std::string status() const;

  std::vector<std::string> lines_, printed_, codes_;
  std::string wrong_;  // the line it did not understand
  int left_ = 100, starts_ = 0;
  bool jams_ = false, jammed_ = false, losesStart_ = false;
  std::chrono::milliseconds runTime_{300};
  std::chrono::steady_clock::time_point busyUntil_{};
};

}  // namespace doorstep::emulators
