#include <algorithm>

#include "devices/wire/sdt_commands.h"
#include "tests/fuzz/target.h"

// The card reader's bytes: the first byte of the input says in what pieces the rest arrives.
namespace doorstep::fuzz {
namespace {

using namespace devices::wire;

constexpr std::array kCommands{sdt::samStatus,         sdt::samId,
                               sdt::findCard,          sdt::selectCard,
                               sdt::readText,          sdt::readTextAndFingerprint,
                               sdt::readNewestAddress, sdt::readManagementNumber};

Bytes frameOf(const SdtReply& reply) {
  Bytes body{reply.sw1, reply.sw2, static_cast<std::uint8_t>(reply.sw3)};
  body.insert(body.end(), reply.data.begin(), reply.data.end());
  return sdtFrame(body);
}

void checkContent(const SdtReply& reply) {
  for (const SdtCommand& command : kCommands) {
    if (!answers(command, reply)) continue;
    if (reply.sw3 == command.success) MUST(reply.data.size() <= command.most);
    if (const auto card = cardData(command, reply)) {
      MUST(card->text.size() == 256);
      const std::size_t lengths = command == sdt::readTextAndFingerprint ? 6 : 4;
      MUST(lengths + card->text.size() + card->photo.size() + card->fingerprint.size() == reply.data.size());
    }
  }
  MUST(newestAddress(reply.data).size() <= 35 * 3);
  MUST(samIdText(reply.data).size() <= 45);
}

// Every reply is one that stands in the stream, in its order; returns how many bytes they are.
std::size_t checkReplies(const std::vector<SdtReply>& replies, Input stream) {
  std::size_t total = 0;
  auto from = stream.begin();
  for (const SdtReply& reply : replies) {
    const Bytes frame = frameOf(reply);
    from = std::search(from, stream.end(), frame.begin(), frame.end());
    MUST(from != stream.end());
    from += static_cast<std::ptrdiff_t>(frame.size());
    total += frame.size();
    checkContent(reply);
  }
  return total;
}

std::vector<SdtReply> parsed(Input stream, std::size_t piece) {
  SdtReplyParser parser;
  std::vector<SdtReply> replies;
  for (std::size_t at = 0; at < stream.size(); at += piece) {
    parser.feed(stream.subspan(at, std::min(piece, stream.size() - at)));
    while (auto reply = parser.take()) replies.push_back(std::move(*reply));
    MUST(parser.pending() < sdtHeaderLength + sdtLongestReply);
  }
  // Nothing is lost, nothing is made up.
  MUST(checkReplies(replies, stream) + parser.skipped() + parser.pending() == stream.size());
  parser.reset();
  MUST(parser.clean());
  MUST(parser.pending() == 0);
  return replies;
}

std::string reply(Sw3 status, std::size_t length) {
  Bytes data(length);
  if (length > 1000) data[0] = 1, data[2] = 4;  // 256 bytes of text, 1024 of photo
  return asString(frameOf({0, 0, status, data}));
}

}  // namespace

std::vector<std::string> seeds() {
  std::vector<std::string> all;
  for (const SdtCommand& command : kCommands)
    for (const std::size_t length : {command.least, command.most})
      all.push_back("\x07" + reply(command.success, length));
  all.push_back("\x40" + reply(Sw3::NoCard, 0) + "noise\xAA\xAA" + reply(Sw3::CardFound, 4));
  return all;
}

void run(Input input) {
  if (input.empty()) return;
  const std::size_t piece = input[0] == 0 ? 4096 : input[0];
  const Input stream = input.subspan(1);
  const auto inPieces = parsed(stream, piece), atOnce = parsed(stream, stream.size() + 1);
  MUST(inPieces.size() == atOnce.size());
  for (std::size_t i = 0; i < atOnce.size(); ++i) MUST(frameOf(inPieces[i]) == frameOf(atOnce[i]));
}

}  // namespace doorstep::fuzz
