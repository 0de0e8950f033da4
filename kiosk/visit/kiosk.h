#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <memory>
#include <vector>

#include <QtQml/qqmlregistration.h>

#include "devices/id_card_reader.h"
#include "kiosk/cases/scan_watch.h"
#include "kiosk/cases/step.h"
#include "kiosk/cases/tools.h"
#include "kiosk/journal/marks.h"
#include "kiosk/journal/outbox.h"
#include "kiosk/visit/guide_call.h"
#include "kiosk/visit/idle_clock.h"

namespace doorstep::kiosk {

struct Badge;
class Visit;

// The whole of what happens at one station: a step in front of the person, and what stands around it. Lives
// on the application's thread.
class Kiosk : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("the program makes it")
  Q_PROPERTY(doorstep::kiosk::Step* step READ step NOTIFY stepChanged)
  Q_PROPERTY(bool english READ english WRITE setEnglish NOTIFY lookChanged)
  Q_PROPERTY(bool largeText READ largeText WRITE setLargeText NOTIFY lookChanged)
  Q_PROPERTY(bool highContrast READ highContrast WRITE setHighContrast NOTIFY lookChanged)
  Q_PROPERTY(QString stationName READ stationName NOTIFY lookChanged)
  Q_PROPERTY(QString stationPhone READ stationPhone CONSTANT)
  Q_PROPERTY(QString clockText READ clockText NOTIFY changed)
  Q_PROPERTY(bool inVisit READ inVisit NOTIFY changed)
  Q_PROPERTY(bool canGoBack READ canGoBack NOTIFY changed)
  Q_PROPERTY(QStringList progress READ progress NOTIFY progressChanged)
  Q_PROPERTY(int progressIndex READ progressIndex NOTIFY progressChanged)
  Q_PROPERTY(bool warning READ warning NOTIFY changed)
  Q_PROPERTY(QString warningText READ warningText NOTIFY changed)
  Q_PROPERTY(int secondsLeft READ secondsLeft NOTIFY changed)
  Q_PROPERTY(int extensionsLeft READ extensionsLeft NOTIFY changed)
  Q_PROPERTY(bool cardMissing READ cardMissing NOTIFY changed)
  Q_PROPERTY(bool guideCalled READ guideCalled NOTIFY changed)
  Q_PROPERTY(QString guideText READ guideText NOTIFY changed)
  Q_PROPERTY(QString banner READ banner NOTIFY changed)

 public:
  // What a kiosk is made of. With `faults`, or without a platform, it only says that it is out of service.
  struct Parts {
    std::shared_ptr<const Catalogue> catalogue;
    std::shared_ptr<devices::DeviceManager> devices;
    std::shared_ptr<services::Platform> platform;
    std::shared_ptr<StaffBadges> badges;  // nothing: the station takes none
    std::string stateDir;                 // where the journal is
    std::vector<std::string> faults;      // why it cannot serve, for staff
    Pace pace;
    std::function<std::chrono::system_clock::time_point()> now;  // nothing: the system's clock
  };

  explicit Kiosk(Parts parts);
  ~Kiosk() override;

  // Calls tick() every second from now on.
  void run();

  Step* step() const { return step_.get(); }
  bool english() const { return tools_.language == Language::English; }
  void setEnglish(bool english);
  bool largeText() const { return largeText_; }
  void setLargeText(bool large);
  bool highContrast() const { return highContrast_; }
  void setHighContrast(bool high);
  QString stationName() const;
  QString stationPhone() const;
  QString clockText() const;
  bool inVisit() const { return visit_ != nullptr; }
  bool canGoBack() const;
  QStringList progress() const;
  int progressIndex() const;
  bool warning() const;
  QString warningText() const;  // what becomes of the work when the visit ends now
  int secondsLeft() const;
  int extensionsLeft() const { return idle_.extensionsLeft(); }
  bool cardMissing() const { return cardMissing_; }
  bool guideCalled() const { return guide_.called(); }
  QString guideText() const;
  QString banner() const;

  Q_INVOKABLE void touched();  // any input
  Q_INVOKABLE void extend();
  Q_INVOKABLE void back();
  Q_INVOKABLE void endVisit();
  Q_INVOKABLE void callGuide();
  Q_INVOKABLE void cancelGuide();

  // A second has passed.
  void tick();
  // A code was scanned: a badge where nobody is served, else the page in front of the person has it, or a
  // word says that it does not.
  void scanned(const Secret& text);

  const Outbox* outbox() const { return outbox_.get(); }

 signals:
  void changed();
  void stepChanged();
  void lookChanged();
  void progressChanged();
  // "completed", "left", "timed-out", "refused", "parked", "card-lost": everything personal is gone by then.
  void visitEnded(const QString& how);

 private:
  template <class S, class... Arguments>
  S& show(Arguments&&... arguments);
  void put(std::unique_ptr<Step> step);
  bool servable() const;
  bool openJournal();
  void showFirst();
  void showAttract();
  bool waitsForPeople() const;
  bool staffCame(const Secret& scanned);
  void showStation(const Badge& badge);
  void showInfo(const QString& procedureId);
  void beginVisit(std::optional<devices::IdCard> card);
  void finishVisit(const QString& how);
  void showTakeCard();
  void showGoodbye();
  void startOver();
  void watchCard();
  void cardLifted();
  void cardBack(const Outcome<devices::IdCard>& card);
  void tryAgain();
  void waitForCard();
  void countIdle();
  Localized scanNote() const;
  void countQuiet(int most, void (Kiosk::*then)());
  bool leftChanged() const;
  void cardWaitOver() { finishVisit("timed-out"); }
  void progressed();
  void watchDevices();
  void devicesChanged();
  void refresh();

  Tools tools_;
  const Parts parts_;
  std::unique_ptr<Evaluator> evaluator_;
  std::unique_ptr<CardWatch> cards_;
  std::unique_ptr<ScanWatch> scans_;
  std::unique_ptr<Journal> journal_;
  std::unique_ptr<Outbox> outbox_;
  std::unique_ptr<Marks> marks_;
  std::unique_ptr<Visit> visit_;
  std::unique_ptr<Step> step_;
  IdleClock idle_;
  GuideCall guide_;
  QTimer timer_;
  Localized goodbye_;
  bool largeText_ = false;
  bool highContrast_ = false;
  bool cardMissing_ = false;
  int cardSecondsLeft_ = 0;
  int quietSeconds_ = 0;         // without a touch, while nobody has shown a card
  int scanNoteSeconds_ = 0;      // how long it still says that a scanned code is of no use here
  std::string badgeProblem_;     // why, when it was a badge
  std::vector<bool> available_;  // the card reader, then the offers, when they were looked at last
  QStringList shown_;            // what refresh() compares with
};

}  // namespace doorstep::kiosk
