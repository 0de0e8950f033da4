#include <algorithm>

#include "devices/wire/escpos.h"
#include "devices/wire/utf16.h"
#include "tests/fuzz/target.h"
#include "tests/fuzz/utf8_oracle.h"

// Text from the chip and to the printer, against what the C library makes of it.
namespace doorstep::fuzz {
namespace {

using namespace devices::wire;

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

void fromChip(Input input) {
  const std::string text = utf8FromUtf16le(input);
  MUST(text.size() <= input.size() / 2 * 3);
  MUST(isUtf8(text));
  MUST(text.find('\0') == std::string::npos);
  const Bytes back = utf16leFromUtf8(text);
  MUST(back.size() <= input.size());
  MUST(utf8FromUtf16le(back) == text);
  const Secret padded = secretText(input);
  MUST(padded.empty() || padded.reveal().back() != ' ');
  MUST(text.starts_with(padded.reveal()));
}

void toChip(std::string_view text) {
  const Bytes units = utf16leFromUtf8(text);
  MUST(units.size() <= 2 * text.size());
  if (const auto same = converted("UTF-16LE", "UTF-8", text))
    MUST(asString(units) == *same);
  else
    MUST(utf8FromUtf16le(units).find(kReplacement) != std::string::npos);
}

void toPrinter(std::string_view text) {
  const auto codes = gb18030(text);
  if (!codes) return;
  MUST(codes->size() <= text.size());
  MUST(std::all_of(codes->begin(), codes->end(), [](std::uint8_t byte) { return byte >= 0x20; }));
  std::string expected(text);
  std::replace_if(
      expected.begin(), expected.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
  MUST(converted("UTF-8", "GB18030", asString(*codes)) == expected);
}

}  // namespace

std::vector<std::string> seeds() {
  std::vector<std::string> all{"张三丰",
                               "王𬭎",
                               "é€ é",
                               "A\nB\x1B@",
                               "\xC3(\xFF",
                               "\xE0\x81\x81\xF0\x82\x82\xAC",
                               std::string(2000, 'x')};
  for (const char* text : {"示例省示例市家门口街道1号", "𠮷野", "TESTER, ALICE"})
    all.push_back(asString(utf16leFromUtf8(text)));
  return all;
}

void run(Input input) {
  fromChip(input);
  toChip(asText(input));
  toPrinter(asText(input));
}

}  // namespace doorstep::fuzz
