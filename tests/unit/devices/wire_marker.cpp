#include <doctest/doctest.h>

#include "devices/wire/marker_lines.h"
#include "tests/emulators/marker_profiles.h"

using namespace doorstep::devices::wire;
using namespace doorstep::emulators;

namespace {

std::string text(const Bytes& bytes) {
  return {bytes.begin(), bytes.end()};
}

std::vector<LineAnswer> cut(const LineTalk& talk, const std::string& arrived, std::size_t piece = 1) {
  LineSplitter splitter(talk.answer, talk.alone);
  std::vector<LineAnswer> all;
  for (std::size_t at = 0; at < arrived.size(); at += piece) {
    const std::string part = arrived.substr(at, piece);
    splitter.feed(Bytes(part.begin(), part.end()));
    while (auto answer = splitter.take()) all.push_back(*answer);
  }
  return all;
}

}  // namespace

TEST_CASE("a command is framed and checked as the profile says") {
  const LineFields fields{{"code", "990000000000001"}};
  const auto command = [&](const MarkerProfile& profile, std::size_t step) {
    return text(markerCommand(profile, profile.steps[step].send, fields).value());
  };
  CHECK(command(sicLikeProfile(), 1) == "SETVAR CODE 990000000000001\r\n");
  // ETX alone is counted after STX: 03
  CHECK(command(telesisLikeProfile(), 2) == std::string("\x01G\x02\x03\x03\r"));
  // 02+'R'+'U'+'N'+'S' = 02+52+55+4E+53 = 14A
  CHECK(command(panasonicLikeProfile(), 1) == std::string("\x02RUNS4A\r"));
}

TEST_CASE("a check counts from the frame's start, from its body or from behind STX") {
  const auto check = [](LineCheck::Kind kind, LineCheck::Form form, LineCheck::From from) {
    const LineFrame frame{"\x01", "\r", {kind, form, from}};
    return text(framed(frame,
                       "A\x02"
                       "B"))
        .substr(4);
  };
  using Kind = LineCheck::Kind;
  using Form = LineCheck::Form;
  using From = LineCheck::From;
  CHECK(check(Kind::Sum8, Form::HexDigits, From::Start) == "86\r");
  CHECK(check(Kind::Sum8, Form::HexDigits, From::Body) == "85\r");
  CHECK(check(Kind::Sum8, Form::HexDigits, From::AfterStx) == "42\r");
  CHECK(check(Kind::Xor8, Form::HexDigits, From::Start) == "00\r");
  CHECK(check(Kind::Xor8, Form::Byte, From::Body) == "\x01\r");
  CHECK(check(Kind::None, Form::Byte, From::Body) == "\r");
}

TEST_CASE("a text that could end the line or begin another command is refused") {
  const MarkerProfile profile = sicLikeProfile();
  CHECK(faultInText(profile, "990000000000001").empty());
  CHECK_FALSE(faultInText(profile, "").empty());
  CHECK_FALSE(faultInText(profile, "1\r\nRUN").empty());
  CHECK_FALSE(faultInText(profile, std::string("1\x02") + "2").empty());
  CHECK_FALSE(faultInText(profile, "京A12345").empty());
  CHECK_FALSE(faultInText(profile, std::string(21, '1')).empty());
  MarkerProfile careless = profile;
  careless.allowed += "\r";  // a control character stays forbidden
  CHECK_FALSE(faultInText(careless, "1\r").empty());
}

TEST_CASE("a template is filled, and one that names what is not there is none") {
  CHECK(filled("A{x}B{y}", {{"x", "1"}, {"y", "{x}"}}).value() == "A1B{x}");
  CHECK_FALSE(filled("{x}", {}));
  CHECK_FALSE(filled("{x", {{"x", "1"}}));
  CHECK_FALSE(filled("x}", {{"x", "1"}}));
  CHECK(namesIn("SET {code} {plate-2}").value() == std::vector<std::string>{"code", "plate-2"});
  CHECK_FALSE(namesIn("{Code}"));
  CHECK_FALSE(namesIn("{}"));
}

TEST_CASE("an answer means what the first fitting pattern says; a code's own letters are no pattern") {
  const MarkerProfile profile = telesisLikeProfile();
  const auto says = [&](const std::string& body, const LineFields& fields = {}) {
    return markerSays(profile, {body, true}, fields);
  };
  CHECK(says("\x06") == MarkerSays::Acknowledged);
  CHECK(says("S\x02MARKED 12\x03", {{"code", "12"}}) == MarkerSays::Marked);
  CHECK(says("S\x02MARKED 12\x03", {{"code", "1*"}}) == MarkerSays::NotMarked);
  CHECK(says("S\x02MARKED 12\x03") == MarkerSays::NotMarked);  // asked about no text: not this one
  CHECK_FALSE(says("S\x02MARKED"));
  CHECK_FALSE(says(std::string("\x06\0", 2)));
  CHECK_FALSE(markerSays(profile, {"\x06", false}, {}));
}

TEST_CASE("answers are cut out of any pieces, noise is told apart, an end in the check is none") {
  const LineTalk talk = telesisLikeProfile().talk;
  // 0E ^ 03 = 0D: the check is a carriage return
  const std::string tricky = std::string("\x01S\x02\x0E\x03\r\r");
  const std::string stream = "\x06" + tricky + "\x01S\x02\x03?\r\x15" + tricky;
  for (const std::size_t piece : {1, 2, 3, 100}) {
    CAPTURE(piece);
    const auto answers = cut(talk, stream, piece);
    REQUIRE(answers.size() == 5);
    CHECK(answers[0].body == "\x06");
    CHECK(answers[1].body == "S\x02\x0E\x03");
    CHECK(answers[1].sound);
    CHECK_FALSE(answers[2].sound);
    CHECK(answers[3].body == "\x15");
    CHECK(answers[4].sound);
  }
}

TEST_CASE("a line longer than any answer is dropped, in whatever pieces it comes") {
  LineSplitter splitter({"", "\r", {}}, "");
  Bytes bytes(LineSplitter::kLongest + 1, 'x');
  for (const char letter : std::string("\rOK\r")) bytes.push_back(static_cast<std::uint8_t>(letter));
  splitter.feed(bytes);
  const auto answer = splitter.take();
  REQUIRE(answer);
  CHECK(answer->body == "OK");
  CHECK_FALSE(splitter.take());
}

TEST_CASE("noise without an end does not pile up") {
  LineSplitter splitter({"", "\r", {}}, "");
  const Bytes noise(700, 'x');
  for (int i = 0; i < 10; ++i) {
    splitter.feed(noise);
    CHECK_FALSE(splitter.take());
  }
  const std::string line = "OK\r";
  splitter.feed(Bytes(line.begin(), line.end()));
  const auto answer = splitter.take();
  REQUIRE(answer);
  CHECK(answer->body.size() <= LineSplitter::kLongest);
}

TEST_CASE("a profile that could engrave twice, or the wrong thing, is refused") {
  CHECK(faultIn(sicLikeProfile()).empty());
  CHECK(faultIn(telesisLikeProfile()).empty());
  CHECK(faultIn(panasonicLikeProfile()).empty());
  CHECK(faultIn(labelProfile()).empty());
  const auto brokenOf = [](MarkerProfile profile, const auto& breakIt) {
    breakIt(profile);
    return faultIn(profile);
  };
  const auto broken = [&](const auto& breakIt) { return brokenOf(telesisLikeProfile(), breakIt); };
  CHECK(brokenOf(labelProfile(), [](auto& p) { p.status.clear(); }).starts_with("a step awaits \"ready\""));
  CHECK(brokenOf(labelProfile(), [](auto& p) {
          p.steps[0].awaits = p.steps[5].awaits = MarkerStep::Awaits::Nothing;
        }).starts_with("no step before the marking awaits"));
  CHECK(broken([](auto& p) { p.steps[2].startsMarking = false; }) == "no step starts the marking");
  CHECK(broken([](auto& p) { p.steps[3].startsMarking = true; }) == "two steps start the marking");
  CHECK(broken([](auto& p) { p.steps[2].tries = 2; }).starts_with("a step that may have marked"));
  CHECK(broken([](auto& p) { p.steps[3].tries = 2; }).starts_with("a step that may have marked"));
  CHECK(broken([](auto& p) {
          p.steps.back().awaits = MarkerStep::Awaits::Nothing;
        }).starts_with("the last step"));
  CHECK(broken([](auto& p) { p.steps[1].send = "V"; }).starts_with("no step up to the marking"));
  CHECK(broken([](auto& p) { p.answers[3].pattern = "S*"; }).starts_with("an answer that says \"marked\""));
}
