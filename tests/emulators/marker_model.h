#pragma once

#include <vector>

#include "tests/emulators/line_pty.h"

namespace doorstep::emulators {

// A marking machine that speaks one of the example profiles. It knows nothing of the driver's codec. Held:
// preparing commands are not answered.
class MarkerModel : public LineMachine {
 public:
  enum class Dialect { VerbLines, SohStxEtx, StxSum };
  explicit MarkerModel(Dialect dialect) : dialect_(dialect) {}

  std::vector<std::string> engraved() const;  // every text, in order; stays through power cycles
  int commands() const;                       // whole and sound ones

  void damage(int commands);  // so many arrive with a wrong byte
  void late(int commands, std::chrono::milliseconds by);
  void refuse(int runs);
  void breakOff(int runs);
  void loseEnd(int runs);    // engraved, and never told
  void loseStart(int runs);  // the command to start gets lost
  int starts() const;        // commands to start that came, lost ones too
  void setRunTime(std::chrono::milliseconds time);
  void setMemory(bool remembers);  // whether it answers for the last text when asked

 protected:
  void start() override { text_.clear(); }
  void take(std::string& pending) override;

 private:
  enum class Verb { Load, Text, Run, Status, Nonsense };
  struct Command {
    Verb verb = Verb::Nonsense;
    std::string text;
  };
  std::optional<std::string> cut(std::string& pending) const;
  Command read(const std::string& line) const;
  void act(const Command& command);
  void run();
  void say(const std::string& body, std::chrono::milliseconds after = {});
  void acknowledge(std::chrono::milliseconds after = {});
  void refuseNow(std::chrono::milliseconds after = {});
  void tellStatus();

  const Dialect dialect_;
  std::string text_;
  std::vector<std::string> engraved_;
  int commands_ = 0;
  int starts_ = 0;
  bool remembers_ = true;
  int damaged_ = 0, late_ = 0, refused_ = 0, brokenOff_ = 0, lost_ = 0, startsLost_ = 0;
  std::chrono::milliseconds lateBy_{0};
  std::chrono::milliseconds runTime_{30};
  std::chrono::steady_clock::time_point busyUntil_{};
};

}  // namespace doorstep::emulators
