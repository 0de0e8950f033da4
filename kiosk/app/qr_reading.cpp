#include "kiosk/app/qr_reading.h"

#include <ZXing/ReadBarcode.h>

namespace doorstep::app {

QStringList qrTexts(const QImage& picture) {
  const QImage grey = picture.convertToFormat(QImage::Format_Grayscale8);
  const ZXing::ImageView view(grey.constBits(), grey.width(), grey.height(), ZXing::ImageFormat::Lum,
                              static_cast<int>(grey.bytesPerLine()));
  ZXing::DecodeHints hints;
  hints.setFormats(ZXing::BarcodeFormat::QRCode).setTryHarder(true);
  QStringList texts;
  for (const auto& result : ZXing::ReadBarcodes(view, hints))
    if (result.isValid()) texts << QString::fromStdWString(result.text());
  return texts;
}

}  // namespace doorstep::app
