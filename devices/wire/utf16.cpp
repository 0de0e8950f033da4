#include "devices/wire/utf16.h"

namespace doorstep::devices::wire {
namespace {

constexpr char32_t replacement = 0xFFFD;
bool isHigh(char32_t unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}
bool isLow(char32_t unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

}  // namespace

void appendUtf8(std::string& text, char32_t c) {
  const auto tail = [c](int shift) { return static_cast<char>(0x80 | (c >> shift & 0x3F)); };
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xC0 | c >> 6);
    text += tail(0);
  } else if (c < 0x10000) {
    text += static_cast<char>(0xE0 | c >> 12);
    text += tail(6);
    text += tail(0);
  } else {
    text += static_cast<char>(0xF0 | c >> 18);
    text += tail(12);
    text += tail(6);
    text += tail(0);
  }
}

char32_t nextCodePoint(std::string_view text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at++]);
  if (first < 0x80) return first;
  const int more = first >= 0xF0 && first < 0xF8   ? 3
                   : first >= 0xE0 && first < 0xF0 ? 2
                   : first >= 0xC2 && first < 0xE0 ? 1
                                                   : 0;
  if (more == 0) return replacement;
  char32_t c = first & (0x3F >> more);
  for (int i = 0; i < more; ++i) {
    if (at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) return replacement;
    c = c << 6 | (static_cast<unsigned char>(text[at++]) & 0x3F);
  }
  // A longer spelling than needed is none: it could hide a command of the printer as a letter.
  const bool tooLong = (more == 2 && c < 0x800) || (more == 3 && c < 0x10000);
  return tooLong || c > 0x10FFFF || isHigh(c) || isLow(c) ? replacement : c;
}

std::string utf8FromUtf16le(ByteView bytes) {
  std::string text;
  text.reserve(bytes.size() / 2 * 3);  // a string that grows leaves its beginning behind, unwiped
  const auto unit = [bytes](std::size_t at) { return static_cast<char32_t>(bytes[at] | bytes[at + 1] << 8); };
  for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
    char32_t c = unit(at);
    if (c == 0) continue;
    if (isHigh(c) && at + 3 < bytes.size() && isLow(unit(at + 2))) {
      c = 0x10000 + ((c - 0xD800) << 10) + (unit(at + 2) - 0xDC00);
      at += 2;
    }
    appendUtf8(text, isHigh(c) || isLow(c) ? replacement : c);
  }
  return text;
}

Bytes utf16leFromUtf8(std::string_view text) {
  Bytes bytes;
  bytes.reserve(text.size() * 2);
  const auto put = [&bytes](char32_t unit) {
    bytes.push_back(static_cast<std::uint8_t>(unit));
    bytes.push_back(static_cast<std::uint8_t>(unit >> 8));
  };
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = nextCodePoint(text, at);
    if (c < 0x10000) {
      put(c);
    } else {
      put(0xD800 + ((c - 0x10000) >> 10));
      put(0xDC00 + ((c - 0x10000) & 0x3FF));
    }
  }
  return bytes;
}

Secret secretText(ByteView utf16le) {
  std::string text = trimmed(utf8FromUtf16le(utf16le));
  Secret secret(text);
  explicit_bzero(text.data(), text.size());
  return secret;
}

std::string trimmed(std::string text) {
  text.resize(text.find_last_not_of(' ') + 1);
  return text;
}

}  // namespace doorstep::devices::wire
