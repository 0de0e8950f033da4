#pragma once

#include <QObject>

#include "kiosk/visit/kiosk.h"

namespace doorstep::qml {

// Tells the kiosk that somebody is there: every touch, press and key of the window, before any page sees it.
// On a station (`locked`) it also keeps the window open: nobody leaves the kiosk by Alt+F4.
class TouchWatch : public QObject {
  Q_OBJECT

 public:
  TouchWatch(kiosk::Kiosk& kiosk, bool locked, QObject* parent);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  kiosk::Kiosk& kiosk_;
  const bool locked_;
};

}  // namespace doorstep::qml
