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
  // Nobody is told anywhere else yet: the person learns at once where help surely is.
  if (seconds_ < kRepeatAfter)
    return with(
        {"求助提示已经亮在这里，导办员看到就来。也可以直接到%1，或者打电话%2。您填的都还在。",
         "The call for help is shown here, and a guide who sees it will come. You can also go to %1 or "
         "call %2. What you have entered stays."},
        station.counter, same(station.phone));
  if (seconds_ < kElsewhereAfter)
    return with({"还没有人来。请再等一会儿，或者到%1，或者打电话%2。",
                 "Nobody has come yet. Please wait a little, go to %1, or call %2."},
                station.counter, same(station.phone));
  return with({"现在没有空闲的导办员，请到%1，那里能帮您。",
               "No guide is free right now. Please go to %1, they will help you."},
              station.counter);
}

}  // namespace doorstep::kiosk
