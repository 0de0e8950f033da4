#pragma once

#include <map>
#include <string>

#include "devices/device.h"

namespace doorstep::devices {

// One text to engrave, into an e-bike's frame or a plate.
struct MarkJob {
  std::string code;
  std::map<std::string, std::string> fields;  // further values the machine's profile names in its commands
};

struct MarkReport {
  bool asked = false;  // the machine did not confirm by itself, but said so when it was asked
};

// What a machine says about a text when it is asked afterwards.
enum class Marked { Yes, No, Unknown };
std::string_view word(Marked marked);  // "yes", "no", "unknown"

// Faults: plate-marker.bad-text (the machine cannot engrave it), plate-marker.refused (detail: what the
// machine said), plate-marker.silent, plate-marker.garbled, and those of every device: after any of these
// nothing was engraved. plate-marker.unknown: the marking was started and nobody knows whether it was
// finished, also after a cancel, a time-out or an unplugging in the midst of it. What was engraved stays
// engraved: neither a driver nor the core ever repeats a job.
class PlateMarkerDriver : public Driver {
 public:
  virtual Outcome<MarkReport> mark(const MarkJob& job, Action& action) = 0;
  // Marked::Unknown where the machine has no such question.
  virtual Outcome<Marked> ask(const MarkJob& job, Action& action) = 0;
};

class PlateMarker : public Device {
 public:
  PlateMarker(std::string id, std::unique_ptr<PlateMarkerDriver> driver, Timing timing = {});

  void mark(MarkJob job, std::chrono::milliseconds deadline, Done<MarkReport> done);
  // Whether the job was carried out, asked after a restart or after plate-marker.unknown.
  void ask(MarkJob job, std::chrono::milliseconds deadline, Done<Marked> done);
};

// Whether a mark that ended with this problem surely left the piece untouched. A code nobody thought of
// counts as "no".
bool surelyNotMarked(const Problem& problem);

}  // namespace doorstep::devices
