#pragma once

#include <QObject>
#include <chrono>
#include <optional>
#include <vector>

#include "devices/plate_marker.h"
#include "kiosk/journal/intent.h"

namespace doorstep::kiosk {

struct Tools;

// A mark that may or may not be in the metal.
struct OpenMark {
  Intent intent;
  devices::MarkJob job;
};

// Has texts engraved. Each is written down before the machine hears of it and sent once. When nobody knows
// what came of it the machine is asked; what it cannot tell waits for somebody to look. Nothing is ever sent
// again.
class Marks : public QObject {
  Q_OBJECT

 public:
  // `askAgain`: how often a machine that is not there or busy is asked.
  explicit Marks(const Tools& tools, std::chrono::milliseconds askAgain = std::chrono::milliseconds(3000));

  // Takes up what the journal holds and asks the machine what became of it. Call once, before any citizen is
  // served. journal.unreadable.
  Outcome<void> reconcile();

  // Writes the job down and has it engraved; `done` comes on this object's thread. Besides the machine's own
  // problems (devices/plate_marker.h):
  //   journal.unwritable          nothing was sent
  //   device.offline              the station has no such machine
  //   plate-marker.already-made   this case has its mark
  //   plate-marker.unsettled      nobody knows yet what became of an earlier one, of this case or any other
  void mark(const std::string& caseId, const devices::MarkJob& job, std::chrono::milliseconds deadline,
            Done<devices::MarkReport> done);

  // What somebody must look at, oldest first.
  const std::vector<OpenMark>& unsettled() const { return unsettled_; }
  // Somebody has looked; `by` names them as the journal may: by a badge's number. journal.unwritable.
  Outcome<void> settle(const std::string& intentId, bool engraved, const std::string& by);

 signals:
  void changed();

 private:
  Outcome<void> mayBegin(const std::string& caseId) const;
  void ended(Intent intent, const devices::MarkJob& job, const Outcome<devices::MarkReport>& report);
  void askMachine(const std::string& intentId);
  void answered(const std::string& intentId, const Outcome<devices::Marked>& marked);
  Outcome<void> store(Intent& intent, Intent::State state, const std::string& result);
  OpenMark* find(const std::string& intentId);
  void forget(const std::string& intentId);

  const Tools& tools_;
  const std::chrono::milliseconds askAgain_;
  std::vector<OpenMark> unsettled_;
  bool underWay_ = false;
};

}  // namespace doorstep::kiosk
