#include <doctest/doctest.h>

#include "devices/wire/barcode_eci.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::devices::wire;

namespace {

Bytes bytesOf(std::string_view text) {
  return {text.begin(), text.end()};
}

std::string textOf(std::string_view bytes) {
  return std::string(barcodeText(bytesOf(bytes)).reveal());
}

std::string raw(const Scan& scan) {
  std::string text;
  for (const std::byte byte : scan.bytes) text += static_cast<char>(byte);
  return text;
}

}  // namespace

TEST_CASE("a code's bytes are read in the coding they are in") {
  struct Case {
    std::string bytes;
    TextCoding coding;
    std::string text;
  };
  const Case cases[] = {
      {"4101234567890", TextCoding::Utf8, "4101234567890"},
      {"京A12345 号牌", TextCoding::Utf8, "京A12345 号牌"},
      {"\xEF\xBB\xBF号牌", TextCoding::Utf8, "号牌"},
      {"\xEF\xBB\xBF\xCA\xA5", TextCoding::Utf8, "ʥ"},  // the mark says it
      {"\xBE\xA9\x41\x31\x32\x33\x34\x35", TextCoding::Gbk, "京A12345"},
      {"\xC1\xAA\xCD\xA8", TextCoding::Gbk, "联通"},              // overlong in UTF-8
      {"\xD0\xBB\xD0\xBB\x21", TextCoding::Gbk, "谢谢!"},         // "лл!" in UTF-8
      {"\xE9\x46", TextCoding::Gbk, "镕"},                        // in GBK beyond GB 2312, name character
      {"\x82\x30\x8A\x30\xC1\xF5", TextCoding::Gb18030, "㓽刘"},  // four bytes: GB18030 alone
      {"L\xC3\xBC", TextCoding::Utf8, "Lü"},
      {"A\xC2\xB7"
       "B",
       TextCoding::Utf8, "A·B"},
      {"买买提·艾力", TextCoding::Utf8, "买买提·艾力"},
      {"\xD8\xA7\xD8\xA8", TextCoding::Utf8, "اب"},  // Uyghur
      {"[)>\x1E"
       "06\x1D"
       "1P7\x1E\x04",
       TextCoding::Utf8,
       "[)>\x1E"
       "06\x1D"
       "1P7\x1E\x04"},
      {"two\r\nlines\tand", TextCoding::Utf8, "two\r\nlines\tand"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    CHECK(codingOf(bytesOf(c.bytes)) == c.coding);
    CHECK(textOf(c.bytes) == c.text);
  }
}

TEST_CASE("bytes that are no text have none") {
  using namespace std::string_literals;
  for (const std::string& bytes : {""s, "\xEF\xBB\xBF"s, "\xFF\xFE"s, "\x81"s, "a\0b"s, "\x1B[A"s, "\x7F"s,
                                   "\xED\xA0\x80"s, "\xF4\x90\x80\x80"s, "\xC2\xA0\xFF"s, "\xBE\xA9\x80"s}) {
    CAPTURE(bytes.size());
    CHECK(codingOf(bytesOf(bytes)) == TextCoding::None);
    CHECK(barcodeText(bytesOf(bytes)).empty());
  }
}

TEST_CASE("the AIM identifier says what kind of code it is") {
  using enum Symbology;
  const std::pair<const char*, Symbology> kinds[] = {
      {"]A0", Code39}, {"]C0", Code128},         {"]C1", Code128}, {"]E0", Ean13},   {"]E3", Ean13},
      {"]E4", Ean8},   {"]I0", Interleaved2of5}, {"]L2", Pdf417},  {"]Q1", QrCode},  {"]d2", DataMatrix},
      {"]z0", Aztec},  {"]F0", Codabar},         {"]G0", Code93},  {"]h0", Unknown}, {"]X0", Unknown},
      {"]Q", Unknown}, {"}Q1", Unknown},         {"", Unknown}};
  for (const auto& [letters, kind] : kinds) {
    const std::string aim = letters;
    CAPTURE(aim);
    CHECK(symbologyOf(aim) == kind);
  }
}

TEST_CASE("an identifier before the data is taken off, anything else stays") {
  const Scan scan = makeScan(bytesOf("]L2130101"), "");
  CHECK(scan.symbology == Symbology::Pdf417);
  CHECK(scan.text.reveal() == "130101");
  CHECK(raw(scan) == "130101");

  const Scan told = makeScan(bytesOf("]L2130101"), "]Q1");  // the reader says it elsewhere: these are data
  CHECK(told.symbology == Symbology::QrCode);
  CHECK(raw(told) == "]L2130101");

  for (const char* data : {"]L2", "]k2a", "]L-a", "L21a"}) {
    CAPTURE(data);
    const Scan plain = makeScan(bytesOf(data), "");
    CHECK(plain.symbology == Symbology::Unknown);
    CHECK(plain.text.reveal() == data);
  }
}

TEST_CASE("the raw bytes are kept beside the text, also when there is none") {
  CHECK(raw(makeScan(bytesOf("\xBE\xA9\x41"), "]Q1")) == "\xBE\xA9\x41");
  const Scan binary = makeScan(bytesOf("\xFF\x01"), "]Q1");
  CHECK(raw(binary) == "\xFF\x01");
  CHECK(binary.text.empty());
}

TEST_CASE(
    "a reader that passes on what a code says of its character set is believed, and the bytes are kept") {
  struct Case {
    const char* aim;
    std::string data;
    std::string text;
  };
  const Case cases[] = {
      {"]Q2", "\\000026号牌", "号牌"},
      {"]Q2", "\\000029\xBE\xA9\x41", "京A"},
      {"]Q2", "\\000029\xE9\x46", "镕"},  // says GB 2312, is GBK
      {"]d4", "\\000032\x82\x30\x8A\x30", "㓽"},
      {"]z3", "\\000003L\xFC", "Lü"},
      {"]L1", "A1\\000026号\\000029\xBE\xA9", "A1号京"},  // changes half way
      {"]Q2", "\xBE\xA9\x41", "京A"},                     // says nothing after all
      {"]Q4", "C:\\\\000026", "C:\\000026"},              // a backslash of its own, twice
      {"]Q2", "\\000026\xD0\x5C\x5C", ""},                // no UTF-8
      {"]Q2", "\\000029\x90\x5C\x5C", "怽"},              // a backslash that is half a character
      {"]Q2", "\\000999A", ""},                           // of no known set
      {"]Q2", "\\000026\x1B[A", ""},                      // a control character is no text in any
      {"]Q2", "\\00002", "\\00002"},                      // no escape: too short
      {"]Q1", "\\000026A", "\\000026A"},                  // this identifier promises none
      {"", "]Q2\\000026A", "A"},                          // the identifier before the data
  };
  for (const Case& c : cases) {
    CAPTURE(c.data);
    const Scan scan = makeScan(bytesOf(c.data), c.aim);
    CHECK(scan.text.reveal() == c.text);
    if (*c.aim != 0) CHECK(raw(scan) == c.data);
  }
  CHECK(eciCharset(26) == "UTF-8");
  CHECK(eciCharset(999).empty());
  CHECK(firstEci(bytesOf("A\\\\000003\\000026")) == 26);
  CHECK(firstEci(bytesOf("A\\\\000003")) == -1);
}
