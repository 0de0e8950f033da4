#include "devices/wire/sdt_frame.h"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>

namespace doorstep::devices::wire {
namespace {

constexpr std::array<std::uint8_t, sdtPreambleLength> preamble{0xAA, 0xAA, 0xAA, 0x96, 0x69};
constexpr std::size_t shortestReply = 4;  // SW1..SW3 and checksum

}  // namespace

std::string_view meaning(Sw3 status) {
  switch (status) {
    case Sw3::Done:
      return "done";
    case Sw3::NoSuchItem:
      return "the card has no such item";
    case Sw3::CardFound:
      return "card found";
    case Sw3::BadChecksum:
      return "checksum of the request wrong";
    case Sw3::BadLength:
      return "length of the request wrong";
    case Sw3::CommandError:
      return "command not known";
    case Sw3::NotPermitted:
      return "not permitted";
    case Sw3::UnknownError:
      return "unrecognised error";
    case Sw3::CardRejectsSam:
      return "the card does not accept the security module";
    case Sw3::SamRejectsCard:
      return "the security module does not accept the card";
    case Sw3::DataVerification:
      return "the card's data failed verification";
    case Sw3::FingerprintVerification:
      return "the fingerprint data failed verification";
    case Sw3::DataLength:
      return "the card's data has a wrong length";
    case Sw3::UnknownCardType:
      return "card of an unknown type";
    case Sw3::ReadFailed:
      return "reading the card failed";
    case Sw3::RandomFailed:
      return "no random number from the card";
    case Sw3::SelfTestFailed:
      return "security module failed its self-test";
    case Sw3::NotAuthorised:
      return "security module not authorised";
    case Sw3::NoCard:
      return "no card";
    case Sw3::SelectFailed:
      return "selecting the card failed";
  }
  return "unknown status";
}

std::uint8_t sdtChecksum(ByteView bytes) {
  return std::accumulate(bytes.begin(), bytes.end(), std::uint8_t{0}, std::bit_xor<>());
}

Bytes sdtFrame(ByteView body) {
  const std::size_t length = body.size() + 1;
  Bytes frame(sdtHeaderLength + length);
  auto next = std::copy(preamble.begin(), preamble.end(), frame.begin());
  *next++ = static_cast<std::uint8_t>(length >> 8);
  *next++ = static_cast<std::uint8_t>(length);
  std::copy(body.begin(), body.end(), next);
  frame.back() = sdtChecksum(ByteView(frame).subspan(sdtPreambleLength));  // its own place is still 0
  return frame;
}

void SdtReplyParser::feed(ByteView bytes) {
  buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
}

void SdtReplyParser::reset() {
  dropFront(buffer_, buffer_.size());  // clear() would keep the last citizen's record in the buffer
  skipped_ = 0;
}

bool SdtReplyParser::clean() const {
  return std::all_of(buffer_.data(), buffer_.data() + buffer_.capacity(),
                     [](std::uint8_t b) { return b == 0; });
}

void SdtReplyParser::skip(std::size_t count) {
  dropFront(buffer_, count);
  skipped_ += count;
}

std::optional<SdtReply> SdtReplyParser::take() {
  for (;;) {
    // To the next byte that may begin a preamble; its end may still be on the way.
    std::size_t start = 0;
    while (start < buffer_.size() &&
           !std::equal(buffer_.begin() + static_cast<std::ptrdiff_t>(start),
                       buffer_.begin() +
                           static_cast<std::ptrdiff_t>(std::min(buffer_.size(), start + sdtPreambleLength)),
                       preamble.begin()))
      ++start;
    skip(start);
    if (buffer_.size() < sdtHeaderLength) return std::nullopt;

    const std::size_t length = static_cast<std::size_t>(buffer_[5]) << 8 | buffer_[6];
    if (length < shortestReply || length > sdtLongestReply) {
      skip(1);
      continue;
    }
    if (buffer_.size() < sdtHeaderLength + length) return std::nullopt;
    if (sdtChecksum(ByteView(buffer_).subspan(sdtPreambleLength, length + 2)) != 0) {
      skip(1);
      continue;
    }
    const auto body = buffer_.begin() + sdtHeaderLength;
    SdtReply reply{body[0], body[1], static_cast<Sw3>(body[2]),
                   Bytes(body + 3, body + static_cast<std::ptrdiff_t>(length) - 1)};
    dropFront(buffer_, sdtHeaderLength + length);
    return reply;
  }
}

}  // namespace doorstep::devices::wire
