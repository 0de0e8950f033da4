#pragma once

#include <QQuickItem>
#include <QRectF>
#include <vector>

namespace doorstep::qml {

// Something on the page, in pixels of the window.
struct Shown {
  QQuickItem* item = nullptr;
  QRectF box;            // the whole item; of a text: the letters' block
  QRectF visible;        // what clipping ancestors and the window leave of it
  bool scrolls = false;  // inside a scroll area: being cut at its edge is no fault
};

// What a person can see now. A modal overlay (an item whose `modal` property is true) hides what is under it.
struct PageScene {
  std::vector<Shown> texts;
  std::vector<Shown> targets;  // what can be pressed, in the eyes of assistive technology
  std::vector<Shown> strays;   // mouse areas that take touches but have no accessible control around them
  std::vector<Shown> codes;    // QR codes
  std::vector<QQuickItem*> scrollAreas;  // hold more than they show, below each other
};

PageScene lookAt(QQuickItem& root);

// "PrimaryButton \"下一步\"": how a finding names an item.
QString describe(const QQuickItem& item);

}  // namespace doorstep::qml
