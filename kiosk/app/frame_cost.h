#pragma once

#include <QElapsedTimer>
#include <QJsonObject>
#include <QObject>

class QQuickWindow;

namespace doorstep::app {

// Counts the frames of a window and what each costs, from the start of its synchronisation to its being
// shown.
class FrameCost : public QObject {
 public:
  explicit FrameCost(QQuickWindow& window);
  QJsonObject summary() const;  // {frames, meanMilliseconds, worstMilliseconds}

 private:
  QElapsedTimer clock_;
  int frames_ = 0;
  double total_ = 0, worst_ = 0;  // ms
};

}  // namespace doorstep::app
