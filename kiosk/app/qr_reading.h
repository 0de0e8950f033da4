#pragma once

#include <QImage>
#include <QStringList>

namespace doorstep::app {

// The texts of the QR codes in a picture of the screen: what a phone held before it would read.
QStringList qrTexts(const QImage& picture);

}  // namespace doorstep::app
