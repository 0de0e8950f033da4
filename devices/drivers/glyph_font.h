#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "devices/wire/escpos.h"
#include "kiosk/base/outcome.h"

namespace doorstep::devices {

// Draws text in dots, for characters a printer has no glyph of: rare characters in names above all.
class GlyphFont {
 public:
  // A font file, or, with an empty path, the system's Chinese sans serif (Noto Sans CJK SC where installed).
  // Error: device.bad-setting.
  static Outcome<GlyphFont> load(const std::string& path);

  // Draws one line with its upper left corner at (x, y), in the printer's own grid: cells `cell` dots high,
  // half as wide for ASCII, as wide as high for all else.
  void draw(wire::Bitmap& picture, int x, int y, std::string_view utf8, int cell, bool bold) const;

 private:
  struct Face;
  explicit GlyphFont(std::shared_ptr<Face> face) : face_(std::move(face)) {}
  void drawGlyph(wire::Bitmap& picture, int x, int y, char32_t codePoint, int cell, bool bold) const;

  std::shared_ptr<Face> face_;
};

// How many columns of the printer's grid a character takes: 1 for ASCII, 2 for all else.
int columnsOf(char32_t codePoint);
int columnsOf(std::string_view utf8);

}  // namespace doorstep::devices
