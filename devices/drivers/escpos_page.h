#pragma once

#include <optional>

#include "devices/drivers/glyph_font.h"
#include "devices/printer.h"

namespace doorstep::devices {

// The paper of a receipt printer: 80 mm has 48 columns, 58 mm has 32, a column is 12 dots of 1/8 mm.
struct Paper {
  int columns = 48;
  bool cutter = true;
  int dots() const { return columns * 12; }
};

// Turns the blocks of a slip into ESC/POS. Each block leaves the printer as it found it: left, plain, Chinese
// on.
class EscposPage {
 public:
  EscposPage(Paper paper, std::optional<GlyphFont> font) : paper_(paper), font_(std::move(font)) {}

  // What comes before the first block.
  static wire::Bytes begin();
  wire::Bytes block(const PrintBlock& block) const;
  // What comes after the last block: feed and cut, or feed past the tear bar.
  wire::Bytes end() const;

 private:
  void add(wire::EscPos& out, const PrintText& text) const;
  void add(wire::EscPos& out, const PrintPair& pair) const;
  void add(wire::EscPos& out, const PrintRule& rule) const;
  void add(wire::EscPos& out, const PrintFeed& feed) const;
  void add(wire::EscPos& out, const PrintQr& qr) const;
  void add(wire::EscPos& out, const PrintSignature& signature) const;
  // One line of text: as codes where the printer has all its characters, else as a picture.
  void addLine(wire::EscPos& out, const std::string& line, Align align, int scale, bool bold) const;
  wire::Bitmap picture(const std::string& line, Align align, int scale, bool bold) const;

  Paper paper_;
  std::optional<GlyphFont> font_;
};

}  // namespace doorstep::devices
