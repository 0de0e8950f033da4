#pragma once

#include <QObject>

#include "kiosk/visit/kiosk.h"
#include "qml/speaker.h"

namespace doorstep::qml {

// Tells the kiosk that somebody is there: every touch, press and key of the window, before any page sees it;
// what is being said stops.
// On a station (`locked`) it also keeps the window open: nobody leaves the kiosk by Alt+F4.
class TouchWatch : public QObject {
  Q_OBJECT

 public:
  TouchWatch(kiosk::Kiosk& kiosk, Speaker* speaker, bool locked, QObject* parent);

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  kiosk::Kiosk& kiosk_;
  Speaker* const speaker_;  // or nothing
  const bool locked_;
};

}  // namespace doorstep::qml
