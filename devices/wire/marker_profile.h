#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "devices/wire/line_frame.h"

// How one family of marking machines (engravers, printers of labels and plates) is spoken to; read from
// config/markers/NAME.yaml.
namespace doorstep::devices::wire {

// How a machine is reached and how its lines are framed.
struct LineTalk {
  int baud = 9600;
  LineFrame command;
  LineFrame answer;
  std::string alone;  // bytes that are answers without a frame

  friend bool operator==(const LineTalk&, const LineTalk&) = default;
};

enum class MarkerSays {
  Acknowledged,  // the command is taken
  Finished,      // the text is engraved
  Progress,      // still at it: wait on
  Refused,       // nothing was engraved, and will not be
  BrokenOff,     // stopped half way: somebody must look at the piece
  Ready,         // well, and tells nothing about the last text
  Marked,        // asked afterwards: this very text is engraved
  NotMarked,     // asked afterwards: it surely is not
};

struct MarkerAnswer {
  std::string pattern;  // a shell pattern with {code} and {field}; the first that fits counts
  MarkerSays says = MarkerSays::Acknowledged;

  friend bool operator==(const MarkerAnswer&, const MarkerAnswer&) = default;
};

struct MarkerStep {
  // Ready: the machine acknowledges nothing and is asked how it is until it says that it is ready. From the
  // start of the marking on it must have been at work in between: a start that got lost looks ready too.
  enum class Awaits { Nothing, Acknowledged, Finished, Ready };

  std::string send;  // a template with {code} and {field}
  Awaits awaits = Awaits::Acknowledged;
  std::chrono::milliseconds within{3000};  // for one answer; progress begins the time anew
  int tries = 1;                           // when nothing sound comes; only before the marking starts
  bool startsMarking = false;              // from its first byte on nobody can take it back

  friend bool operator==(const MarkerStep&, const MarkerStep&) = default;
};

struct MarkerProfile {
  std::string name;
  LineTalk talk;
  std::size_t longest = 0;            // characters of the code or a field
  std::string allowed;                // characters they may hold
  std::vector<MarkerStep> steps;      // one of them starts the marking
  std::vector<MarkerAnswer> answers;  // for every step and the status question
  std::string status;                 // the question how the machine is; empty: it has none
  std::chrono::milliseconds statusWithin{1000};

  friend bool operator==(const MarkerProfile&, const MarkerProfile&) = default;
};

}  // namespace doorstep::devices::wire
