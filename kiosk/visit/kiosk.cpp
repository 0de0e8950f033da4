#include "kiosk/visit/kiosk.h"

#include <QDateTime>
#include <QLocale>

#include "devices/manager.h"
#include "kiosk/base/log.h"
#include "kiosk/cases/attract_step.h"
#include "kiosk/cases/card_step.h"
#include "kiosk/cases/card_watch.h"
#include "kiosk/cases/goodbye_step.h"
#include "kiosk/cases/here.h"
#include "kiosk/cases/info_step.h"
#include "kiosk/cases/offers.h"
#include "kiosk/cases/out_of_service_step.h"
#include "kiosk/cases/station_step.h"
#include "kiosk/cases/take_card_step.h"
#include "kiosk/cases/wording.h"
#include "kiosk/desk/badge.h"
#include "kiosk/journal/journal.h"
#include "kiosk/visit/visit.h"

namespace doorstep::kiosk {
namespace {

constexpr int kTryAgainEvery = 10;  // s while out of service
constexpr int kScanNote = 8;        // s to read that a code is of no use here

Localized farewell(const QString& how) {
  if (how == "completed") return {"都办好了，回执请收好。", "All done. Please keep your receipt."};
  if (how == "parked")
    return {"没办完的给您留着，下次放上身份证就能接着办。",
            "What is not finished is kept. Put your card on the reader to go on."};
  if (how == "card-lost" || how == "timed-out")
    return {"为了保护您的信息，这次先结束了。没付的钱不会扣。",
            "To protect your data this visit has ended. Nothing is charged that you did not pay."};
  return {"欢迎随时再来。", "You are welcome any time."};
}

}  // namespace

Kiosk::Kiosk(Parts parts)
    : parts_(std::move(parts)), evaluator_(std::make_unique<Evaluator>()), idle_(Policies{}) {
  tools_.catalogue = parts_.catalogue ? parts_.catalogue : std::make_shared<const Catalogue>();
  tools_.devices = parts_.devices;
  tools_.platform = parts_.platform;
  tools_.badges = parts_.badges.get();
  tools_.evaluator = evaluator_.get();
  if (parts_.now) tools_.now = parts_.now;
  cards_ = std::make_unique<CardWatch>(tools_);
  tools_.cards = cards_.get();
  scans_ = std::make_unique<ScanWatch>(tools_, [this](const Secret& text) { scanned(text); });
  idle_ = IdleClock(tools_.catalogue->station().policies);
  watchDevices();
  connect(&timer_, &QTimer::timeout, this, &Kiosk::tick);
  showFirst();
}

Kiosk::~Kiosk() {
  scans_.reset();
  if (step_) step_->leave();
}

void Kiosk::run() {
  timer_.start(std::chrono::seconds(1));
}

template <class S, class... Arguments>
S& Kiosk::show(Arguments&&... arguments) {
  auto step = std::make_unique<S>(tools_, std::forward<Arguments>(arguments)...);
  auto& shown = *step;
  put(std::move(step));
  return shown;
}

void Kiosk::put(std::unique_ptr<Step> step) {
  if (step_) {
    step_->leave();
    step_.release()->deleteLater();  // it may be the one that is calling
  }
  step_ = std::move(step);
  connect(step_.get(), &Step::changed, this, &Kiosk::refresh);
  quietSeconds_ = 0;
  scanNoteSeconds_ = 0;
  idle_.progressed();
  emit stepChanged();
  emit progressChanged();
  refresh();
}

bool Kiosk::servable() const {
  return parts_.faults.empty() && tools_.platform && tools_.devices;
}

void Kiosk::showFirst() {
  if (!servable())
    show<OutOfServiceStep>(std::nullopt, parts_.faults);
  else if (journal_ || openJournal())
    showAttract();
}

// Nothing is offered while nothing can be written down: what is sent without a record may be sent twice.
bool Kiosk::openJournal() {
  auto journal = Journal::open(parts_.stateDir);
  if (!journal) {
    logError("kiosk", journal.error().code, " (", journal.error().detail, ")");
    show<OutOfServiceStep>(journal.error(), std::vector<std::string>());
    return false;
  }
  journal_ = std::move(*journal);
  tools_.journal = journal_.get();
  outbox_ = std::make_unique<Outbox>(tools_, parts_.pace);
  tools_.outbox = outbox_.get();
  marks_ = std::make_unique<Marks>(tools_);
  tools_.marks = marks_.get();
  auto reconciled = outbox_->reconcile();
  if (reconciled) reconciled = marks_->reconcile();
  if (!reconciled) {
    logError("kiosk", reconciled.error().code, " (", reconciled.error().detail, ")");
    show<OutOfServiceStep>(reconciled.error(), std::vector<std::string>());
    marks_.reset();
    outbox_.reset();
    journal_.reset();
    return false;
  }
  return true;
}

void Kiosk::showAttract() {
  if (auto writable = journal_->check(); !writable) {
    show<OutOfServiceStep>(writable.error(), std::vector<std::string>());
    return;
  }
  // What it held may be a payment that was never finished: nobody is served until staff have taken it up and
  // away.
  if (const auto damaged = journal_->keptAside(); !damaged.empty()) {
    show<OutOfServiceStep>(problem("journal.damaged", damaged).value(), std::vector<std::string>());
    return;
  }
  auto& step = show<AttractStep>();
  connect(&step, &AttractStep::infoWanted, this, &Kiosk::showInfo);
  connect(&step, &AttractStep::cardWanted, this, [this] { beginVisit({}); });
  connect(&step, &AttractStep::cardRead, this, [this](const devices::IdCard& card) { beginVisit(card); });
}

void Kiosk::showInfo(const QString& procedureId) {
  const auto* procedure = tools_.catalogue->find(procedureId.toStdString());
  if (!procedure) return;
  auto& step = show<InfoStep>(*procedure);
  connect(&step, &Step::finished, this, [this] { beginVisit({}); });
}

void Kiosk::beginVisit(std::optional<devices::IdCard> card) {
  idle_.restart();
  visit_ = std::make_unique<Visit>(tools_, [this](std::unique_ptr<Step> step) { put(std::move(step)); });
  connect(visit_.get(), &Visit::cardKnown, this, &Kiosk::watchCard);
  connect(visit_.get(), &Visit::progressed, this, &Kiosk::progressed);
  connect(visit_.get(), &Visit::guideCame, this, &Kiosk::cancelGuide);
  connect(visit_.get(), &Visit::stageChanged, this, &Kiosk::progressChanged);
  connect(visit_.get(), &Visit::over, this, &Kiosk::finishVisit);
  connect(visit_.get(), &Visit::broken, this, [this](const Problem& problem) {
    logError("kiosk", problem.code, " (", problem.detail, ")");
    finishVisit("left");
  });
  visit_->begin(std::move(card));
}

void Kiosk::watchCard() {
  cards_->awaitRemoval([this](const devices::IdCard& card) { return visit_ && visit_->isOwner(card); },
                       [this] { cardLifted(); });
}

void Kiosk::cardLifted() {
  cardMissing_ = true;
  if (visit_->nothingLeft()) return finishVisit("completed");
  cardSecondsLeft_ = tools_.catalogue->station().policies.warnSeconds;
  cards_->lookFor({.photo = false}, [this](const Outcome<devices::IdCard>& card) { cardBack(card); });
  refresh();
}

void Kiosk::cardBack(const Outcome<devices::IdCard>& card) {
  if (!card) return;
  cardMissing_ = false;  // some card lies there now
  if (!visit_->isOwner(*card)) return finishVisit("card-lost");
  progressed();
  watchCard();
  refresh();
}

// What is personal goes first; only then is the card asked for, which may lie there for hours.
void Kiosk::finishVisit(const QString& how) {
  if (!visit_) return;
  const auto standing = visit_->standing();
  const bool ownWord = how == "left" || standing == "completed";
  const QString ended = ownWord ? standing : how;
  const bool anybody = visit_->cardRead();
  const bool cardLies = anybody && !cardMissing_;
  goodbye_ = farewell(ended);
  visit_->end();
  visit_.release()->deleteLater();  // it may be the one that is calling
  cardMissing_ = false;
  guide_.cancel();
  if (cardLies)
    showTakeCard();
  else if (anybody)
    showGoodbye();
  else
    startOver();
  logInfo("visit", "ended: ", ended.toStdString());
  emit visitEnded(ended);
}

void Kiosk::showTakeCard() {
  auto& step = show<TakeCardStep>();
  connect(&step, &Step::finished, this, &Kiosk::showGoodbye);
}

void Kiosk::showGoodbye() {
  cards_->stop();
  auto& step = show<GoodbyeStep>(goodbye_);
  connect(&step, &Step::finished, this, &Kiosk::startOver);
}

void Kiosk::startOver() {
  cards_->stop();
  guide_.cancel();
  setEnglish(false);
  setLargeText(false);
  setHighContrast(false);
  showFirst();
}

void Kiosk::tick() {
  guide_.tick();
  if (scanNoteSeconds_ > 0) --scanNoteSeconds_;
  step_->tick();
  if (qobject_cast<OutOfServiceStep*>(step_.get()))
    tryAgain();
  else if (cardMissing_)
    waitForCard();
  else if (step_->state() != Step::Working)
    countIdle();
  refresh();
}

void Kiosk::tryAgain() {
  if (!servable() || ++quietSeconds_ % kTryAgainEvery != 0) return;
  if (journal_ ? journal_->check().has_value() : openJournal()) showAttract();
}

void Kiosk::waitForCard() {
  if (visit_->nothingLeft()) return finishVisit("completed");  // it was lifted while the slip was printing
  if (--cardSecondsLeft_ <= 0) finishVisit("card-lost");
}

void Kiosk::countIdle() {
  const auto& policies = tools_.catalogue->station().policies;
  if (guide_.awaited() || step_->waitsOutside()) return progressed();
  if (visit_ && visit_->cardRead()) {
    if (idle_.tick()) finishVisit("timed-out");
  } else if (visit_) {
    countQuiet(policies.cardWaitSeconds, &Kiosk::cardWaitOver);
  } else if (qobject_cast<InfoStep*>(step_.get()) || qobject_cast<StationStep*>(step_.get()) ||
             leftChanged()) {
    countQuiet(policies.idleSeconds, &Kiosk::startOver);
  }
}

void Kiosk::countQuiet(int most, void (Kiosk::*then)()) {
  if (++quietSeconds_ >= most) (this->*then)();
}

// Somebody changed how the welcome looks, or called a guide, and went away: the next person finds it as it
// was.
bool Kiosk::leftChanged() const {
  return qobject_cast<AttractStep*>(step_.get()) &&
         (english() || largeText_ || highContrast_ || guide_.called());
}

// The person is here though nobody touched the screen: money came, the card is back, a guide is on the way.
void Kiosk::progressed() {
  quietSeconds_ = 0;
  idle_.progressed();
}

void Kiosk::touched() {
  quietSeconds_ = 0;
  idle_.touched();
}

void Kiosk::scanned(const Secret& text) {
  touched();
  badgeProblem_.clear();
  if (!staffCame(text)) scanNoteSeconds_ = step_->scanned(text) ? 0 : kScanNote;
  refresh();
}

// Nobody is served now.
bool Kiosk::waitsForPeople() const {
  return qobject_cast<AttractStep*>(step_.get()) || qobject_cast<InfoStep*>(step_.get()) ||
         qobject_cast<OutOfServiceStep*>(step_.get());
}

// False: it is no badge, or this is no place for one.
bool Kiosk::staffCame(const Secret& scanned) {
  if (!tools_.badges || !tools_.devices || !waitsForPeople()) return false;
  const auto badge = tools_.badges->read(scanned, tools_.now());
  if (badge) {
    showStation(*badge);
    return true;
  }
  const auto& why = badge.error();
  // Of those two nobody can say that a badge was meant: a citizen may have scanned it.
  if (why.code == "badge.not-one" || why.code == "badge.unknown-card") return false;
  logWarning("staff", why.code, " (", why.detail, ")");
  badgeProblem_ = why.code;
  scanNoteSeconds_ = kScanNote;
  return true;
}

void Kiosk::showStation(const Badge& badge) {
  logInfo("staff", badge.staff, " opened the readiness report");
  // Whatever is wrong with the journal, the report says what is wrong with the devices.
  if (journal_)
    if (auto stored = journal_->audit(badge.staff, "report-opened", tools_.now()); !stored)
      logError("staff", stored.error().code, " (", stored.error().detail, ")");
  guide_.cancel();
  show<StationStep>(badge);
}

void Kiosk::extend() {
  idle_.extend();
  refresh();
}

void Kiosk::back() {
  touched();
  if (visit_)
    visit_->back();
  else if (qobject_cast<InfoStep*>(step_.get()))
    showAttract();
  else if (qobject_cast<StationStep*>(step_.get()))
    startOver();
}

void Kiosk::endVisit() {
  finishVisit("left");
}

void Kiosk::callGuide() {
  progressed();
  guide_.call();
  refresh();
}

void Kiosk::cancelGuide() {
  touched();
  guide_.cancel();
  refresh();
}

void Kiosk::watchDevices() {
  if (!tools_.devices) return;
  for (auto* device : tools_.devices->devices()) {
    device->watch([guard = QPointer<Kiosk>(this)](const devices::DeviceStatus&) {
      onMainThread([guard] {
        if (guard) guard->devicesChanged();
      });
    });
  }
}

// Devices are busy and idle again all the time; only what can be had today is of interest.
void Kiosk::devicesChanged() {
  std::vector<bool> available{canReadCards(tools_)};
  for (const auto& offer : offersNow(tools_)) available.push_back(offer.available);
  if (available == available_) return;
  available_ = std::move(available);
  emit step_->changed();
}

// One signal for many properties, but only when one of them has changed.
void Kiosk::refresh() {
  const QStringList now{clockText(),
                        guideText(),
                        banner(),
                        warningText(),
                        QString::number(secondsLeft()),
                        QString::number(extensionsLeft()),
                        QString::number(inVisit()),
                        QString::number(canGoBack()),
                        QString::number(warning()),
                        QString::number(cardMissing())};
  if (now == shown_) return;
  shown_ = now;
  emit changed();
}

}  // namespace doorstep::kiosk
