#include "devices/drivers/escpos_page.h"

#include "devices/drivers/receipt_layout.h"
#include "tests/emulators/escpos_interpreter.h"
#include "tests/fuzz/target.h"

// Somebody's words on a slip: whatever they are, the printer finds text in them and no command, and every
// line fits the paper. The first byte of the input chooses how they are printed.
namespace doorstep::fuzz {
namespace {

using namespace devices;

const GlyphFont& font() {
  static const GlyphFont loaded = *GlyphFont::load({});
  return loaded;
}

PrintBlock blockOf(std::uint8_t how, const std::string& words) {
  const int scale = (how & 4) != 0 ? 2 : 1;
  switch (how & 3) {
    case 0:
      return PrintText{words, Align::Left, scale, false};
    case 1:
      return PrintText{words, Align::Centre, scale, true};
    case 2: {
      const std::size_t colon = std::min(words.find(':'), words.size());
      return PrintPair{words.substr(0, colon), words.substr(std::min(colon + 1, words.size()))};
    }
    default:
      return PrintQr{words, how >> 4};
  }
}

void checkLayout(const std::string& words, int columns) {
  for (const std::string& line : wrapped(words, columns)) {
    MUST(columnsOf(line) <= columns);
    MUST(line.find('\n') == std::string::npos);
  }
}

}  // namespace

std::vector<std::string> seeds() {
  std::vector<std::string> all;
  for (const char* words :
       {"办理人:张三丰", "王𬭎", "https://example.invalid/c/000017", "Tel: 199 0000 0000\nRest: A\x1B@B",
        "一段很长的说明：请在三个工作日内携带身份证到示例市车管所窗口领取，逾期请重新办理。A word"})
    for (const char how : {'\0', '\5', '\2', '\x63', '\x0A'}) all.push_back(std::string(1, how) + words);
  return all;
}

void run(Input input) {
  if (input.empty()) return;
  const std::uint8_t how = input[0];
  const std::string words(asText(input.subspan(1)));
  const Paper paper{(how & 8) != 0 ? 32 : 48, true};
  checkLayout(words, paper.columns);

  const EscposPage page(paper, (how & 16) != 0 ? std::optional(font()) : std::nullopt);
  emulators::EscposInterpreter printer(paper.dots(), font());
  for (const wire::Bytes& bytes : {EscposPage::begin(), page.block(blockOf(how, words)), page.end()})
    printer.feed(bytes);
  using Step = emulators::EscposInterpreter::Step;
  while (printer.step() != Step::NeedsMore) {
  }
  for (const std::string& complaint : printer.complaints()) std::fprintf(stderr, "%s\n", complaint.c_str());
  MUST(printer.complaints().empty());
  MUST(printer.waiting() == 0);
  MUST(printer.finished().size() == 1);  // cut once, at its end
}

}  // namespace doorstep::fuzz
