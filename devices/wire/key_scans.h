#pragma once

#include "devices/wire/scan_codec.h"

namespace doorstep::devices::wire {

// One event of a Linux input device: type, code and value of input-event-codes.h.
struct InputEvent {
  std::uint16_t type = 0;
  std::uint16_t code = 0;
  std::int32_t value = 0;
};

// A reader that types what it reads, as a keyboard of the US layout: Shift, Caps Lock, Ctrl for control
// characters, the keypad, and Alt with a number typed on the keypad for everything else.
class KeyScans : public ScanCodec {
 public:
  enum class End {
    Any,    // Enter of either key, Tab, or silence
    Enter,  // a code may hold tabs
    Tab,    // a code may hold lines
    Quiet,  // silence alone
  };
  // What the numbers typed with Alt are: readers differ.
  enum class AltCodes {
    Bytes,    // up to 255 a byte, beyond two, the higher first: characters of the code page, GBK
    Unicode,  // code points
  };

  KeyScans(End end, AltCodes altCodes) : end_(end), altCodes_(altCodes) {}
  void setCapsLock(bool on) { capsLock_ = on; }
  // False: events were lost, or a key was typed that writes nothing.
  bool feed(const InputEvent& event);
  bool quiet() override;

 private:
  bool key(std::uint16_t code, bool down);
  // True when `code` is a key that changes what others mean.
  bool modifier(std::uint16_t code, bool down);
  bool press(std::uint16_t code);
  bool altDigit(std::uint16_t code);
  bool altReleased();
  bool write(char character);

  const End end_;
  const AltCodes altCodes_;
  unsigned held_ = 0;  // a bit for each modifier key
  bool capsLock_ = false;
  std::optional<std::uint32_t> altNumber_;
};

}  // namespace doorstep::devices::wire
