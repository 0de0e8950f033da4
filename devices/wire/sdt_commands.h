#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "devices/wire/sdt_frame.h"
#include "kiosk/base/secret.h"

// What the security module can be asked (GA 450), and what its answers hold.
namespace doorstep::devices::wire {

struct SdtCommand {
  std::uint8_t command;
  std::uint8_t parameter;
  // How long a reader in order may take to answer, on the slowest line (9600 baud).
  std::chrono::milliseconds limit;
  // SW3 of success, and how many bytes of data come with it (the least and the most).
  Sw3 success;
  std::size_t least;
  std::size_t most;
  std::size_t record = 1;  // they come in records of so many bytes

  friend bool operator==(const SdtCommand&, const SdtCommand&) = default;
};

namespace sdt {
using namespace std::chrono_literals;
inline constexpr SdtCommand samStatus{0x11, 0xFF, 1000ms, Sw3::Done, 0, 0};
inline constexpr SdtCommand samId{0x12, 0xFF, 1000ms, Sw3::Done, 16, 16};
inline constexpr SdtCommand findCard{0x20, 0x01, 1000ms, Sw3::CardFound, 4, 4};
inline constexpr SdtCommand selectCard{0x20, 0x02, 1000ms, Sw3::Done, 8, 8};
inline constexpr SdtCommand readText{0x30, 0x01, 4000ms, Sw3::Done, 4 + 256 + 1024, 4 + 256 + 1024};
inline constexpr SdtCommand readTextAndFingerprint{0x30,      0x10,           5000ms,
                                                   Sw3::Done, 6 + 256 + 1024, 6 + 256 + 1024 + 1024};
inline constexpr SdtCommand readNewestAddress{0x30, 0x03, 1500ms, Sw3::Done, 70, 280, 70};
inline constexpr SdtCommand readManagementNumber{0x30, 0x05, 1500ms, Sw3::Done, 28, 28};
}  // namespace sdt

// The whole frame; set-baud and set-RF-bytes take `data`.
Bytes sdtRequest(std::uint8_t command, std::uint8_t parameter, ByteView data = {});
inline Bytes sdtRequest(const SdtCommand& command) {
  return sdtRequest(command.command, command.parameter);
}

// Whether `reply` can be the answer to `command`: replies carry no number, and one that comes late must not
// be taken for the answer to the next question.
bool answers(const SdtCommand& command, const SdtReply& reply);

// What 30 01 and 30 10 bring, taken apart by the lengths they carry. Nothing when the lengths do not add up.
struct SdtCardData {
  Bytes text;         // 256 bytes, UTF-16LE
  Bytes photo;        // 1024 bytes, WLT; empty when the card has none
  Bytes fingerprint;  // 0, 512 or 1024 bytes
};
std::optional<SdtCardData> cardData(const SdtCommand& command, const SdtReply& reply);

// The 16 bytes of 12 FF as printed on the module's label, e.g. "05.01-20190101-0000000042-0123456789".
std::string samIdText(ByteView sixteen);

// 30 03: records of 70 bytes UTF-16LE, the newest first. Empty when there is none.
Secret newestAddress(ByteView records);

}  // namespace doorstep::devices::wire
