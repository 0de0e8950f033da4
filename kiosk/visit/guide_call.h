#pragma once

#include "kiosk/catalogue/catalogue.h"

namespace doorstep::kiosk {

// A call for a guide, and what the person reads while nobody has come yet: after 60 s it is repeated, after
// 180 s there is another way.
class GuideCall {
 public:
  void call();
  void cancel() { seconds_ = -1; }
  void tick();

  bool called() const { return seconds_ >= 0; }
  bool awaited() const;                          // called, and may still come
  Localized text(const Station& station) const;  // empty when not called

 private:
  int seconds_ = -1;
};

}  // namespace doorstep::kiosk
