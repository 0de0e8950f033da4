#include "devices/wire/barcode_text.h"

#include <algorithm>
#include <array>
#include <cctype>

#include <iconv.h>

#include "devices/wire/barcode_eci.h"

namespace doorstep::devices::wire {
namespace {

constexpr std::array<std::uint8_t, 3> byteOrderMark{0xEF, 0xBB, 0xBF};
constexpr std::size_t aimLength = 3;

ByteView withoutMark(ByteView bytes) {
  const bool marked = bytes.size() >= byteOrderMark.size() &&
                      std::equal(byteOrderMark.begin(), byteOrderMark.end(), bytes.begin());
  return marked ? bytes.subspan(byteOrderMark.size()) : bytes;
}

// Nothing when a byte does not fit the coding.
std::optional<Bytes> convert(const char* from, const char* to, ByteView bytes) {
  const iconv_t converter = iconv_open(to, from);
  if (converter == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  Bytes out(bytes.size() * 4);  // no character grows by more
  // iconv's signature; it only reads the input.
  char* in = reinterpret_cast<char*>(const_cast<std::uint8_t*>(bytes.data()));
  char* end = reinterpret_cast<char*>(out.data());
  std::size_t inLeft = bytes.size(), outLeft = out.size();
  const bool fits = iconv(converter, &in, &inLeft, &end, &outLeft) != static_cast<std::size_t>(-1);
  iconv_close(converter);
  if (!fits) return std::nullopt;
  out.resize(out.size() - outLeft);
  return out;
}

// Bytes below 0x20 mean the same in every coding here, and are part of no longer character.
bool holdsStrayControl(ByteView bytes) {
  return std::any_of(bytes.begin(), bytes.end(), [](std::uint8_t byte) {
    const bool layout = byte == '\t' || byte == '\n' || byte == '\r';
    const bool separator = byte == 0x04 || (byte >= 0x1C && byte <= 0x1F);  // EOT, FS, GS, RS, US
    return byte == 0x7F || (byte < 0x20 && !layout && !separator);
  });
}

// Whether everything beyond ASCII comes as runs of two or more characters, each of two bytes and one of the
// 3755 common ones of GB 2312 (level 1: rows B0 to D7). In UTF-8 the same bytes would be a row of Latin with
// accents, Greek or Cyrillic, which no paper here carries; a single accent between Latin letters stays one.
bool looksLikeCommonChinese(ByteView bytes) {
  bool any = false;
  for (std::size_t at = 0; at < bytes.size();) {
    std::size_t run = 0;
    for (; at < bytes.size() && bytes[at] >= 0x80; at += 2, ++run) {
      if (at + 1 >= bytes.size() || bytes[at] < 0xB0 || bytes[at] > 0xD7 || bytes[at + 1] < 0xA1)
        return false;
    }
    if (run == 1) return false;
    any = any || run > 1;
    while (at < bytes.size() && bytes[at] < 0x80) ++at;
  }
  return any;
}

}  // namespace

std::optional<Bytes> utf8From(const char* charset, ByteView bytes) {
  // By way of UTF-16, which holds exactly what UTF-8 may say.
  const auto between = convert(charset, "UTF-16LE", bytes);
  auto text = between ? convert("UTF-16LE", "UTF-8", *between) : std::nullopt;
  if (text && holdsStrayControl(*text)) return std::nullopt;
  return text;
}

TextCoding codingOf(ByteView bytes) {
  const ByteView text = withoutMark(bytes);
  if (text.empty() || holdsStrayControl(text)) return TextCoding::None;
  const bool marked = text.size() < bytes.size();
  // UTF-16 holds exactly what UTF-8 may say: no surrogates, nothing beyond U+10FFFF.
  if (convert("UTF-8", "UTF-16LE", text) && (marked || !looksLikeCommonChinese(text)))
    return TextCoding::Utf8;
  // glibc's GBK takes 0x80 for a euro sign, as Windows does; no code here holds one, noise does.
  const auto gbk = convert("GBK", "UTF-8", text);
  constexpr std::string_view euro = "\u20AC";
  if (gbk && std::search(gbk->begin(), gbk->end(), euro.begin(), euro.end(), [](std::uint8_t a, char b) {
               return a == static_cast<std::uint8_t>(b);
             }) == gbk->end())
    return TextCoding::Gbk;
  if (convert("GB18030", "UTF-8", text)) return TextCoding::Gb18030;
  return TextCoding::None;
}

Secret barcodeText(ByteView bytes) {
  const ByteView text = withoutMark(bytes);
  const auto secret = [](ByteView utf8) {
    return Secret(std::string_view(reinterpret_cast<const char*>(utf8.data()), utf8.size()));
  };
  switch (codingOf(bytes)) {
    case TextCoding::None:
      return {};
    case TextCoding::Utf8:
      return secret(text);
    case TextCoding::Gbk:
      return secret(*convert("GBK", "UTF-8", text));
    case TextCoding::Gb18030:
      return secret(*convert("GB18030", "UTF-8", text));
  }
  return {};
}

Symbology symbologyOf(std::string_view aim) {
  if (aim.size() != aimLength || aim[0] != ']') return Symbology::Unknown;
  switch (aim[1]) {
    case 'A':
      return Symbology::Code39;
    case 'C':
      return Symbology::Code128;
    case 'E':  // 0: EAN-13, also UPC-A and UPC-E, which are sent as its 13 digits; 3: with an add-on
      if (aim[2] == '4') return Symbology::Ean8;
      return aim[2] == '0' || aim[2] == '3' ? Symbology::Ean13 : Symbology::Unknown;
    case 'F':
      return Symbology::Codabar;
    case 'G':
      return Symbology::Code93;
    case 'I':
      return Symbology::Interleaved2of5;
    case 'L':
      return Symbology::Pdf417;
    case 'Q':
      return Symbology::QrCode;
    case 'd':
      return Symbology::DataMatrix;
    case 'z':
      return Symbology::Aztec;
    default:
      return Symbology::Unknown;
  }
}

bool beginsWithAim(ByteView bytes) {
  constexpr std::string_view codeCharacters = "ACEFGILQUXdhz";
  return bytes.size() > aimLength && bytes[0] == ']' &&
         codeCharacters.find(static_cast<char>(bytes[1])) != std::string_view::npos &&
         std::isalnum(bytes[2]) != 0;
}

Scan makeScan(ByteView bytes, std::string_view aim) {
  std::array<char, aimLength> sent{};
  if (aim.empty() && beginsWithAim(bytes)) {
    std::copy_n(bytes.begin(), aimLength, sent.begin());
    aim = {sent.data(), sent.size()};
    bytes = bytes.subspan(aimLength);
  }
  Scan scan{PersonalBytes(bytes.size()), followsEci(aim) ? eciText(bytes) : barcodeText(bytes),
            symbologyOf(aim)};
  std::transform(bytes.begin(), bytes.end(), scan.bytes.begin(), [](std::uint8_t b) { return std::byte{b}; });
  return scan;
}

}  // namespace doorstep::devices::wire
