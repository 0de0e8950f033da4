#include "tests/emulators/escpos_interpreter.h"

#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include <iconv.h>
#include <qrencode.h>

namespace doorstep::emulators {
namespace {

using devices::wire::Bitmap;

constexpr int cell = 24, lineGap = 6;  // dots
constexpr std::uint8_t esc = 0x1B, gs = 0x1D, fs = 0x1C, lf = 0x0A;

devices::GlyphFont systemFont() {
  auto font = devices::GlyphFont::load({});
  if (!font) throw std::runtime_error(font.error().detail);
  return std::move(*font);
}

// One double-byte character of a Chinese printer's character set.
std::string utf8FromGb18030(std::uint8_t first, std::uint8_t second) {
  const std::unique_ptr<void, int (*)(iconv_t)> converter(iconv_open("UTF-8", "GB18030"), iconv_close);
  char in[2] = {static_cast<char>(first), static_cast<char>(second)}, out[8];
  char *from = in, *to = out;
  std::size_t left = sizeof in, room = sizeof out;
  if (iconv(converter.get(), &from, &left, &to, &room) == static_cast<std::size_t>(-1)) return {};
  return std::string(out, sizeof out - room);
}

Bitmap qrPicture(const std::string& content, int moduleDots) {
  const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
      QRcode_encodeString8bit(content.c_str(), 0, QR_ECLEVEL_M), QRcode_free);
  if (!code) return {};
  const int quiet = 2 * moduleDots, size = code->width * moduleDots;
  Bitmap picture(size + 2 * quiet, size + 2 * quiet);
  for (int y = 0; y < size; ++y)
    for (int x = 0; x < size; ++x)
      if ((code->data[y / moduleDots * code->width + x / moduleDots] & 1) != 0)
        picture.blacken(x + quiet, y + quiet);
  return picture;
}

}  // namespace

std::string Slip::text() const {
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

EscposInterpreter::EscposInterpreter(int dotsPerLine, std::optional<devices::GlyphFont> font)
    : dots_(dotsPerLine), font_(font ? std::move(*font) : systemFont()) {
  slip_.paper = Bitmap(dots_, 0);
}

void EscposInterpreter::forgetInput() {
  input_.clear();
  line_.clear();
}

EscposInterpreter::Step EscposInterpreter::take(std::size_t length, Step what) {
  input_.erase(input_.begin(), input_.begin() + static_cast<std::ptrdiff_t>(length));
  return what;
}

EscposInterpreter::Step EscposInterpreter::complain(std::size_t length) {
  std::string text;
  char two[4];
  for (std::size_t i = 0; i < std::min(length, input_.size()); ++i) {
    std::snprintf(two, sizeof two, "%02X ", input_[i]);
    text += two;
  }
  complaints_.push_back(text);
  return take(std::min(length, input_.size()));
}

EscposInterpreter::Step EscposInterpreter::step() {
  if (input_.empty()) return Step::NeedsMore;
  switch (input_[0]) {
    case esc:
      return has(2) ? escape() : Step::NeedsMore;
    case gs:
      return has(2) ? group() : Step::NeedsMore;
    case fs:
      return has(2) ? chineseCommand() : Step::NeedsMore;
    case lf:
      printLine();
      return take(1, Step::Printed);
    case 0:  // NUL does nothing
      return take(1);
    default:
      return character();
  }
}

EscposInterpreter::Step EscposInterpreter::escape() {
  if (input_[1] == '@') {
    style_ = {};
    line_.clear();
    return take(2);
  }
  if (!has(3)) return Step::NeedsMore;
  const int n = input_[2];
  switch (input_[1]) {
    case 'a':
      style_.justify = n;
      return take(3);
    case 'E':
      style_.bold = (n & 1) != 0;
      return take(3);
    case 'J':
      feedPaper(n);
      return take(3, Step::Printed);
    default:
      return complain(3);
  }
}

EscposInterpreter::Step EscposInterpreter::chineseCommand() {
  if (input_[1] == '&' || input_[1] == '.') {
    style_.chinese = input_[1] == '&';
    return take(2);
  }
  if (!has(3)) return Step::NeedsMore;
  if (input_[1] != 'W') return complain(3);
  style_.chineseTwice = (input_[2] & 1) != 0;
  return take(3);
}

EscposInterpreter::Step EscposInterpreter::group() {
  if (!has(3)) return Step::NeedsMore;
  switch (input_[1]) {
    case '!':
      style_.scale = (input_[2] & 0x0F) + 1;
      return take(3);
    case 'a':
      return take(3);
    case 'r':
      if (onQuestion) onQuestion();
      return take(3);
    case 'v':
      return raster();
    case '(':
      return symbol();
    case 'V':
      return cut();
    default:
      return complain(3);
  }
}

EscposInterpreter::Step EscposInterpreter::cut() {
  if (input_[2] >= 'A' && !has(4)) return Step::NeedsMore;
  const std::size_t length = input_[2] >= 'A' ? 4 : 3;
  if (input_[2] >= 'A') feedPaper(cell * 2);  // from head to knife
  slip_.cut = true;
  finished_.push_back(std::move(slip_));
  slip_ = {};
  slip_.paper = Bitmap(dots_, 0);
  return take(length, Step::Cut);
}

EscposInterpreter::Step EscposInterpreter::raster() {
  if (!has(8)) return Step::NeedsMore;
  const int stride = input_[4] | input_[5] << 8, height = input_[6] | input_[7] << 8;
  const std::size_t size = static_cast<std::size_t>(stride) * static_cast<std::size_t>(height);
  if (!has(8 + size)) return Step::NeedsMore;
  Bitmap picture(stride * 8, height);
  std::copy_n(input_.begin() + 8, size, picture.rows.begin());
  slip_.lines.emplace_back("[picture]");
  paste(picture);
  slip_.pictures.push_back(std::move(picture));
  return take(8 + size, Step::Printed);
}

EscposInterpreter::Step EscposInterpreter::symbol() {
  if (!has(5)) return Step::NeedsMore;
  const std::size_t length = static_cast<std::size_t>(input_[3] | input_[4] << 8);
  if (!has(5 + length)) return Step::NeedsMore;
  if (input_[2] != 'k' || length < 3 || input_[5] != '1') return complain(5 + length);
  switch (input_[6]) {
    case 0x41:
    case 0x45:
      return take(5 + length);
    case 0x43:
      moduleDots_ = input_[7];
      return take(5 + length);
    case 0x50:
      qr_.assign(input_.begin() + 8, input_.begin() + static_cast<std::ptrdiff_t>(5 + length));
      return take(5 + length);
    case 0x51:
      slip_.lines.push_back("[QR " + qr_ + "]");
      paste(qrPicture(qr_, moduleDots_));
      return take(5 + length, Step::Printed);
    default:
      return complain(5 + length);
  }
}

EscposInterpreter::Step EscposInterpreter::character() {
  const std::uint8_t first = input_[0];
  if (first >= 0x20 && first < 0x7F) {
    line_ += static_cast<char>(first);
    return take(1);
  }
  if (first < 0x81 || !style_.chinese) return complain(1);
  if (!has(2)) return Step::NeedsMore;
  const std::string text = utf8FromGb18030(first, input_[1]);
  if (text.empty()) return complain(2);
  // Latin and Chinese sizes are set apart; a driver that sets only one shows here.
  if (style_.chineseTwice != (style_.scale == 2))
    complaints_.emplace_back("Chinese and Latin of different size");
  line_ += text;
  return take(2);
}

void EscposInterpreter::printLine() {
  const int width = devices::columnsOf(line_) * style_.scale * cell / 2;
  if (width > dots_) complaints_.push_back("line wider than the paper: " + line_);
  if (!line_.empty()) {
    Bitmap picture(width, (cell + lineGap) * style_.scale);
    font_.draw(picture, 0, 0, line_, cell * style_.scale, style_.bold);
    paste(picture);
  } else {
    feedPaper((cell + lineGap) * style_.scale);
  }
  slip_.lines.push_back(line_);
  line_.clear();
}

void EscposInterpreter::feedPaper(int dots) {
  slip_.paper.height += dots;
  slip_.paper.rows.resize(slip_.paper.stride() * static_cast<std::size_t>(slip_.paper.height));
}

void EscposInterpreter::paste(const Bitmap& picture) {
  const int top = slip_.paper.height, room = dots_ - picture.width;
  const int left = style_.justify == 0 ? 0 : style_.justify == 1 ? room / 2 : room;
  feedPaper(picture.height);
  for (int y = 0; y < picture.height; ++y)
    for (int x = 0; x < picture.width; ++x)
      if (picture.black(x, y) && left + x >= 0 && left + x < dots_) slip_.paper.blacken(left + x, top + y);
}

}  // namespace doorstep::emulators
