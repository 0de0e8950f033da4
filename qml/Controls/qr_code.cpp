#include "qml/Controls/qr_code.h"

#include <QPainter>
#include <exception>

#include <ZXing/BarcodeFormat.h>
#include <ZXing/BitMatrix.h>
#include <ZXing/CharacterSet.h>
#include <ZXing/MultiFormatWriter.h>

#include "kiosk/base/log.h"

namespace doorstep::qml {
namespace {

constexpr int kQuietModules = 4;
constexpr int kMediumCorrection = 4;  // of 0-8: survives a scratch, stays coarse enough for an old phone

// The writer throws when the content is too long for the largest symbol.
QImage encode(const QString& content) try {
  const auto matrix = ZXing::MultiFormatWriter(ZXing::BarcodeFormat::QRCode)
                          .setEncoding(ZXing::CharacterSet::UTF8)
                          .setEccLevel(kMediumCorrection)
                          .setMargin(kQuietModules)
                          .encode(content.toStdWString(), 0, 0);
  QImage modules(matrix.width(), matrix.height(), QImage::Format_RGB32);
  for (int y = 0; y < matrix.height(); ++y) {
    for (int x = 0; x < matrix.width(); ++x)
      modules.setPixel(x, y, matrix.get(x, y) ? 0xFF000000 : 0xFFFFFFFF);
  }
  return modules;
} catch (const std::exception& e) {
  logWarning("qml", "no QR code for a text of ", content.size(), " characters: ", e.what());
  return {};
}

}  // namespace

QrCode::QrCode(QQuickItem* parent) : QQuickPaintedItem(parent) {
  setOpaquePainting(true);
  setFillColor(Qt::white);
}

void QrCode::setContent(const QString& content) {
  if (content == content_) return;
  content_ = content;
  modules_ = content.isEmpty() ? QImage() : encode(content);
  emit contentChanged();
  update();
}

int QrCode::modulePx() const {
  return modules_.isNull() ? 0 : static_cast<int>(std::min(width(), height())) / modules_.width();
}

void QrCode::paint(QPainter* painter) {
  const int scale = modulePx();
  if (scale < 1) return;
  const int side = scale * modules_.width();
  painter->drawImage(
      QRect(static_cast<int>(width() - side) / 2, static_cast<int>(height() - side) / 2, side, side),
      modules_);
}

}  // namespace doorstep::qml
