#include "kiosk/cases/card_watch.h"

#include <utility>

#include "devices/manager.h"
#include "kiosk/cases/here.h"
#include "kiosk/cases/tools.h"

namespace doorstep::kiosk {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLookFor{10000};     // one look; then the next
constexpr milliseconds kFindAgain{1500};    // a card that lies there is found well within
constexpr milliseconds kWatchFor{3600000};  // until the card is gone, or the next
constexpr milliseconds kWhileBusy{30};      // the action before is ending
constexpr milliseconds kAfterProblem{700};  // time to read the hint and to move the card

// The reader still ends what was asked for before.
bool ending(const Problem& problem) {
  return problem.code == "device.busy" || problem.code == "device.cancelled";
}

bool absent(const Problem& problem) {
  return problem.code == "id-card.absent" || problem.code == "device.timed-out";
}

}  // namespace

CardWatch::CardWatch(const Tools& tools) : tools_(tools) {
  timer_.setSingleShot(true);
  connect(&timer_, &QTimer::timeout, this, [this] {
    const auto then = std::exchange(then_, {});
    then();
  });
}

void CardWatch::beginAnew() {
  ++turn_;
  timer_.stop();
  if (auto* reader = tools_.devices ? tools_.devices->idCardReader() : nullptr) reader->cancel();
}

void CardWatch::stop() {
  beginAnew();
}

void CardWatch::later(milliseconds pause, std::function<void()> then) {
  then_ = std::move(then);
  timer_.start(pause);
}

void CardWatch::lookFor(devices::CardReadOptions options, const OnCard& onCard) {
  beginAnew();
  look(options, onCard);
}

void CardWatch::look(devices::CardReadOptions options, const OnCard& onCard) {
  auto* reader = tools_.devices->idCardReader();
  if (!reader) return onCard(problem("device.offline", "the station has no card reader"));
  const auto again = [this, options, onCard] { look(options, onCard); };
  const auto handle = [this, turn = turn_, onCard, again](Outcome<devices::IdCard> card) {
    if (turn != turn_) return;
    if (!card && ending(card.error())) return later(kWhileBusy, again);
    if (!card && absent(card.error())) return later(milliseconds(0), again);
    const bool found = card.has_value();
    onCard(std::move(card));
    if (!found && turn == turn_) later(kAfterProblem, again);
  };
  reader->read(options, kLookFor, doneOn<devices::IdCard>(this, handle));
}

void CardWatch::awaitRemoval(std::function<bool(const devices::IdCard&)> stillThere,
                             std::function<void()> onRemoved) {
  beginAnew();
  watch({std::move(stillThere), std::move(onRemoved)});
}

void CardWatch::watch(const Watch& wanted) {
  auto* reader = tools_.devices->idCardReader();
  if (!reader) return;
  const auto handle = [this, turn = turn_, wanted](const Outcome<void>& removed) {
    if (turn != turn_) return;
    if (removed) return wanted.onRemoved();
    if (ending(removed.error())) return later(kWhileBusy, [this, wanted] { watch(wanted); });
    if (removed.error().code == "device.timed-out") return watch(wanted);
    later(kAfterProblem, [this, wanted] { findAgain(wanted); });
  };
  reader->waitForRemoval(kWatchFor, doneOn<void>(this, handle));
}

// The reader was away: whether the card still lies there is only known from reading it again.
void CardWatch::findAgain(const Watch& wanted) {
  const auto handle = [this, turn = turn_, wanted](const Outcome<devices::IdCard>& card) {
    if (turn != turn_) return;
    if (card) return wanted.stillThere(*card) ? watch(wanted) : wanted.onRemoved();
    if (absent(card.error()) || card.error().code == "id-card.removed") return wanted.onRemoved();
    later(ending(card.error()) ? kWhileBusy : kAfterProblem, [this, wanted] { findAgain(wanted); });
  };
  tools_.devices->idCardReader()->read({.photo = false}, kFindAgain, doneOn<devices::IdCard>(this, handle));
}

}  // namespace doorstep::kiosk
