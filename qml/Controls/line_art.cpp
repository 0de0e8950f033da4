#include "qml/Controls/line_art.h"

#include <QFile>
#include <QPainter>
#include <QQmlFile>
#include <QSvgRenderer>

#include "kiosk/base/log.h"

namespace doorstep::qml {

LineArt::LineArt(QQuickItem* parent) : QQuickPaintedItem(parent) {
  setAntialiasing(true);
}

void LineArt::setSource(const QUrl& source) {
  if (source == source_) return;
  source_ = source;
  svg_.clear();
  if (!source.isEmpty()) {
    QFile file(QQmlFile::urlToLocalFileOrQrc(source));
    if (file.open(QIODevice::ReadOnly)) {
      svg_ = file.readAll();
    } else {
      logWarning("qml", "no drawing ", source.toString().toStdString());
    }
  }
  emit changed();
  update();
}

void LineArt::setColour(QColor& member, const QColor& colour) {
  if (member == colour) return;
  member = colour;
  emit changed();
  update();
}

void LineArt::paint(QPainter* painter) {
  if (svg_.isEmpty()) return;
  // In two passes, because a theme's ink may be the files' paper.
  QByteArray svg = svg_;
  svg.replace("#16202C", "{ink}").replace("#0A4DA2", "{accent}").replace("#FFFFFF", "{paper}");
  svg.replace("{ink}", ink_.name().toLatin1())
      .replace("{accent}", accent_.name().toLatin1())
      .replace("{paper}", paper_.name().toLatin1());
  QSvgRenderer renderer(svg);
  renderer.setAspectRatioMode(Qt::KeepAspectRatio);
  renderer.render(painter, boundingRect());
}

}  // namespace doorstep::qml
