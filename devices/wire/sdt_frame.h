#pragma once

#include <optional>
#include <string_view>

#include "devices/wire/bytes.h"

// The frame of the resident-ID-card reader's security module (SAM-V, GA 450):
//   request   AA AA AA 96 69 | length (2, big endian) | command | parameter | data | checksum
//   reply     AA AA AA 96 69 | length (2, big endian) | SW1 | SW2 | SW3 | data | checksum
// The length counts what follows it, the checksum is the exclusive or of everything between preamble and
// itself.
namespace doorstep::devices::wire {

inline constexpr std::size_t sdtPreambleLength = 5;
inline constexpr std::size_t sdtHeaderLength = 7;  // preamble and length
// The longest reply known: text, photo and two fingerprints (2321 bytes on the wire).
inline constexpr std::size_t sdtLongestReply = 2321 - sdtHeaderLength;

// The reader's own status. SW1 and SW2 belong to the card and are 0 when all is well.
enum class Sw3 : std::uint8_t {
  Done = 0x90,
  NoSuchItem = 0x91,
  CardFound = 0x9F,
  BadChecksum = 0x10,
  BadLength = 0x11,
  CommandError = 0x21,
  NotPermitted = 0x23,
  UnknownError = 0x24,
  CardRejectsSam = 0x31,
  SamRejectsCard = 0x32,
  DataVerification = 0x33,
  FingerprintVerification = 0x37,
  DataLength = 0x3F,
  UnknownCardType = 0x40,
  ReadFailed = 0x41,
  RandomFailed = 0x47,
  SelfTestFailed = 0x60,
  NotAuthorised = 0x66,
  NoCard = 0x80,
  SelectFailed = 0x81,
};
// In words for staff; "unknown status" for a byte outside the list.
std::string_view meaning(Sw3 status);

// Exclusive or of `bytes`.
std::uint8_t sdtChecksum(ByteView bytes);

// What both directions share: preamble, length, `body`, checksum.
Bytes sdtFrame(ByteView body);

struct SdtReply {
  std::uint8_t sw1 = 0;
  std::uint8_t sw2 = 0;
  Sw3 sw3 = Sw3::UnknownError;
  Bytes data;
};

// Finds replies in a stream that may hold noise, and come in pieces of any size. After noise, a wrong
// checksum or an impossible length it goes on at the next preamble.
class SdtReplyParser {
 public:
  void feed(ByteView bytes);
  // The next complete reply; nothing: more bytes are needed.
  std::optional<SdtReply> take();
  // Bytes thrown away since the last reset: more than 0 means the line is disturbed.
  std::size_t skipped() const { return skipped_; }
  // Bytes that are waiting for the rest of their frame.
  std::size_t pending() const { return buffer_.size(); }
  void reset();
  // Whether no byte of a person is left in the room it has taken: for tests.
  bool clean() const;

 private:
  void skip(std::size_t count);

  Bytes buffer_;
  std::size_t skipped_ = 0;
};

}  // namespace doorstep::devices::wire
