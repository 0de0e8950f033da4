#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "devices/camera.h"
#include "kiosk/base/secret.h"

// Barcodes in a picture. ZXing and zbar stay behind barcodes_zxing.cpp and barcodes_zbar.cpp.
namespace doorstep::devices {

enum class BarcodeEngine { Zxing, Zbar };
std::string_view word(BarcodeEngine engine);  // "zxing", "zbar"

// One code found in a picture. What it says may be about a person.
struct Barcode {
  struct Corner {
    int x = 0, y = 0;  // px of the picture
  };

  std::string format;                           // "qr-code", "code-128" ... as word(Symbology) has them
  PersonalBytes bytes;                          // as they stand in the code
  Secret text;                                  // the bytes as UTF-8; empty when they are no text
  std::string charset;                          // of the bytes: "ASCII", "UTF-8", "GBK" ...; empty: no text
  BarcodeEngine engine = BarcodeEngine::Zxing;  // which of them read it
  double milliseconds = 0;                      // from the beginning until the picture's codes were read
  // Around the code: top left of the code itself first, then clockwise. zbar tells the upright box only.
  std::vector<Corner> corners;
};

// Every code in the picture, in no particular order; none for an empty frame. ZXing first, zbar when it finds
// nothing, then both again on the picture halved, sharpened and turned. Formats: Aztec, Code 39, Code 93,
// Code 128, Data Matrix, EAN-8, EAN-13, Interleaved 2 of 5, PDF417, QR code, Micro QR code. Takes tens of
// milliseconds for a camera's frame, half a second when there is nothing in it: not for a thread that a
// person waits on.
std::vector<Barcode> readBarcodes(const Frame& frame);
// camera.picture-unreadable as loadPicture.
Outcome<std::vector<Barcode>> readBarcodes(const std::string& pictureFile);

}  // namespace doorstep::devices
