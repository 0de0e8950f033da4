#include "qml/touch_watch.h"

#include <QEvent>

namespace doorstep::qml {

TouchWatch::TouchWatch(kiosk::Kiosk& kiosk, bool locked, QObject* parent)
    : QObject(parent), kiosk_(kiosk), locked_(locked) {}

bool TouchWatch::eventFilter(QObject*, QEvent* event) {
  switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::TouchBegin:
    case QEvent::KeyPress:
      kiosk_.touched();
      return false;
    case QEvent::Close:
      return locked_;
    default:
      return false;
  }
}

}  // namespace doorstep::qml
