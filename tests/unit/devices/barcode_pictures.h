#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "devices/camera.h"

// Codes drawn for tests and the bench, and how a camera sees them on paper.
namespace doorstep::devices::test {

// A code as its modules: true is black. Without the quiet zone.
struct DrawnCode {
  int width = 0, height = 0;  // modules
  std::vector<bool> black;
};

// `format` as Barcode::format: "qr-code", "data-matrix", "code-128", "code-39", "pdf417", "ean-13" ...
// A QR code of text outside Latin-1 names its character set, UTF-8; `gbk` names GBK instead.
DrawnCode drawnCode(const std::string& format, const std::string& utf8, bool gbk = false);
// A QR code of these bytes as they are, with no word about their character set: what Chinese papers bear.
DrawnCode drawnQr(std::span<const std::byte> bytes);

struct PlacedCode {
  DrawnCode code;
  double module = 4;        // px of the picture
  double x = 0.5, y = 0.5;  // the middle of the code, as a share of width and height
  double angle = 0;         // degrees
  double curve = 0;         // the paper around a bottle: half the angle it covers, radians
};

// What the camera makes of it. The defaults are an easy picture.
struct Sight {
  int width = 1280, height = 960;  // px
  double light = 1;                // exposure: 0.1 is a dark hall
  double blur = 0;                 // px, standard deviation
  double noise = 2;                // standard deviation of a channel, 0-255
  double gloss = 0;   // a lamp mirrored in the first code's foil: its size as a share of the code's
  unsigned seed = 1;  // of noise and gloss
};

Frame photographed(const std::vector<PlacedCode>& codes, const Sight& sight = {});

}  // namespace doorstep::devices::test
