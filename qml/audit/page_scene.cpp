#include "qml/audit/page_scene.h"

#include <QAccessible>
#include <QQuickWindow>

namespace doorstep::qml {
namespace {

bool pressable(QQuickItem& item) {
  const QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(&item);
  if (!interface) return false;
  switch (interface->role()) {
    case QAccessible::Button:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::EditableText:
    case QAccessible::Link:
    case QAccessible::Slider:
    case QAccessible::Grip:
    case QAccessible::PageTab:
      return true;
    default:
      return false;
  }
}

// Where the letters are inside a Text, whatever its size and alignment.
QRectF lettersOf(const QQuickItem& text) {
  const QSizeF content(text.property("contentWidth").toReal(), text.property("contentHeight").toReal());
  const int across = text.property("effectiveHorizontalAlignment").toInt();
  const int down = text.property("verticalAlignment").toInt();
  QPointF at;
  if (across == Qt::AlignHCenter) at.setX((text.width() - content.width()) / 2);
  if (across == Qt::AlignRight) at.setX(text.width() - content.width());
  if (down == Qt::AlignVCenter) at.setY((text.height() - content.height()) / 2);
  if (down == Qt::AlignBottom) at.setY(text.height() - content.height());
  return text.mapRectToScene(QRectF(at, content));
}

struct Around {
  QRectF clip;
  bool scrolls = false;
  bool insideTarget = false;
};

void walk(QQuickItem& item, Around around, PageScene& scene) {
  if (!item.isVisible() || item.opacity() < 0.05) return;
  const QRectF box = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()));
  const auto add = [&](std::vector<Shown>& list, const QRectF& part) {
    const QRectF visible = part.intersected(around.clip);
    if (visible.width() >= 1 && visible.height() >= 1) list.push_back({&item, part, visible, around.scrolls});
  };
  if (item.inherits("QQuickText") && !item.property("text").toString().isEmpty()) {
    add(scene.texts, lettersOf(item));
  }
  if (item.property("modulePx").isValid()) add(scene.codes, box);
  if (pressable(item)) {
    add(scene.targets, box);
    around.insideTarget = true;
  } else if (item.inherits("QQuickMouseArea") && item.isEnabled() && !around.insideTarget &&
             item.objectName() != "shield") {
    add(scene.strays, box);
  }
  if (item.clip()) {
    around.clip = around.clip.intersected(box);
    around.scrolls = item.inherits("QQuickFlickable");
    if (around.scrolls && item.height() > 1 && item.property("contentHeight").toReal() > item.height() + 1)
      scene.scrollAreas.push_back(&item);
  }
  for (QQuickItem* child : item.childItems()) walk(*child, around, scene);
}

// The topmost visible overlay that stops everything else, if there is one.
QQuickItem* modalIn(QQuickItem& item) {
  if (!item.isVisible()) return nullptr;
  if (item.property("modal").toBool()) return &item;
  QQuickItem* found = nullptr;
  for (QQuickItem* child : item.childItems()) {
    if (QQuickItem* modal = modalIn(*child)) found = modal;
  }
  return found;
}

}  // namespace

PageScene lookAt(QQuickItem& root) {
  PageScene scene;
  QQuickItem* top = modalIn(root);
  const QRectF window = root.mapRectToScene(QRectF(0, 0, root.width(), root.height()));
  if (top) {
    for (QQuickItem* child : top->childItems()) {
      if (!child->inherits("QQuickMouseArea")) walk(*child, {window}, scene);
    }
  } else {
    walk(root, {window}, scene);
  }
  return scene;
}

QString describe(const QQuickItem& item) {
  QString type = QString::fromLatin1(item.metaObject()->className()).section("_QML", 0, 0);
  type.remove("QQuick");
  QString words = item.property("text").toString();
  if (words.size() > 24) words = words.left(24) + "…";
  return type + " \"" + words + "\"";
}

}  // namespace doorstep::qml
