#include "devices/drivers/receipt_layout.h"

#include <algorithm>

#include "devices/drivers/glyph_font.h"
#include "devices/wire/utf16.h"

namespace doorstep::devices {
namespace {

constexpr std::u32string_view closingMarks = U"。，、；：？！）》”’】,.;:?!)";

bool mayBreakBetween(char32_t before, char32_t after) {
  if (closingMarks.find(after) != std::u32string_view::npos) return false;
  return before == ' ' || columnsOf(before) == 2 || columnsOf(after) == 2;
}

std::string text(std::u32string_view line) {
  std::string utf8;
  for (const char32_t c : line) wire::appendUtf8(utf8, c);
  return utf8;
}

// How many characters of `line` go on the next line of paper.
std::size_t fitting(std::u32string_view line, int columns) {
  int used = 0;
  std::size_t count = 0;
  while (count < line.size() && used + columnsOf(line[count]) <= columns) used += columnsOf(line[count++]);
  if (count == line.size() || line[count] == ' ') return count;
  for (std::size_t end = count; end > 0; --end)
    if (mayBreakBetween(line[end - 1], line[end])) return end;
  return std::max<std::size_t>(count, 1);
}

void wrapLine(std::u32string_view line, int columns, std::vector<std::string>& lines) {
  do {
    const std::size_t count = fitting(line, columns);
    std::u32string_view piece = line.substr(0, count);
    line.remove_prefix(count);
    while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
    while (!piece.empty() && piece.back() == ' ') piece.remove_suffix(1);
    lines.push_back(text(piece));
  } while (!line.empty());
}

std::string spaces(int count) {
  return std::string(static_cast<std::size_t>(std::max(count, 0)), ' ');
}

}  // namespace

std::vector<std::string> wrapped(const std::string& utf8, int columns) {
  std::vector<std::string> lines;
  std::u32string line;
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t c = wire::nextCodePoint(utf8, at);
    if (c != '\n') {
      line += c;
      continue;
    }
    wrapLine(line, columns, lines);
    line.clear();
  }
  wrapLine(line, columns, lines);
  return lines;
}

std::vector<std::string> pairLines(const PrintPair& pair, int columns) {
  const int label = columnsOf(pair.label), value = columnsOf(pair.value);
  const bool oneLine =
      pair.label.find('\n') == std::string::npos && pair.value.find('\n') == std::string::npos;
  if (oneLine && label + 1 + value <= columns)
    return {pair.label + spaces(columns - label - value) + pair.value};

  const bool labelBeside = oneLine && label + 2 <= columns / 2;
  const int indent = labelBeside ? label + 2 : 4;
  std::vector<std::string> lines;
  if (!labelBeside) lines = wrapped(pair.label, columns);
  bool first = labelBeside;
  for (const std::string& part : wrapped(pair.value, columns - indent)) {
    lines.push_back((first ? pair.label + spaces(indent - label) : spaces(indent)) + part);
    first = false;
  }
  return lines;
}

}  // namespace doorstep::devices
