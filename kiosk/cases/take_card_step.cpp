#include "kiosk/cases/take_card_step.h"

#include "devices/manager.h"
#include "kiosk/cases/card_watch.h"
#include "kiosk/cases/tools.h"

namespace doorstep::kiosk {
namespace {

constexpr int kReaderGone = 10;  // s without a reader: it cannot tell any more whether a card lies there

}  // namespace

QString TakeCardStep::title() const {
  return say({"请取走身份证", "Please take your ID card"});
}

QString TakeCardStep::helpText() const {
  return say({"您的办理结束了，请把身份证从读卡区拿走，别忘在这里。拿走以后屏幕上的个人信息就清掉了。",
              "Your visit is over. Please take your ID card from the reader and do not leave it here. Your "
              "personal data leave the screen once you have taken it."});
}

void TakeCardStep::onStart() {
  ready();
  tools().cards->awaitRemoval([](const devices::IdCard&) { return true; }, [this] { finish(); });
}

void TakeCardStep::onTick() {
  ++seconds_;
  const auto* reader = tools().devices->idCardReader();
  secondsWithoutReader_ = reader && reader->status().ready() ? 0 : secondsWithoutReader_ + 1;
  if (secondsWithoutReader_ >= kReaderGone) return finish();
  if (seconds_ % kInsistEvery == 0) emit changed();
}

void TakeCardStep::onLeave() {
  tools().cards->stop();
}

}  // namespace doorstep::kiosk
