#include "devices/wire/line_frame.h"
#include "tests/fuzz/target.h"

// Machines that talk in lines: the first byte of the input chooses frame and check, the rest arrives.
namespace doorstep::fuzz {
namespace {

using namespace devices::wire;

LineFrame frameFor(std::uint8_t choice) {
  LineFrame frame{choice & 1 ? "\x02" : "", choice & 2 ? "\r" : "\x03", {}};
  frame.check.kind = static_cast<LineCheck::Kind>((choice >> 2) % 3);
  frame.check.form = static_cast<LineCheck::Form>((choice >> 4) % 2);
  frame.check.from = static_cast<LineCheck::From>((choice >> 5) % 3);
  return frame;
}

void checkAnswers(const LineFrame& frame, Input stream) {
  LineSplitter splitter(frame, "\x06\x15");
  std::size_t total = 0;
  splitter.feed(stream);
  while (const auto answer = splitter.take()) {
    MUST(answer->body.size() <= LineSplitter::kLongest);
    total += answer->body.size();
  }
  MUST(total <= stream.size());
  splitter.clear();
  MUST(!splitter.take());
}

// What was framed is taken apart again.
void checkRoundTrip(const LineFrame& frame, std::string_view body) {
  for (const std::string_view part : {"\x02", "\x03", "\r", "\x06", "\x15"})
    if (body.find(part) != std::string_view::npos) return;
  if (body.size() > 200 || frame.check.form == LineCheck::Form::Byte) return;
  LineSplitter splitter(frame, "");
  splitter.feed(framed(frame, body));
  const auto answer = splitter.take();
  MUST(answer && answer->sound && answer->body == body);
}

void checkTemplate(std::string_view text) {
  const auto names = namesIn(text);
  const auto line = filled(text, {{"code", "990000000000001"}});
  if (!names) return;
  bool known = true;
  for (const auto& name : *names) known &= name == "code";
  MUST(line.has_value() == known);
  const auto pattern = filledPattern(text, {{"code", "*[?\\"}});
  if (pattern) matches(*pattern, std::string(text));
}

}  // namespace

std::vector<std::string> seeds() {
  using namespace std::string_literals;
  return {"\x03\x02OK 12\r\x06\x15\x02NO\r"s, "\x07\x02RUN {code}5C\r"s, "\x12STATUS*[0-9]?{code}\x03"s};
}

void run(Input input) {
  if (input.empty()) return;
  const LineFrame frame = frameFor(input[0]);
  const Input rest = input.subspan(1);
  checkAnswers(frame, rest);
  checkRoundTrip(frame, asText(rest));
  checkTemplate(asText(rest));
}

}  // namespace doorstep::fuzz
