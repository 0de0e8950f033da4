#include "devices/wire/sdt_commands.h"

#include <array>
#include <cstdio>

#include "devices/wire/utf16.h"

namespace doorstep::devices::wire {
namespace {

constexpr std::size_t addressLength = 70;

std::size_t bigEndian(ByteView bytes, std::size_t at) {
  return static_cast<std::size_t>(bytes[at]) << 8 | bytes[at + 1];
}

std::uint32_t littleEndian(ByteView bytes, std::size_t at, int count) {
  std::uint32_t value = 0;
  for (int i = count - 1; i >= 0; --i) value = value << 8 | bytes[at + static_cast<std::size_t>(i)];
  return value;
}

}  // namespace

Bytes sdtRequest(std::uint8_t command, std::uint8_t parameter, ByteView data) {
  Bytes body{command, parameter};
  body.insert(body.end(), data.begin(), data.end());
  return sdtFrame(body);
}

bool answers(const SdtCommand& command, const SdtReply& reply) {
  if (reply.sw3 == command.success)
    return reply.data.size() >= command.least && reply.data.size() <= command.most &&
           reply.data.size() % command.record == 0;
  // A success of another command is a late answer; everything else is a complaint and fits any command.
  return reply.sw3 != Sw3::Done && reply.sw3 != Sw3::CardFound && reply.data.empty();
}

std::optional<SdtCardData> cardData(const SdtCommand& command, const SdtReply& reply) {
  const std::size_t parts = command == sdt::readTextAndFingerprint ? 3 : 2;
  const ByteView data(reply.data);
  if (data.size() < 2 * parts) return std::nullopt;
  std::array<std::size_t, 3> lengths{};
  std::size_t total = 2 * parts;
  for (std::size_t part = 0; part < parts; ++part) total += lengths[part] = bigEndian(data, 2 * part);
  if (total != data.size() || lengths[0] != 256) return std::nullopt;

  SdtCardData card;
  std::size_t at = 2 * parts;
  const std::array<Bytes*, 3> targets{&card.text, &card.photo, &card.fingerprint};
  for (std::size_t part = 0; part < parts; ++part) {
    const ByteView piece = data.subspan(at, lengths[part]);
    targets[part]->assign(piece.begin(), piece.end());
    at += lengths[part];
  }
  return card;
}

std::string samIdText(ByteView sixteen) {
  if (sixteen.size() < 16) return {};
  char text[64];
  std::snprintf(text, sizeof text, "%02u.%02u-%08u-%010u-%010u", littleEndian(sixteen, 0, 2),
                littleEndian(sixteen, 2, 2), littleEndian(sixteen, 4, 4), littleEndian(sixteen, 8, 4),
                littleEndian(sixteen, 12, 4));
  return text;
}

Secret newestAddress(ByteView records) {
  if (records.size() < addressLength) return {};
  return secretText(records.first(addressLength));
}

}  // namespace doorstep::devices::wire
