#pragma once

#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <optional>

#include "kiosk/app/demo_badges.h"
#include "kiosk/app/hall.h"
#include "kiosk/app/journey_script.h"
#include "kiosk/app/person_time.h"
#include "kiosk/app/sandbox_door.h"

class QQuickWindow;

namespace doorstep::kiosk {
class Kiosk;
}

namespace doorstep::app {

// Plays a scripted visit on the real pages, finding controls by accessible name, and tells how it went.
class Journey {
 public:
  struct Around {
    QString portraits;  // as doorstep-portraits writes them: what camera and document scanner can be shown
    double pxPerMm = 1;
    double mountMm = 0;  // the screen's lower edge above the floor
    DemoBadges badges;
  };
  Journey(kiosk::Kiosk& kiosk, QQuickWindow& window, Hall& hall, SandboxDoor& sandbox, Around around);

  // Where a PNG of every page goes; empty: nowhere.
  void saveShots(const QString& folder);

  // Blocks, running the event loop. The summary: {title, passed, fault, ended, person{}, estimateSeconds,
  // machineSeconds, pages[], audit[]}.
  QJsonObject play(const JourneyScript& script);

 private:
  Told<void> doStep(const JourneyStep& step);
  Told<void> doPage(const JourneyStep& step);
  Told<void> doTap(const JourneyStep& step);
  Told<void> doKeys(const JourneyStep& step);
  Told<void> doSign(const JourneyStep& step);
  Told<void> doCard(const JourneyStep& step);
  Told<void> doPay(const JourneyStep& step);
  Told<void> doPlatform(const JourneyStep& step);
  Told<void> doFace(const JourneyStep& step);
  Told<void> doBadge(const JourneyStep& step);
  Told<void> doExpect(const JourneyStep& step);
  Told<void> doSlip(const JourneyStep& step);
  Told<void> doPower();
  Told<void> checkRecords(const JourneyScript& script);

  // Runs the event loop until `ready`, at most `seconds`; the time counts as the machine's.
  bool waitFor(const std::function<bool()>& ready, double seconds);
  void rest(int milliseconds);
  // The point of the control, once it is in view and enabled.
  Told<QPointF> reach(const QStringList& names);
  void press(QPointF at);
  void lookAtPage(const QString& name);
  QString pageName() const;
  bool settled() const;

  kiosk::Kiosk& kiosk_;
  QQuickWindow& window_;
  Hall& hall_;
  SandboxDoor& sandbox_;
  const Around around_;
  std::optional<QDir> shots_;
  int shotCount_ = 0;
  PersonTime person_;
  double machineSeconds_ = 0;
  QJsonArray pages_;
  QJsonArray audit_;
  QString ended_;
  double waitedForPage_ = 0;  // s, of the machine's time since the last page was looked at
};

}  // namespace doorstep::app
