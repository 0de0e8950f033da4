#include "devices/wire/barcode_eci.h"

#include <algorithm>
#include <array>
#include <optional>

namespace doorstep::devices::wire {
namespace {

constexpr std::size_t escapeLength = 7;  // a backslash and six digits
constexpr std::uint8_t backslash = '\\';

struct Charset {
  int number;
  const char* name;
  const char* iconv;
};

// What calls itself GB 2312 often holds characters of its larger brothers, which agree with it in all others.
constexpr std::array<Charset, 11> charsets{{{1, "ISO-8859-1", "ISO-8859-1"},
                                            {3, "ISO-8859-1", "ISO-8859-1"},
                                            {20, "Shift_JIS", "SHIFT_JIS"},
                                            {23, "windows-1252", "CP1252"},
                                            {25, "UTF-16BE", "UTF-16BE"},
                                            {26, "UTF-8", "UTF-8"},
                                            {27, "ASCII", "ASCII"},
                                            {28, "Big5", "BIG5"},
                                            {29, "GB2312", "GB18030"},
                                            {31, "GBK", "GB18030"},
                                            {32, "GB18030", "GB18030"}}};

const Charset* charsetOf(int number) {
  const auto found = std::find_if(charsets.begin(), charsets.end(),
                                  [number](const Charset& known) { return known.number == number; });
  return found == charsets.end() ? nullptr : &*found;
}

// The number an escape at the start of `bytes` names.
std::optional<int> escapeAt(ByteView bytes) {
  if (bytes.size() < escapeLength || bytes[0] != backslash) return std::nullopt;
  int number = 0;
  for (const std::uint8_t digit : bytes.subspan(1, escapeLength - 1)) {
    if (digit < '0' || digit > '9') return std::nullopt;
    number = number * 10 + (digit - '0');
  }
  return number;
}

// Where the next escape begins; the end when there is none.
std::size_t nextEscape(ByteView bytes) {
  std::size_t at = 0;
  while (at < bytes.size() && !escapeAt(bytes.subspan(at))) {
    const bool doubled = bytes[at] == backslash && at + 1 < bytes.size() && bytes[at + 1] == backslash;
    at += doubled ? 2 : 1;
  }
  return at;
}

Bytes undoubled(ByteView bytes) {
  Bytes plain;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    plain.push_back(bytes[at]);
    if (bytes[at] == backslash && at + 1 < bytes.size() && bytes[at + 1] == backslash) ++at;
  }
  return plain;
}

// Nothing: no text. `number`: what the part's escape names, nothing before the first.
std::optional<Bytes> partText(std::optional<int> number, ByteView part) {
  const Bytes plain = undoubled(part);
  if (plain.empty()) return Bytes{};
  if (number) {
    const Charset* charset = charsetOf(*number);
    return charset == nullptr ? std::nullopt : utf8From(charset->iconv, plain);
  }
  const Secret text = barcodeText(plain);
  if (text.empty()) return std::nullopt;
  return Bytes(text.reveal().begin(), text.reveal().end());
}

}  // namespace

bool followsEci(std::string_view aim) {
  if (aim.size() != 3 || aim[0] != ']') return false;
  constexpr std::array<std::pair<char, std::string_view>, 6> modifiers{
      {{'Q', "246"}, {'d', "456"}, {'z', "3459AB"}, {'L', "1"}, {'U', "23"}, {'h', "1"}}};
  return std::any_of(modifiers.begin(), modifiers.end(), [aim](const auto& kind) {
    return kind.first == aim[1] && kind.second.find(aim[2]) != std::string_view::npos;
  });
}

std::string_view eciCharset(int number) {
  const Charset* charset = charsetOf(number);
  return charset == nullptr ? std::string_view() : charset->name;
}

int firstEci(ByteView bytes) {
  return escapeAt(bytes.subspan(nextEscape(bytes))).value_or(-1);
}

Secret eciText(ByteView bytes) {
  Bytes all;
  std::optional<int> number;
  while (!bytes.empty()) {
    if (const auto escape = escapeAt(bytes)) {
      number = escape;
      bytes = bytes.subspan(escapeLength);
    }
    const std::size_t end = nextEscape(bytes);
    const auto text = partText(number, bytes.first(end));
    if (!text) return {};
    all.insert(all.end(), text->begin(), text->end());
    bytes = bytes.subspan(end);
  }
  return Secret(std::string_view(reinterpret_cast<const char*>(all.data()), all.size()));
}

}  // namespace doorstep::devices::wire
