#include <QMouseEvent>
#include <QWindow>

#include <doctest/doctest.h>

#include "qml/touch_watch.h"

using namespace doorstep;

namespace {

class Recorder : public qml::Speaker {
 public:
  void say(const QString&, bool) override {}
  void stop() override { ++stopped; }
  int stopped = 0;
};

}  // namespace

TEST_CASE("any touch ends what is being said") {
  kiosk::Kiosk::Parts parts;
  parts.faults = {"closed"};
  kiosk::Kiosk kiosk(std::move(parts));
  QWindow window;
  Recorder speaker;
  qml::TouchWatch watch(kiosk, &speaker, false, nullptr);
  window.installEventFilter(&watch);
  QEvent move(QEvent::Move);
  QCoreApplication::sendEvent(&window, &move);
  CHECK(speaker.stopped == 0);
  QMouseEvent press(QEvent::MouseButtonPress, {}, {}, Qt::LeftButton, Qt::LeftButton, {});
  QCoreApplication::sendEvent(&window, &press);
  CHECK(speaker.stopped == 1);
}
