#pragma once

#include <array>

#include "devices/wire/bytes.h"

// What kiosk and vendor program say to each other over a stream socket: five bytes of head (the length of
// what follows, low byte first, and a kind), then that many bytes. Both ends are this machine's and of one
// build.
//
// The program says first how it is: Ready, or Refused with the reason in words. From then on each Request
// gets one Answer, or one Refused without words: the library does not want these data.
namespace doorstep::devices::vendor {

enum class Kind : std::uint8_t { Ready = 1, Request, Answer, Refused };

constexpr std::size_t headSize = 5;
constexpr std::size_t mostBytes = 64U << 20;  // a page scanned in colour fits; more is nonsense

struct Head {
  std::uint32_t length = 0;
  Kind kind = Kind::Refused;
};

inline std::array<std::uint8_t, headSize> pack(Head head) {
  std::array<std::uint8_t, headSize> bytes{};
  for (unsigned i = 0; i < 4; ++i) bytes[i] = static_cast<std::uint8_t>(head.length >> 8 * i);
  bytes[4] = static_cast<std::uint8_t>(head.kind);
  return bytes;
}

inline Head unpack(const std::array<std::uint8_t, headSize>& bytes) {
  Head head;
  for (unsigned i = 0; i < 4; ++i) head.length |= static_cast<std::uint32_t>(bytes[i]) << 8 * i;
  head.kind = static_cast<Kind>(bytes[4]);
  return head;
}

}  // namespace doorstep::devices::vendor
