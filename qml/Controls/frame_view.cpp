#include "qml/Controls/frame_view.h"

#include <QQuickWindow>
#include <QSGImageNode>
#include <QSGTexture>

namespace doorstep::qml {

FrameView::FrameView(QQuickItem* parent) : QQuickItem(parent) {
  setFlag(ItemHasContents);
}

void FrameView::setFrame(const QImage& frame) {
  frame_ = frame;
  stale_ = true;
  emit frameChanged();
  update();
}

void FrameView::setMirrored(bool mirrored) {
  if (mirrored == mirrored_) return;
  mirrored_ = mirrored;
  emit mirroredChanged();
  update();
}

QRectF FrameView::visiblePart() const {
  const QSizeF whole = frame_.size();
  const QSizeF part = size().scaled(whole, Qt::KeepAspectRatio);
  return {QPointF((whole.width() - part.width()) / 2, (whole.height() - part.height()) / 2), part};
}

QSGNode* FrameView::updatePaintNode(QSGNode* old, UpdatePaintNodeData*) {
  auto* node = static_cast<QSGImageNode*>(old);
  if (frame_.isNull() || size().isEmpty()) {
    delete node;
    return nullptr;
  }
  if (!node) {
    node = window()->createImageNode();
    node->setOwnsTexture(true);
    node->setFiltering(QSGTexture::Linear);
    stale_ = true;
  }
  if (stale_) node->setTexture(window()->createTextureFromImage(frame_, QQuickWindow::TextureIsOpaque));
  stale_ = false;
  node->setRect(boundingRect());
  node->setSourceRect(visiblePart());
  node->setTextureCoordinatesTransform(mirrored_ ? QSGImageNode::MirrorHorizontally
                                                 : QSGImageNode::NoTransform);
  return node;
}

}  // namespace doorstep::qml
