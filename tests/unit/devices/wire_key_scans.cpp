#include <doctest/doctest.h>
#include <linux/input-event-codes.h>

#include "devices/wire/key_scans.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::devices::wire;
using End = KeyScans::End;
using AltCodes = KeyScans::AltCodes;

namespace {

// A reader that types.
struct Typist {
  explicit Typist(End end = End::Any, AltCodes codes = AltCodes::Bytes) : scans(end, codes) {}

  bool down(std::uint16_t code) { return scans.feed({EV_KEY, code, 1}); }
  bool up(std::uint16_t code) { return scans.feed({EV_KEY, code, 0}); }
  bool press(std::uint16_t code) {
    const bool sense = down(code);
    return up(code) && sense;
  }
  bool with(std::uint16_t modifier, const std::vector<std::uint16_t>& codes) {
    bool sense = down(modifier);
    for (const auto code : codes) sense = press(code) && sense;
    return up(modifier) && sense;
  }
  std::string taken() {
    std::string all;
    while (const auto scan = scans.take()) all += (all.empty() ? "" : "|") + std::string(scan->text.reveal());
    return all;
  }
  // What came of the keys so far, ended by Enter; "?" when it was nonsense.
  std::string enter() { return press(KEY_ENTER) ? taken() : "?"; }

  KeyScans scans;
};

constexpr std::uint16_t pad[] = {KEY_KP0, KEY_KP1, KEY_KP2, KEY_KP3, KEY_KP4,
                                 KEY_KP5, KEY_KP6, KEY_KP7, KEY_KP8, KEY_KP9};

std::vector<std::uint16_t> onPad(const std::string& digits) {
  std::vector<std::uint16_t> codes;
  for (const char digit : digits) codes.push_back(pad[digit - '0']);
  return codes;
}

}  // namespace

TEST_CASE("every key of the US layout writes its two characters") {
  const std::vector<std::uint16_t> keys{
      KEY_1, KEY_2,         KEY_3,          KEY_4,     KEY_5,         KEY_6,   KEY_7,         KEY_8,
      KEY_9, KEY_0,         KEY_MINUS,      KEY_EQUAL, KEY_Q,         KEY_W,   KEY_E,         KEY_R,
      KEY_T, KEY_Y,         KEY_U,          KEY_I,     KEY_O,         KEY_P,   KEY_LEFTBRACE, KEY_RIGHTBRACE,
      KEY_A, KEY_S,         KEY_D,          KEY_F,     KEY_G,         KEY_H,   KEY_J,         KEY_K,
      KEY_L, KEY_SEMICOLON, KEY_APOSTROPHE, KEY_GRAVE, KEY_BACKSLASH, KEY_Z,   KEY_X,         KEY_C,
      KEY_V, KEY_B,         KEY_N,          KEY_M,     KEY_COMMA,     KEY_DOT, KEY_SLASH,     KEY_SPACE};
  Typist typist;
  for (const auto key : keys) CHECK(typist.press(key));
  CHECK(typist.enter() == "1234567890-=qwertyuiop[]asdfghjkl;'`\\zxcvbnm,./ ");
  CHECK(typist.with(KEY_LEFTSHIFT, keys));
  CHECK(typist.enter() == "!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:\"~|ZXCVBNM<>? ");
}

TEST_CASE("the keypad writes digits, with or without Num Lock") {
  Typist typist;
  for (const auto key : onPad("0123456789")) CHECK(typist.press(key));
  CHECK(typist.press(KEY_NUMLOCK));
  for (const auto key : {KEY_KPASTERISK, KEY_KPMINUS, KEY_KPPLUS, KEY_KPDOT, KEY_KPSLASH})
    CHECK(typist.press(static_cast<std::uint16_t>(key)));
  CHECK(typist.press(KEY_KPENTER));
  CHECK(typist.taken() == "0123456789*-+./");
}

TEST_CASE("Shift of either side and Caps Lock, alone and together") {
  Typist typist;
  CHECK(typist.with(KEY_RIGHTSHIFT, {KEY_A, KEY_1}));
  CHECK(typist.press(KEY_A));
  CHECK(typist.press(KEY_CAPSLOCK));
  CHECK(typist.press(KEY_A));
  CHECK(typist.press(KEY_1));
  CHECK(typist.with(KEY_LEFTSHIFT, {KEY_A, KEY_1}));
  CHECK(typist.press(KEY_CAPSLOCK));
  CHECK(typist.press(KEY_A));
  CHECK(typist.enter() == "A!aA1a!a");

  CHECK(typist.down(KEY_LEFTSHIFT));
  CHECK(typist.down(KEY_RIGHTSHIFT));
  CHECK(typist.up(KEY_LEFTSHIFT));
  CHECK(typist.press(KEY_B));  // one of them is still down
  CHECK(typist.up(KEY_RIGHTSHIFT));
  CHECK(typist.press(KEY_B));
  CHECK(typist.enter() == "Bb");

  typist.scans.setCapsLock(true);
  CHECK(typist.press(KEY_C));
  CHECK(typist.enter() == "C");
}

TEST_CASE("Ctrl writes the control characters of codes with fields") {
  Typist typist(End::Enter);
  CHECK(typist.press(KEY_0));
  CHECK(typist.with(KEY_LEFTCTRL, {KEY_RIGHTBRACE}));  // GS
  CHECK(typist.press(KEY_1));
  CHECK(typist.with(KEY_RIGHTCTRL, {KEY_I}));  // tab
  CHECK(typist.press(KEY_2));
  CHECK(typist.with(KEY_LEFTCTRL, {KEY_M}));  // the end, as much as Enter
  CHECK(typist.taken() ==
        "0\x1D"
        "1\t2");
}

TEST_CASE("numbers typed with Alt are bytes of GBK or code points, as the reader is set") {
  Typist bytes;
  CHECK(bytes.with(KEY_LEFTALT, onPad("0065")));
  CHECK(bytes.with(KEY_RIGHTALT, onPad("48809")));  // BE A9
  CHECK(bytes.with(KEY_LEFTALT, onPad("190")));
  CHECK(bytes.with(KEY_LEFTALT, onPad("169")));
  CHECK(bytes.enter() == "A京京");

  Typist points(End::Any, AltCodes::Unicode);
  CHECK(points.with(KEY_LEFTALT, onPad("20140")));
  CHECK(points.with(KEY_LEFTALT, onPad("0183")));
  CHECK(points.with(KEY_LEFTALT, onPad("128690")));
  CHECK(points.enter() == "京·🚲");

  CHECK(bytes.press(KEY_1));
  CHECK(bytes.with(KEY_LEFTALT, {}));  // Alt alone writes nothing
  CHECK(bytes.with(KEY_LEFTALT, onPad("13")));
  CHECK(bytes.taken() == "1");

  for (const char* number : {"0", "65536", "99999999999999999999"}) {
    CAPTURE(number);
    Typist typist;
    CHECK(typist.with(KEY_LEFTALT, onPad(number)));
    CHECK(typist.enter() == "?");
  }
  CHECK(points.with(KEY_LEFTALT, onPad("1114112")));
  CHECK(points.enter() == "?");
  CHECK(bytes.with(KEY_LEFTALT, {KEY_A}));
  CHECK(bytes.enter() == "?");
  CHECK(bytes.with(KEY_LEFTALT, {KEY_KPPLUS}));
  CHECK(bytes.enter() == "?");
}

TEST_CASE("a typed code ends as the reader is set") {
  struct Case {
    End end;
    std::string codes, afterSilence;
    bool cutOff;
  };
  for (const Case& c : {Case{End::Any, "1|2|3", "4", false}, Case{End::Enter, "1|2\t3", "", true},
                        Case{End::Tab, "1\n2", "", true}, Case{End::Quiet, "", "1\n2\t3\n4", false}}) {
    CAPTURE(c.codes);
    Typist typist(c.end);
    for (const auto key : {KEY_1, KEY_ENTER, KEY_2, KEY_TAB, KEY_3, KEY_KPENTER, KEY_4})
      CHECK(typist.press(static_cast<std::uint16_t>(key)));
    CHECK(typist.taken() == c.codes);
    CHECK(typist.scans.quiet() == !c.cutOff);
    CHECK(typist.taken() == c.afterSilence);
  }
}

TEST_CASE("a key that writes nothing spoils its code, and no other") {
  Typist typist;
  CHECK(typist.press(KEY_1));
  CHECK(typist.press(KEY_F5));
  CHECK(typist.enter() == "?");
  CHECK(typist.press(KEY_2));
  CHECK(typist.enter() == "2");
  CHECK(typist.press(KEY_F5));
  CHECK(typist.scans.pending());
  CHECK_FALSE(typist.scans.quiet());
}

TEST_CASE("lost events are named at once, and what was held is no longer") {
  Typist typist;
  CHECK(typist.press(KEY_1));
  CHECK(typist.down(KEY_LEFTSHIFT));
  CHECK_FALSE(typist.scans.feed({EV_SYN, SYN_DROPPED, 0}));
  CHECK(typist.press(KEY_2));
  CHECK(typist.enter() == "2");
}

TEST_CASE("repetitions, lights and report ends write nothing") {
  Typist typist;
  CHECK(typist.down(KEY_1));
  CHECK(typist.scans.feed({EV_KEY, KEY_1, 2}));
  CHECK(typist.scans.feed({EV_SYN, SYN_REPORT, 0}));
  CHECK(typist.scans.feed({EV_MSC, MSC_SCAN, KEY_2}));
  CHECK(typist.scans.feed({EV_LED, LED_CAPSL, 1}));
  CHECK(typist.up(KEY_1));
  CHECK(typist.press(KEY_SCROLLLOCK));
  CHECK(typist.enter() == "1");
}
