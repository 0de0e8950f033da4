#pragma once

#include "kiosk/catalogue/catalogue.h"

namespace doorstep::kiosk {

// Counts how long nobody has touched the screen: first silently, then as a warning, until time is up.
// At least 20 s to answer a warning and 10 extensions (WCAG 2.2, 2.2.1); the catalogue's checker holds the
// policies to it.
class IdleClock {
 public:
  explicit IdleClock(const Policies& policies) : policies_(policies) { restart(); }

  void restart();  // for a new visit
  void touched();  // does not answer a warning: that takes extend()
  void extend();
  void progressed();  // something happened that shows the person is here: also answers a warning, for free
  // A second has passed without a touch. True: time is up.
  bool tick();

  bool warning() const { return warning_; }
  int secondsLeft() const { return warning_ ? left_ : 0; }
  int extensionsLeft() const { return extensionsLeft_; }

 private:
  Policies policies_;
  bool warning_ = false;
  int left_ = 0;
  int extensionsLeft_ = 0;
};

}  // namespace doorstep::kiosk
