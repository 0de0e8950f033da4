#include <doctest/doctest.h>

#include "devices/wire/line_scans.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::devices::wire;
using End = LineScans::End;

namespace {

bool feed(LineScans& scans, std::string_view text) {
  return scans.feed(Bytes(text.begin(), text.end()));
}

// All whole codes, a bar between them.
std::string taken(LineScans& scans) {
  std::string all;
  while (const auto scan = scans.take()) all += (all.empty() ? "" : "|") + std::string(scan->text.reveal());
  return all;
}

}  // namespace

TEST_CASE("a line's codes end as the reader is set, whatever pieces they come in") {
  struct Case {
    End end;
    std::string sent, codes, afterSilence;
    bool cutOff;
  };
  const Case cases[] = {
      {End::Any, "one\rtwo\r\nthree\nfour", "one|two|three", "four", false},
      {End::Any, "\r\n\r\n", "", "", false},
      {End::Cr, "one\ntwo\rthree\r", "one\ntwo|three", "", false},
      {End::Cr, "one", "", "", true},
      {End::Lf, "one\rtwo\nthree", "one\rtwo", "", true},
      {End::CrLf, "one\rtwo\nthree\r\r\nfour\r\n", "one\rtwo\nthree\r|four", "", false},
      {End::CrLf, "one\r", "", "", true},
      {End::Quiet, "one\r\ntwo", "", "one\r\ntwo", false},
  };
  for (const Case& c : cases) {
    for (const std::size_t piece : {std::size_t{1}, c.sent.size()}) {
      CAPTURE(c.sent);
      CAPTURE(piece);
      LineScans scans(c.end);
      for (std::size_t at = 0; at < c.sent.size(); at += piece) CHECK(feed(scans, c.sent.substr(at, piece)));
      CHECK(taken(scans) == c.codes);
      CHECK(scans.quiet() == !c.cutOff);
      CHECK(taken(scans) == c.afterSilence);
      CHECK_FALSE(scans.pending());
    }
  }
}

TEST_CASE("noise on a line is named, and the codes around it arrive") {
  LineScans scans(End::Any);
  CHECK_FALSE(feed(scans, "one\r\xFF\xFE\x01\rtwo\r"));
  CHECK(taken(scans) == "one|two");
  CHECK(feed(scans, "\xFF"));  // not yet at its end
  CHECK(scans.pending());
  CHECK_FALSE(scans.quiet());
  CHECK(feed(scans, "three\r"));
  CHECK(taken(scans) == "three");
}

TEST_CASE("more bytes than any code holds are noise") {
  LineScans scans(End::Any);
  const std::string longest(ScanCodec::longestCode, '7');
  CHECK(feed(scans, longest + "\r"));
  CHECK(scans.take()->bytes.size() == longest.size());
  CHECK_FALSE(feed(scans, longest + "7"));
  CHECK_FALSE(scans.pending());
}

TEST_CASE("what is forgotten does not come back, and what is pending is known") {
  LineScans scans(End::Any);
  CHECK_FALSE(scans.pending());
  CHECK(feed(scans, "one\rtw"));
  CHECK(scans.pending());
  scans.forget();
  CHECK_FALSE(scans.pending());
  CHECK(feed(scans, "three\r"));
  CHECK(taken(scans) == "three");
}
