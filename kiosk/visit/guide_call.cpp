#include "kiosk/visit/guide_call.h"

#include "kiosk/base/log.h"
#include "kiosk/cases/wording.h"

namespace doorstep::kiosk {
namespace {

constexpr int kRepeatAfter = 60;  // s
constexpr int kElsewhereAfter = 180;

}  // namespace

void GuideCall::call() {
  if (called()) return;
  seconds_ = 0;
  logInfo("guide", "called");
}

void GuideCall::tick() {
  if (!called()) return;
  ++seconds_;
  if (seconds_ == kRepeatAfter || seconds_ == kElsewhereAfter)
    logWarning("guide", "called ", seconds_, " s ago, nobody has come");
}

bool GuideCall::awaited() const {
  return called() && seconds_ < kElsewhereAfter;
}

Localized GuideCall::text(const Station& station) const {
  if (!called()) return {};
  if (seconds_ < kRepeatAfter)
    return {"导办员马上就来，请稍等。您填的都还在。", "A guide is on the way. What you have entered stays."};
  if (seconds_ < kElsewhereAfter)
    return {"导办员还在忙，已经又叫了一次，请再等一会儿。",
            "The guides are busy. They were called again, please wait a little."};
  return with({"现在没有空闲的导办员，请到%1，那里能帮您。",
               "No guide is free right now. Please go to %1, they will help you."},
              station.counter);
}

}  // namespace doorstep::kiosk
