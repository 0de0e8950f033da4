#include "qml/touch_watch.h"

#include <QEvent>

namespace doorstep::qml {

TouchWatch::TouchWatch(kiosk::Kiosk& kiosk, Speaker* speaker, bool locked, QObject* parent)
    : QObject(parent), kiosk_(kiosk), speaker_(speaker), locked_(locked) {}

bool TouchWatch::eventFilter(QObject*, QEvent* event) {
  switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::TouchBegin:
    case QEvent::KeyPress:
      kiosk_.touched();
      if (speaker_) speaker_->stop();
      return false;
    case QEvent::Close:
      return locked_;
    default:
      return false;
  }
}

}  // namespace doorstep::qml
