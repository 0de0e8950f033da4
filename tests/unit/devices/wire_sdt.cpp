#include <random>

#include <doctest/doctest.h>

#include "devices/wire/sdt_commands.h"

using namespace doorstep::devices::wire;

namespace {

Bytes hex(std::string_view text) {
  Bytes bytes;
  for (std::size_t i = 0; i + 1 < text.size() + 1;) {
    if (text[i] == ' ') {
      ++i;
      continue;
    }
    bytes.push_back(static_cast<std::uint8_t>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16)));
    i += 2;
  }
  return bytes;
}

Bytes reply(std::uint8_t status, std::size_t dataLength) {
  Bytes body{0, 0, status};
  for (std::size_t i = 0; i < dataLength; ++i) body.push_back(static_cast<std::uint8_t>(i * 31));
  return sdtFrame(body);
}

}  // namespace

TEST_CASE("requests are the bytes of the standard") {
  struct Vector {
    SdtCommand command;
    const char* afterPreamble;
  };
  for (const Vector& v :
       {Vector{sdt::samStatus, "00 03 11 FF ED"}, Vector{sdt::samId, "00 03 12 FF EE"},
        Vector{sdt::findCard, "00 03 20 01 22"}, Vector{sdt::selectCard, "00 03 20 02 21"},
        Vector{sdt::readText, "00 03 30 01 32"}, Vector{sdt::readTextAndFingerprint, "00 03 30 10 23"},
        Vector{sdt::readNewestAddress, "00 03 30 03 30"},
        Vector{sdt::readManagementNumber, "00 03 30 05 36"}})
    CHECK(sdtRequest(v.command) == hex(std::string("AA AA AA 96 69 ") + v.afterPreamble));
  for (const auto& [rate, check] : {std::pair{0, 0x63}, {1, 0x62}, {2, 0x61}, {3, 0x60}, {4, 0x67}})
    CHECK(sdtRequest(0x60, static_cast<std::uint8_t>(rate)).back() == check);
  for (const auto& [most, check] : {std::pair{0x50, 0xCA}, {0x58, 0xC2}, {0xFF, 0x65}}) {
    const Bytes data{static_cast<std::uint8_t>(most)};
    const Bytes frame = sdtRequest(0x61, 0xFF, data);
    CHECK(frame[6] == 4);
    CHECK(frame.back() == check);
  }
}

TEST_CASE("status-only replies have the checksums of the list") {
  for (const auto& [answer, check] :
       {std::pair{0x90, 0x94}, {0x91, 0x95}, {0x9F, 0x9B}, {0x10, 0x14}, {0x11, 0x15},
        {0x21, 0x25},          {0x23, 0x27}, {0x24, 0x20}, {0x31, 0x35}, {0x32, 0x36},
        {0x33, 0x37},          {0x37, 0x33}, {0x3F, 0x3B}, {0x40, 0x44}, {0x41, 0x45},
        {0x47, 0x43},          {0x60, 0x64}, {0x66, 0x62}, {0x80, 0x84}, {0x81, 0x85}}) {
    const int status = answer;
    CAPTURE(status);
    const Bytes frame = reply(static_cast<std::uint8_t>(status), 0);
    CHECK(frame.size() == 11);
    CHECK(frame.back() == check);
    CHECK(meaning(static_cast<Sw3>(status)) != "unknown status");
    SdtReplyParser parser;
    parser.feed(frame);
    const auto parsed = parser.take();
    REQUIRE(parsed);
    CHECK(static_cast<int>(parsed->sw3) == status);
    CHECK(parsed->data.empty());
    CHECK(parser.skipped() == 0);
  }
  CHECK(meaning(static_cast<Sw3>(0x55)) == "unknown status");
}

TEST_CASE("replies have the sizes of the list") {
  for (const auto& [command, total] : {std::pair{sdt::findCard, 15UL},
                                       {sdt::selectCard, 19UL},
                                       {sdt::readText, 1295UL},
                                       {sdt::samId, 27UL},
                                       {sdt::readManagementNumber, 39UL}}) {
    CHECK(sdtHeaderLength + 4 + command.least == total);
    CHECK(command.least == command.most);
  }
  CHECK(sdtHeaderLength + 4 + sdt::readTextAndFingerprint.least == 1297);
  CHECK(sdtHeaderLength + 4 + sdt::readTextAndFingerprint.most == 2321);
  CHECK(sdtHeaderLength + 4 + sdt::readNewestAddress.most == 291);
  CHECK(sdtFrame(hex("00 00 9F 00 00 00 00")).back() == 0x97);
  CHECK(sdtFrame(hex("00 00 90 00 00 00 00 00 00 00 00")).back() == 0x9C);
}

TEST_CASE("the parser keeps nothing of a record it has handed out or given up") {
  const Bytes frame = reply(0x90, 1284);
  for (const bool whole : {true, false}) {
    CAPTURE(whole);
    SdtReplyParser parser;
    parser.feed(ByteView(frame).first(whole ? frame.size() : frame.size() - 1));
    CHECK(parser.take().has_value() == whole);
    parser.reset();
    CHECK(parser.clean());
  }
}

TEST_CASE("the newest address comes in whole records") {
  for (const auto& [size, fits] :
       {std::pair{70UL, true}, {280UL, true}, {0UL, false}, {71UL, false}, {350UL, false}})
    CHECK(answers(sdt::readNewestAddress, SdtReply{0, 0, Sw3::Done, Bytes(size)}) == fits);
}

TEST_CASE("a reply is found whatever surrounds it and however it is cut") {
  const Bytes frame = reply(0x90, 1284);
  REQUIRE(frame.size() == 1295);
  for (const std::size_t piece : {1UL, 3UL, 7UL, 64UL, 5000UL}) {
    SdtReplyParser parser;
    Bytes stream =
        hex("00 AA AA 96 AA AA AA 96 69 FF FF AA");  // noise with preambles and an impossible length
    const std::size_t noise = stream.size();
    stream.insert(stream.end(), frame.begin(), frame.end());
    std::optional<SdtReply> found;
    for (std::size_t at = 0; at < stream.size(); at += piece) {
      CHECK_FALSE(found);
      parser.feed(ByteView(stream).subspan(at, std::min(piece, stream.size() - at)));
      found = parser.take();
    }
    REQUIRE(found);
    CHECK(found->data.size() == 1284);
    CHECK(parser.skipped() == noise);
    CHECK(parser.pending() == 0);
  }
}

TEST_CASE("after a wrong checksum the next reply is found, even inside the broken one") {
  Bytes broken = reply(0x90, 60);
  const Bytes good = reply(0x9F, 4);
  std::copy(good.begin(), good.end(), broken.begin() + 20);
  SdtReplyParser parser;
  parser.feed(broken);
  const auto found = parser.take();
  REQUIRE(found);
  CHECK(found->sw3 == Sw3::CardFound);
  parser.reset();
  parser.feed(reply(0x80, 0));
  CHECK(parser.take()->sw3 == Sw3::NoCard);
}

TEST_CASE("noise of any kind neither breaks the parser nor fills its memory") {
  std::mt19937 random(20261123);
  SdtReplyParser parser;
  for (int round = 0; round < 2000; ++round) {
    Bytes noise(random() % 300);
    for (auto& byte : noise) byte = static_cast<std::uint8_t>(random() % 4 == 0 ? 0xAA : random());
    parser.feed(noise);
    while (parser.take()) {
    }
    CHECK(parser.pending() <= sdtHeaderLength + sdtLongestReply);
  }
}

TEST_CASE("a late answer to another question is no answer") {
  SdtReply find{0, 0, Sw3::CardFound, Bytes(4)}, select{0, 0, Sw3::Done, Bytes(8)},
      none{0, 0, Sw3::NoCard, {}};
  CHECK(answers(sdt::findCard, find));
  CHECK_FALSE(answers(sdt::selectCard, find));
  CHECK_FALSE(answers(sdt::readText, find));
  CHECK(answers(sdt::selectCard, select));
  CHECK_FALSE(answers(sdt::samId, select));
  CHECK_FALSE(answers(sdt::findCard, select));
  CHECK(answers(sdt::findCard, none));
  CHECK(answers(sdt::readText, none));
}

TEST_CASE("what a card brings is taken apart by its lengths") {
  SdtReply reply{0, 0, Sw3::Done, hex("01 00 04 00")};
  reply.data.resize(4 + 256 + 1024, 7);
  const auto card = cardData(sdt::readText, reply);
  REQUIRE(card);
  CHECK(card->text.size() == 256);
  CHECK(card->photo.size() == 1024);
  for (const std::size_t finger : {0UL, 512UL, 1024UL}) {
    SdtReply withFinger{0, 0, Sw3::Done, hex("01 00 04 00 00 00")};
    withFinger.data[4] = static_cast<std::uint8_t>(finger >> 8);
    withFinger.data.resize(6 + 256 + 1024 + finger, 7);
    REQUIRE(cardData(sdt::readTextAndFingerprint, withFinger));
    CHECK(cardData(sdt::readTextAndFingerprint, withFinger)->fingerprint.size() == finger);
  }
  reply.data[3] = 1;  // says 1025 bytes of photo, brings 1024
  CHECK_FALSE(cardData(sdt::readText, reply));
  CHECK_FALSE(cardData(sdt::readText, SdtReply{}));
}

TEST_CASE("the module's number is written as on its label") {
  CHECK(samIdText(hex("05 00 01 00 95 13 34 01 2A 00 00 00 15 CD 5B 07")) ==
        "05.01-20190101-0000000042-0123456789");
  CHECK(samIdText(hex("05 00")).empty());
}

TEST_CASE("of the newer addresses the first record counts") {
  Bytes records;
  for (const char* text : {"A1", "B2"}) {
    for (const char* c = text; *c != 0; ++c)
      records.insert(records.end(), {static_cast<std::uint8_t>(*c), 0});
    while (records.size() % 70 != 0) records.insert(records.end(), {' ', 0});
  }
  CHECK(newestAddress(records).reveal() == "A1");
  CHECK(newestAddress(ByteView(records).first(69)).empty());
}
