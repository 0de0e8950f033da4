#include "kiosk/app/controls.h"

#include <QAccessible>
#include <QQuickItem>
#include <QQuickWindow>
#include <algorithm>
#include <functional>
#include <vector>

namespace doorstep::app {
namespace {

bool shown(const QQuickItem& item) {
  for (const QQuickItem* i = &item; i; i = i->parentItem())
    if (!i->isVisible() || i->opacity() < 0.05) return false;
  return true;
}

bool pressable(QAccessible::Role role) {
  switch (role) {
    case QAccessible::Button:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::Link:
    case QAccessible::ListItem:
    case QAccessible::EditableText:
    case QAccessible::Canvas:
    case QAccessible::Graphic:
      return true;
    default:
      return false;
  }
}

// Children in the order they are painted, so that the last match is the one on top.
void walk(QQuickItem& item, const std::function<void(QQuickItem&)>& visit) {
  if (!item.isVisible()) return;
  visit(item);
  auto children = item.childItems();
  std::stable_sort(children.begin(), children.end(), [](auto* a, auto* b) { return a->z() < b->z(); });
  for (QQuickItem* child : children) walk(*child, visit);
}

bool insideEveryClip(const QQuickItem& item, const QQuickWindow& window) {
  const QRectF box = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()));
  const QRectF screen(QPointF(), QSizeF(window.size()));
  if (!screen.adjusted(-1, -1, 1, 1).contains(box)) return false;
  for (const QQuickItem* i = item.parentItem(); i; i = i->parentItem())
    if (i->clip() && !i->mapRectToScene(QRectF(0, 0, i->width(), i->height()))
                          .adjusted(-1, -1, 1, 1)
                          .contains(box.center()))
      return false;
  return true;
}

// Something in front takes the touch: an overlay over the whole page.
bool covered(QQuickWindow& window, const QQuickItem& item, QPointF point) {
  QQuickItem* at = window.contentItem();
  while (QQuickItem* child = [&]() -> QQuickItem* {
    auto children = at->childItems();
    std::stable_sort(children.begin(), children.end(), [](auto* a, auto* b) { return a->z() < b->z(); });
    for (auto i = children.rbegin(); i != children.rend(); ++i)
      if ((*i)->isVisible() && (*i)->isEnabled() && (*i)->contains((*i)->mapFromScene(point))) return *i;
    return nullptr;
  }())
    at = child;
  return at != &item && !item.isAncestorOf(at) && !at->isAncestorOf(&item);
}

struct Named {
  QQuickItem* item;
  QString name;
};

std::vector<Named> named(QQuickWindow& window) {
  std::vector<Named> found;
  walk(*window.contentItem(), [&](QQuickItem& item) {
    QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(&item);
    if (!interface || !interface->isValid() || interface->state().invisible || !pressable(interface->role()))
      return;
    const QString name = interface->text(QAccessible::Name);
    if (!name.isEmpty() && shown(item)) found.push_back({&item, name});
  });
  return found;
}

}  // namespace

std::optional<Control> findControl(QQuickWindow& window, const QStringList& names) {
  std::optional<Control> best;
  bool bestIsWhole = false;
  for (const Named& candidate : named(window)) {
    const bool whole = names.contains(candidate.name);
    const bool part = std::any_of(names.begin(), names.end(), [&](const QString& name) {
      return name.size() > 1 && candidate.name.contains(name);
    });
    if (!whole && (!part || bestIsWhole)) continue;
    QQuickItem& item = *candidate.item;
    Control control;
    control.centre = item.mapToScene(QPointF(item.width() / 2, item.height() / 2));
    control.enabled = item.isEnabled();
    control.inView = insideEveryClip(item, window) && !covered(window, item, control.centre);
    if (best && bestIsWhole == whole && best->inView) continue;
    best = control;
    bestIsWhole = whole;
  }
  return best;
}

QStringList pressableNames(QQuickWindow& window) {
  QStringList names;
  for (const Named& candidate : named(window))
    if (candidate.item->isEnabled()) names << candidate.name;
  names.removeDuplicates();
  return names;
}

QStringList visibleTexts(QQuickWindow& window) {
  std::vector<std::pair<qreal, QString>> found;
  walk(*window.contentItem(), [&](QQuickItem& item) {
    if (!item.inherits("QQuickText") || !shown(item)) return;
    const QString text = item.property("text").toString().trimmed();
    if (!text.isEmpty()) found.emplace_back(item.mapToScene(QPointF()).y(), text);
  });
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  QStringList texts;
  for (const auto& entry : found) texts << entry.second;
  return texts;
}

}  // namespace doorstep::app
