#pragma once

#include <QObject>
#include <QVariantList>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

#include <QtQml/qqmlregistration.h>

#include "kiosk/base/localized.h"
#include "kiosk/base/outcome.h"
#include "kiosk/base/secret.h"
#include "kiosk/cases/here.h"

namespace doorstep::kiosk {

struct Tools;

// One screen's worth of work: a class here, a page in qml/Citizen. A step does nothing until its face calls
// start(); leave() always runs and takes back whatever the step has begun (calls, device actions, timers).
// Every text is computed when it is read, so that a change of language needs no more than changed().
// Its children name it in full, as doorstep::kiosk::Step: the registration of QML types does not look names
// up.
class Step : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("steps are made by the kiosk")
  Q_PROPERTY(QString title READ title NOTIFY changed)
  Q_PROPERTY(QString helpText READ helpText NOTIFY changed)
  Q_PROPERTY(State state READ state NOTIFY changed)
  Q_PROPERTY(QString activity READ activity NOTIFY changed)
  Q_PROPERTY(bool slow READ slow NOTIFY changed)
  Q_PROPERTY(QString problemText READ problemText NOTIFY changed)
  Q_PROPERTY(bool problemHint READ problemHint NOTIFY changed)
  Q_PROPERTY(QString problemCode READ problemCode NOTIFY changed)
  Q_PROPERTY(bool canRetry READ canRetry NOTIFY changed)
  Q_PROPERTY(QString primaryText READ primaryText NOTIFY changed)
  Q_PROPERTY(bool primaryEnabled READ primaryEnabled NOTIFY changed)

 public:
  enum State {
    Waiting,  // not started
    Working,  // the machine is busy; `activity` says with what
    Ready,    // the person's turn; a problem may stand beside it that does not block (a slip not printed)
    Failed,   // `problem...` says what stands in the way
    Finished,
  };
  Q_ENUM(State)

  explicit Step(const Tools& tools);
  ~Step() override;

  virtual QString title() const = 0;     // a question or an instruction
  virtual QString helpText() const = 0;  // what this page wants, and what happens next
  State state() const { return state_; }
  QString activity() const;
  bool slow() const { return slow_; }  // working for longer than people expect (5 s)
  QString problemText() const;         // what the citizen does first
  bool problemHint() const;            // the citizen can put it right
  QString problemCode() const;         // for staff
  bool canRetry() const;
  virtual QString primaryText() const { return {}; }  // empty: no primary button
  virtual bool primaryEnabled() const { return true; }
  // The person is busy with something else than the screen (a phone): nobody is late.
  virtual bool waitsOutside() const { return false; }

  Q_INVOKABLE void start();
  Q_INVOKABLE void proceed();  // the primary button; does nothing unless Ready and enabled
  Q_INVOKABLE void retry();    // does nothing unless Failed and canRetry

  // A second has passed; the kiosk calls it.
  void tick();
  // A code was held before the scanner. False: this page has no use for it, and the person is told.
  virtual bool scanned(const Secret& text);
  // The face goes away. Nothing of the step runs afterwards.
  void leave();

 signals:
  void changed();
  void finished();  // the work is done: what comes next?

 protected:
  virtual void onStart() = 0;
  virtual void onProceed() { finish(); }
  virtual void onRetry() { onStart(); }
  virtual void onTick() {}
  // False: somebody else asks again already.
  virtual bool retriesByItself() const { return true; }
  virtual void onLeave() {}

  void work(Localized activity);
  void ready();
  void fail(Problem problem);
  // A problem that leaves the page usable; nothing: it is over.
  void note(std::optional<Problem> problem);
  void finish();

  const Tools& tools() const { return tools_; }
  QString say(const Localized& text) const;
  // Ends with leave().
  std::stop_token stopToken() const { return stop_.get_token(); }
  // Brings an answer of a device or of the platform onto this thread; drops it once the step was left.
  template <class T>
  Done<T> here(std::function<void(Outcome<T>)> handle) {
    return doneOn<T>(this, [this, handle = std::move(handle)](Outcome<T> outcome) {
      if (!left_) handle(std::move(outcome));
    });
  }

 private:
  void enter(State state, std::optional<Problem> problem = {});
  void tryAgainByItself();

  const Tools& tools_;
  State state_ = Waiting;
  Localized activity_;
  std::optional<Problem> problem_;
  int workedSeconds_ = 0;
  int failedSeconds_ = 0;
  int autoRetries_ = 0;  // since it was ready last
  bool slow_ = false;
  bool left_ = false;
  std::stop_source stop_;
};

}  // namespace doorstep::kiosk
