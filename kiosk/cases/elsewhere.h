#pragma once

#include <QThreadPool>

#include "kiosk/cases/here.h"

namespace doorstep::kiosk {

// Work too long for the screen's thread: runs on one of the pool's, and its outcome is handled on the
// screen's, unless `object` is gone by then. What `work` uses it holds itself.
template <class T, class Work>
void elsewhere(Work work, Done<T> done) {
  QThreadPool::globalInstance()->start([work = std::move(work), done = std::move(done)] { done(work()); });
}

}  // namespace doorstep::kiosk
