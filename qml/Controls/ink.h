#pragma once

#include <QColor>
#include <QElapsedTimer>
#include <QPointF>
#include <QQuickPaintedItem>
#include <QVariantList>
#include <vector>

#include <QtQml/qqmlregistration.h>

namespace doorstep::qml {

// Paper to sign on: follows one finger, pen or mouse. `strokes` is what a step's setSignature takes: a list
// of strokes, each a list of {x, y, t}; x and y in 0..1 of the item, t in milliseconds from the first touch.
// A second finger on the glass is ignored (a resting palm is not ink). Strokes are personal data: they live
// here and in the step, are never stored or logged, and clear() forgets them.
class Ink : public QQuickPaintedItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QColor colour MEMBER colour_ NOTIFY colourChanged)
  Q_PROPERTY(qreal thickness MEMBER thickness_ NOTIFY thicknessChanged)
  Q_PROPERTY(bool empty READ empty NOTIFY strokesChanged)
  Q_PROPERTY(QVariantList strokes READ strokes NOTIFY strokesChanged)

 public:
  explicit Ink(QQuickItem* parent = nullptr);

  bool empty() const { return strokes_.empty(); }
  QVariantList strokes() const;
  Q_INVOKABLE void clear();

  void paint(QPainter* painter) override;

 signals:
  void colourChanged();
  void thicknessChanged();
  void strokesChanged();  // while drawing: `empty` changes, strokes grow
  void strokeFinished();  // the finger left the glass

 protected:
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseUngrabEvent() override;
  void touchEvent(QTouchEvent* event) override;
  void touchUngrabEvent() override;

 private:
  struct Dot {
    QPointF at;  // 0..1
    qint64 ms = 0;
  };
  void begin(QPointF at);
  void extend(QPointF at);
  void finish();
  void add(QPointF at);

  QColor colour_ = Qt::black;
  qreal thickness_ = 3;
  std::vector<std::vector<Dot>> strokes_;
  QElapsedTimer clock_;
  bool drawing_ = false;
  int finger_ = -1;  // id of the touch point that draws
};

}  // namespace doorstep::qml
