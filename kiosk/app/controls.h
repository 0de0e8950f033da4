#pragma once

#include <QPointF>
#include <QString>
#include <QStringList>
#include <optional>

class QQuickItem;
class QQuickWindow;

// The screen as a screen reader meets it: controls by accessible name, texts as they can be read.
namespace doorstep::app {

struct Control {
  QPointF centre;  // in the window, px
  bool enabled = false;
  bool inView = false;  // wholly inside the window and every clipping item around it
};

// The control with one of these accessible names, else the first whose name contains one; one in view comes
// before one that is not. Nothing when there is none.
std::optional<Control> findControl(QQuickWindow& window, const QStringList& names);

// The names of every control that can be pressed now: for the message when one is not found.
QStringList pressableNames(QQuickWindow& window);

// Every text a person can see, from top to bottom.
QStringList visibleTexts(QQuickWindow& window);

}  // namespace doorstep::app
