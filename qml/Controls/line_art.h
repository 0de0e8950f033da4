#pragma once

#include <QColor>
#include <QQuickPaintedItem>
#include <QUrl>

#include <QtQml/qqmlregistration.h>

namespace doorstep::qml {

// A drawing of the project's own (SVG) in the theme's colours. The files are drawn with three named colours,
// so that they can be looked at with any viewer; here the names are exchanged:
//   #16202C ink, #0A4DA2 accent (what moves, what to look at), #FFFFFF paper.
class LineArt : public QQuickPaintedItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QUrl source READ source WRITE setSource NOTIFY changed)
  Q_PROPERTY(QColor ink READ ink WRITE setInk NOTIFY changed)
  Q_PROPERTY(QColor accent READ accent WRITE setAccent NOTIFY changed)
  Q_PROPERTY(QColor paper READ paper WRITE setPaper NOTIFY changed)

 public:
  explicit LineArt(QQuickItem* parent = nullptr);

  QUrl source() const { return source_; }
  void setSource(const QUrl& source);
  QColor ink() const { return ink_; }
  void setInk(const QColor& colour) { setColour(ink_, colour); }
  QColor accent() const { return accent_; }
  void setAccent(const QColor& colour) { setColour(accent_, colour); }
  QColor paper() const { return paper_; }
  void setPaper(const QColor& colour) { setColour(paper_, colour); }

  void paint(QPainter* painter) override;

 signals:
  void changed();

 private:
  void setColour(QColor& member, const QColor& colour);

  QUrl source_;
  QByteArray svg_;
  QColor ink_ = "#16202C", accent_ = "#0A4DA2", paper_ = "#FFFFFF";
};

}  // namespace doorstep::qml
