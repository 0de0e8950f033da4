#include "devices/simulated/slip_text.h"

#include <algorithm>

#include "devices/drivers/glyph_font.h"
#include "devices/drivers/receipt_layout.h"

namespace doorstep::devices {
namespace {

std::string spaces(int count) {
  return std::string(static_cast<std::size_t>(std::max(count, 0)), ' ');
}

struct Lines {
  int columns;

  std::vector<std::string> operator()(const PrintText& block) const {
    const int scale = std::max(block.scale, 1);
    auto lines = wrapped(block.text, columns / scale);
    for (auto& line : lines) {
      const int room = columns - columnsOf(line) * scale;
      if (block.align == Align::Centre) line.insert(0, spaces(room / 2));
      if (block.align == Align::Right) line.insert(0, spaces(room));
    }
    return lines;
  }
  std::vector<std::string> operator()(const PrintPair& block) const { return pairLines(block, columns); }
  std::vector<std::string> operator()(const PrintRule&) const {
    return {std::string(static_cast<std::size_t>(columns), '-')};
  }
  std::vector<std::string> operator()(const PrintFeed& block) const {
    return std::vector<std::string>(static_cast<std::size_t>(std::max(block.lines, 0)));
  }
  std::vector<std::string> operator()(const PrintQr& block) const { return {"[QR " + block.content + "]"}; }
  std::vector<std::string> operator()(const PrintSignature& block) const {
    std::vector<std::string> lines{block.label + (block.png.empty() ? "" : " [INK]")};
    for (const auto& text : block.under)
      for (auto& line : wrapped(text, columns)) lines.push_back(std::move(line));
    return lines;
  }
};

}  // namespace

std::vector<std::string> slipLines(const PrintBlock& block, int columns) {
  return std::visit(Lines{columns}, block);
}

}  // namespace doorstep::devices
