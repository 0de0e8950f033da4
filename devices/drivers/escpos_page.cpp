#include "devices/drivers/escpos_page.h"

#include <algorithm>

#include "devices/drivers/receipt_layout.h"
#include "devices/wire/utf16.h"

namespace doorstep::devices {
namespace {

constexpr int cellHeight = 24;  // dots
constexpr int linesBeforeCut = 3;
constexpr int linesBeforeTear = 6;  // the cut feeds by itself, the tear bar does not

wire::Justify justified(Align align) {
  switch (align) {
    case Align::Left:
      return wire::Justify::Left;
    case Align::Centre:
      return wire::Justify::Centre;
    case Align::Right:
      return wire::Justify::Right;
  }
  return wire::Justify::Left;
}

// For a printer that lacks a character and a station that has no font: a hollow square says "something stood
// here".
std::string withoutStrangeCharacters(const std::string& line) {
  std::string plain;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = at;
    wire::nextCodePoint(line, at);
    const std::string one = line.substr(begin, at - begin);
    plain += wire::gb18030(one) ? one : "□";
  }
  return plain;
}

}  // namespace

wire::Bytes EscposPage::begin() {
  return wire::EscPos().initialise().noUnaskedStatus().chinese(true).justify(wire::Justify::Left).take();
}

wire::Bytes EscposPage::end() const {
  wire::EscPos out;
  for (int line = 0; line < (paper_.cutter ? linesBeforeCut : linesBeforeTear); ++line) out.newLine();
  return paper_.cutter ? out.cut().take() : out.take();
}

wire::Bytes EscposPage::block(const PrintBlock& block) const {
  wire::EscPos out;
  std::visit([&](const auto& one) { add(out, one); }, block);
  return out.take();
}

wire::Bitmap EscposPage::picture(const std::string& line, Align align, int scale, bool bold) const {
  const int width = columnsOf(line) * scale * cellHeight / 2, room = paper_.dots() - width;
  wire::Bitmap bitmap(paper_.dots(), cellHeight * scale + 6 * scale);  // with the gap a line of text has
  const int left = align == Align::Left ? 0 : align == Align::Centre ? room / 2 : room;
  font_->draw(bitmap, std::max(left, 0), 0, line, cellHeight * scale, bold);
  return bitmap;
}

void EscposPage::addLine(wire::EscPos& out, const std::string& line, Align align, int scale,
                         bool bold) const {
  auto codes = wire::gb18030(line);
  if (!codes && font_) {
    out.raster(picture(line, align, scale, bold));
    return;
  }
  if (!codes) codes = wire::gb18030(withoutStrangeCharacters(line));
  if (align != Align::Left) out.justify(justified(align));
  if (scale > 1) out.scale(scale);
  if (bold) out.bold(true);
  if (codes) out.raw(*codes);
  out.newLine();
  if (bold) out.bold(false);
  if (scale > 1) out.scale(1);
  if (align != Align::Left) out.justify(wire::Justify::Left);
}

void EscposPage::add(wire::EscPos& out, const PrintText& text) const {
  const int scale = text.scale == 2 ? 2 : 1;
  for (const std::string& line : wrapped(text.text, paper_.columns / scale))
    addLine(out, line, text.align, scale, text.bold);
}

void EscposPage::add(wire::EscPos& out, const PrintPair& pair) const {
  for (const std::string& line : pairLines(pair, paper_.columns)) addLine(out, line, Align::Left, 1, false);
}

void EscposPage::add(wire::EscPos& out, const PrintRule&) const {
  addLine(out, std::string(static_cast<std::size_t>(paper_.columns), '-'), Align::Left, 1, false);
}

void EscposPage::add(wire::EscPos& out, const PrintFeed& feed) const {
  for (int line = 0; line < feed.lines; ++line) out.newLine();
}

void EscposPage::add(wire::EscPos& out, const PrintQr& qr) const {
  out.justify(wire::Justify::Centre);
  out.qr(qr.content, qr.moduleDots, wire::QrCorrection::Medium);
  out.newLine();
  out.justify(wire::Justify::Left);
}

void EscposPage::add(wire::EscPos& out, const PrintSignature& signature) const {
  add(out, PrintText{signature.label});
  for (const std::string& line : signature.under) add(out, PrintText{line});
}

}  // namespace doorstep::devices
