#include "kiosk/cases/step.h"

#include "kiosk/base/log.h"
#include "kiosk/cases/tools.h"
#include "kiosk/cases/wording.h"
#include "kiosk/catalogue/catalogue.h"

namespace doorstep::kiosk {
namespace {

constexpr int kSlowAfter = 5;       // s; practice: silence is judged as failure after that
constexpr int kFirstAutoRetry = 5;  // s; then twice as long each time
constexpr int kMostAutoRetries = 4;

}  // namespace

Step::Step(const Tools& tools) : tools_(tools) {}

Step::~Step() {
  stop_.request_stop();
}

QString Step::say(const Localized& text) const {
  return inLanguage(text, tools_.language);
}

QString Step::activity() const {
  return state_ == Working ? say(activity_) : QString();
}

QString Step::problemText() const {
  return problem_ ? say(tools_.catalogue->problemText(problem_->code).citizen) : QString();
}

bool Step::problemHint() const {
  return problem_ && tools_.catalogue->problemText(problem_->code).hint;
}

QString Step::problemCode() const {
  return problem_ ? QString::fromStdString(problem_->code) : QString();
}

bool Step::canRetry() const {
  return state_ == Failed && tools_.catalogue->problemText(problem_->code).retry != Retry::Never;
}

void Step::start() {
  if (state_ == Waiting && !left_) onStart();
}

void Step::proceed() {
  if (state_ == Ready && !left_ && primaryEnabled()) onProceed();
}

void Step::retry() {
  if (canRetry() && !left_) onRetry();
}

void Step::tick() {
  if (left_) return;
  if (state_ == Working && ++workedSeconds_ == kSlowAfter) {
    slow_ = true;
    emit changed();
  }
  tryAgainByItself();
  if (!left_) onTick();
}

// What mends itself is tried again without the person: a cable, a busy platform. Not for ever, lest a kiosk
// nobody uses hammers at it.
void Step::tryAgainByItself() {
  if (state_ != Failed || !retriesByItself() || autoRetries_ >= kMostAutoRetries) return;
  if (tools_.catalogue->problemText(problem_->code).retry != Retry::Auto) return;
  if (++failedSeconds_ < kFirstAutoRetry << autoRetries_) return;
  ++autoRetries_;
  onRetry();
}

bool Step::scanned(const Secret&) {
  return false;
}

void Step::leave() {
  if (left_) return;
  left_ = true;
  stop_.request_stop();
  onLeave();
}

void Step::enter(State state, std::optional<Problem> problem) {
  state_ = state;
  problem_ = std::move(problem);
  workedSeconds_ = failedSeconds_ = 0;
  if (state == Ready) autoRetries_ = 0;
  slow_ = false;
  emit changed();
}

void Step::work(Localized activity) {
  activity_ = std::move(activity);
  enter(Working);
}

void Step::ready() {
  enter(Ready);
}

void Step::fail(Problem problem) {
  logWarning("step", metaObject()->className(), ": ", problem.code, " (", problem.detail, ")");
  enter(Failed, std::move(problem));
}

void Step::note(std::optional<Problem> problem) {
  if (problem_ == problem) return;
  problem_ = std::move(problem);
  emit changed();
}

void Step::finish() {
  enter(Finished);
  emit finished();
}

}  // namespace doorstep::kiosk
