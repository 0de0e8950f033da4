#pragma once

#include <QImage>
#include <QQuickPaintedItem>

#include <QtQml/qqmlregistration.h>

namespace doorstep::qml {

// A QR code, black on white in every theme, with its quiet zone of four modules (ISO/IEC 18004). Modules are
// whole pixels, so that a phone at arm's length reads it. `valid` is false when there is nothing to show.
class QrCode : public QQuickPaintedItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QString content READ content WRITE setContent NOTIFY contentChanged)
  Q_PROPERTY(bool valid READ valid NOTIFY contentChanged)
  Q_PROPERTY(int modulePx READ modulePx NOTIFY contentChanged)  // 0: there is no room for whole pixels

 public:
  explicit QrCode(QQuickItem* parent = nullptr);

  QString content() const { return content_; }
  void setContent(const QString& content);
  bool valid() const { return !modules_.isNull(); }
  int modulePx() const;

  void paint(QPainter* painter) override;

 signals:
  void contentChanged();

 private:
  QString content_;
  QImage modules_;  // one pixel per module, quiet zone included; null when the content cannot be encoded
};

}  // namespace doorstep::qml
