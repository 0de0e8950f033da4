#pragma once

#include <QImage>
#include <QQuickItem>

#include <QtQml/qqmlregistration.h>

namespace doorstep::qml {

// Shows a camera's newest frame as a texture, filling the item and cutting what does not fit; mirrored,
// because people look for themselves as in a mirror.
class FrameView : public QQuickItem {
  Q_OBJECT
  QML_ELEMENT
  Q_PROPERTY(QImage frame READ frame WRITE setFrame NOTIFY frameChanged)
  Q_PROPERTY(bool hasFrame READ hasFrame NOTIFY frameChanged)
  Q_PROPERTY(bool mirrored READ mirrored WRITE setMirrored NOTIFY mirroredChanged)

 public:
  explicit FrameView(QQuickItem* parent = nullptr);

  QImage frame() const { return frame_; }
  void setFrame(const QImage& frame);
  bool hasFrame() const { return !frame_.isNull(); }
  bool mirrored() const { return mirrored_; }
  void setMirrored(bool mirrored);

 signals:
  void frameChanged();
  void mirroredChanged();

 protected:
  QSGNode* updatePaintNode(QSGNode* old, UpdatePaintNodeData* data) override;

 private:
  QRectF visiblePart() const;  // of the frame, in its pixels

  QImage frame_;
  bool mirrored_ = true;
  bool stale_ = false;  // frame_ is newer than the texture
};

}  // namespace doorstep::qml
