#include "qml/Controls/ink.h"

#include <QPainter>
#include <algorithm>

namespace doorstep::qml {

Ink::Ink(QQuickItem* parent) : QQuickPaintedItem(parent) {
  setAcceptedMouseButtons(Qt::LeftButton);
  setAcceptTouchEvents(true);
  setAntialiasing(true);
  // A scroll area around the paper must not take the pen away in mid-stroke.
  setKeepMouseGrab(true);
  setKeepTouchGrab(true);
}

QVariantList Ink::strokes() const {
  QVariantList all;
  for (const auto& stroke : strokes_) {
    QVariantList dots;
    for (const auto& dot : stroke) {
      dots.append(QVariantMap{{"x", dot.at.x()}, {"y", dot.at.y()}, {"t", dot.ms}});
    }
    all.append(QVariant(dots));
  }
  return all;
}

void Ink::clear() {
  strokes_.clear();
  drawing_ = false;
  finger_ = -1;
  emit strokesChanged();
  update();
}

void Ink::begin(QPointF at) {
  if (strokes_.empty()) clock_.start();
  strokes_.emplace_back();
  drawing_ = true;
  add(at);
}

void Ink::extend(QPointF at) {
  if (drawing_) add(at);
}

void Ink::add(QPointF at) {
  strokes_.back().push_back(
      {{std::clamp(at.x() / width(), 0.0, 1.0), std::clamp(at.y() / height(), 0.0, 1.0)}, clock_.elapsed()});
  emit strokesChanged();
  update();
}

void Ink::finish() {
  if (!drawing_) return;
  drawing_ = false;
  finger_ = -1;
  emit strokeFinished();
}

void Ink::paint(QPainter* painter) {
  painter->setPen(QPen(colour_, thickness_, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  for (const auto& stroke : strokes_) {
    QPolygonF line;
    for (const auto& dot : stroke) line.append({dot.at.x() * width(), dot.at.y() * height()});
    if (line.size() == 1) {
      painter->drawPoint(line.front());
    } else {
      painter->drawPolyline(line);
    }
  }
}

void Ink::mousePressEvent(QMouseEvent* event) {
  begin(event->position());
}
void Ink::mouseMoveEvent(QMouseEvent* event) {
  extend(event->position());
}
void Ink::mouseReleaseEvent(QMouseEvent*) {
  finish();
}
void Ink::mouseUngrabEvent() {
  finish();
}
void Ink::touchUngrabEvent() {
  finish();
}

void Ink::touchEvent(QTouchEvent* event) {
  for (const auto& point : event->points()) {
    if (point.state() == QEventPoint::Pressed && !drawing_) {
      finger_ = point.id();
      begin(point.position());
    } else if (point.id() == finger_ && point.state() == QEventPoint::Updated) {
      extend(point.position());
    } else if (point.id() == finger_ && point.state() == QEventPoint::Released) {
      finish();
    }
  }
  event->accept();
}

}  // namespace doorstep::qml
