#pragma once

#include <QCoreApplication>
#include <QObject>
#include <QPointer>
#include <memory>

#include "kiosk/base/outcome.h"

namespace doorstep::kiosk {

// Runs `call` soon on the thread of the application, where every kiosk object lives; from any thread.
template <class Call>
void onMainThread(Call call) {
  if (auto* application = QCoreApplication::instance())
    QMetaObject::invokeMethod(application, std::move(call), Qt::QueuedConnection);
}

// A `done` for a device's or the platform's thread: the outcome is handled on the application's thread, and
// only while `object` still exists. The pointer is looked at on that thread alone, so nothing can die in
// between.
template <class T, class Handle>
Done<T> doneOn(QObject* object, Handle handle) {
  return [guard = QPointer<QObject>(object), handle = std::move(handle)](Outcome<T> outcome) {
    onMainThread([guard, handle, outcome = std::move(outcome)]() mutable {
      if (guard) handle(std::move(outcome));
    });
  };
}

}  // namespace doorstep::kiosk
