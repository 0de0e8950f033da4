#include "kiosk/app/frame_cost.h"

#include <QQuickWindow>
#include <algorithm>

namespace doorstep::app {

FrameCost::FrameCost(QQuickWindow& window) {
  // Direct: the render loop of the software backend runs on this thread.
  connect(
      &window, &QQuickWindow::beforeSynchronizing, this, [this] { clock_.start(); }, Qt::DirectConnection);
  connect(
      &window, &QQuickWindow::frameSwapped, this,
      [this] {
        if (!clock_.isValid()) return;
        const double cost = static_cast<double>(clock_.nsecsElapsed()) / 1e6;
        clock_.invalidate();
        ++frames_;
        total_ += cost;
        worst_ = std::max(worst_, cost);
      },
      Qt::DirectConnection);
}

QJsonObject FrameCost::summary() const {
  return {{"frames", frames_},
          {"meanMilliseconds", frames_ ? total_ / frames_ : 0},
          {"worstMilliseconds", worst_}};
}

}  // namespace doorstep::app
