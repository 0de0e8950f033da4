#include "devices/wire/key_scans.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <utility>

#include <linux/input-event-codes.h>

#include "devices/wire/utf16.h"

namespace doorstep::devices::wire {
namespace {

// Keys that lie side by side, also by number.
struct Row {
  std::uint16_t first;
  std::string_view plain;
  std::string_view shifted;
};
constexpr std::array rows{
    Row{KEY_1, "1234567890-=", "!@#$%^&*()_+"},
    Row{KEY_Q, "qwertyuiop[]", "QWERTYUIOP{}"},
    Row{KEY_A, "asdfghjkl;'`", "ASDFGHJKL:\"~"},
    Row{KEY_BACKSLASH, "\\zxcvbnm,./", "|ZXCVBNM<>?"},
    Row{KEY_SPACE, " ", " "},
    Row{KEY_KPASTERISK, "*", "*"},
    Row{KEY_KP7, "789-456+1230.", "789-456+1230."},
    Row{KEY_KPSLASH, "/", "/"},
    Row{KEY_ENTER, "\r", "\r"},
    Row{KEY_KPENTER, "\r", "\r"},
    Row{KEY_TAB, "\t", "\t"},
};

// 0: the key writes nothing.
char characterOf(std::uint16_t code, bool shift, bool capsLock) {
  for (const Row& row : rows) {
    if (code < row.first || code >= row.first + row.plain.size()) continue;
    const char plain = row.plain[code - row.first];
    const bool letter = std::isalpha(static_cast<unsigned char>(plain)) != 0;
    return shift != (letter && capsLock) ? row.shifted[code - row.first] : plain;
  }
  return 0;
}

constexpr std::array<std::uint16_t, 6> modifiers{KEY_LEFTSHIFT, KEY_RIGHTSHIFT, KEY_LEFTCTRL,
                                                 KEY_RIGHTCTRL, KEY_LEFTALT,    KEY_RIGHTALT};
constexpr unsigned shift = 0b000011, ctrl = 0b001100, alt = 0b110000;

}  // namespace

bool KeyScans::feed(const InputEvent& event) {
  constexpr std::int32_t up = 0, down = 1;  // 2 is the kernel's own repetition
  if (event.type == EV_SYN && event.code == SYN_DROPPED) {
    spoil();
    held_ = 0;
    altNumber_.reset();
    return cutOff();
  }
  if (event.type != EV_KEY || (event.value != up && event.value != down)) return true;
  return key(event.code, event.value == down);
}

bool KeyScans::key(std::uint16_t code, bool down) {
  if (modifier(code, down)) {
    const bool released = altNumber_ && (held_ & alt) == 0;
    return !released || altReleased();
  }
  if (!down || code == KEY_NUMLOCK || code == KEY_SCROLLLOCK) return true;
  if (code == KEY_CAPSLOCK) {
    capsLock_ = !capsLock_;
    return true;
  }
  return (held_ & alt) != 0 ? altDigit(code) : press(code);
}

bool KeyScans::modifier(std::uint16_t code, bool down) {
  const auto found = std::find(modifiers.begin(), modifiers.end(), code);
  if (found == modifiers.end()) return false;
  const unsigned bit = 1U << std::distance(modifiers.begin(), found);
  held_ = down ? held_ | bit : held_ & ~bit;
  return true;
}

bool KeyScans::press(std::uint16_t code) {
  const char character = characterOf(code, (held_ & shift) != 0, capsLock_);
  if (character == 0) {
    spoil();
    return true;
  }
  const bool control = (held_ & ctrl) != 0 && character >= '@';
  return write(control ? static_cast<char>(character & 0x1F) : character);
}

bool KeyScans::altDigit(std::uint16_t code) {
  constexpr std::uint32_t beyondAll = 0x110000;
  const char digit = code >= KEY_KP7 && code <= KEY_KPDOT ? characterOf(code, false, false) : '\0';
  if (digit < '0' || digit > '9')
    spoil();
  else
    altNumber_ = std::min(beyondAll, altNumber_.value_or(0) * 10 + static_cast<std::uint32_t>(digit - '0'));
  return true;
}

bool KeyScans::altReleased() {
  const std::uint32_t number = *std::exchange(altNumber_, std::nullopt);
  const std::uint32_t most = altCodes_ == AltCodes::Unicode ? 0x10FFFF : 0xFFFF;
  if (number == 0 || number > most) {
    spoil();
    return true;
  }
  if (number < 0x80) return write(static_cast<char>(number));
  if (altCodes_ == AltCodes::Bytes)
    return (number <= 0xFF || add(static_cast<std::uint8_t>(number >> 8))) &&
           add(static_cast<std::uint8_t>(number));
  std::string utf8;
  appendUtf8(utf8, number);
  return std::all_of(utf8.begin(), utf8.end(), [this](char c) { return add(static_cast<std::uint8_t>(c)); });
}

bool KeyScans::write(char character) {
  const bool line = character == '\r' || character == '\n', tab = character == '\t';
  if ((line && (end_ == End::Any || end_ == End::Enter)) || (tab && (end_ == End::Any || end_ == End::Tab)))
    return end(Payload::Text);
  return add(static_cast<std::uint8_t>(line ? '\n' : character));
}

bool KeyScans::quiet() {
  return end_ == End::Any || end_ == End::Quiet ? end(Payload::Text) : cutOff();
}

}  // namespace doorstep::devices::wire
