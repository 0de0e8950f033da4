#include <doctest/doctest.h>

#include "devices/wire/id_card_text.h"
#include "devices/wire/utf16.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::devices::wire;

namespace {

// Writes a field by its offset, as the standard's tables give it, independent of the encoder under test.
class Chip {
 public:
  Chip& at(std::size_t offset, std::string_view text) {
    const Bytes units = utf16leFromUtf8(text);
    std::copy(units.begin(), units.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(offset));
    return *this;
  }
  const Bytes& bytes() const { return bytes_; }

 private:
  Bytes bytes_ = utf16leFromUtf8(std::string(128, ' '));
};

// Nobody: no region of China has the code 990101.
Chip resident() {
  return Chip()
      .at(0, "张三丰")
      .at(30, "1")
      .at(32, "05")
      .at(36, "19900307")
      .at(52, "示例省示例市家门口街道1号")
      .at(122, "990101199003070015")
      .at(158, "示例市公安局")
      .at(188, "20200101")
      .at(204, "20400101");
}

Chip foreign2023() {
  return Chip()
      .at(0, "测试")
      .at(30, "1")
      .at(32, "01")
      .at(36, "19850101")
      .at(52, std::string(34, 'A'))
      .at(122, "932682198501010017")
      .at(158, "国家移民管理局")
      .at(188, "20240101")
      .at(204, "20340101")
      .at(220, "REST")
      .at(242, "SAU");
}

void checkSame(const IdCard& a, const IdCard& b) {
  CHECK(a.kind == b.kind);
  CHECK(a.name == b.name);
  CHECK(a.englishName == b.englishName);
  CHECK(a.sex == b.sex);
  CHECK(a.ethnicity == b.ethnicity);
  CHECK(a.nationality == b.nationality);
  CHECK(a.birth == b.birth);
  CHECK(a.address == b.address);
  CHECK(a.number == b.number);
  CHECK(a.authority == b.authority);
  CHECK(a.validFrom == b.validFrom);
  CHECK(a.validUntil == b.validUntil);
  CHECK(a.passNumber == b.passNumber);
}

IdCard decoded(const Chip& chip) {
  auto card = decodeIdCardText(chip.bytes());
  REQUIRE(card);
  // What is read is written again the same.
  const auto again = decodeIdCardText(encodeIdCardText(*card));
  REQUIRE(again);
  checkSame(*again, *card);
  return *card;
}

}  // namespace

TEST_CASE("a resident identity card") {
  const IdCard card = decoded(resident());
  CHECK(card.kind == CardKind::Resident);
  CHECK(card.name.reveal() == "张三丰");
  CHECK(card.sex == '1');
  CHECK(card.ethnicity == "05");
  CHECK(card.birth == parseDate("1990-03-07"));
  CHECK(card.address.reveal() == "示例省示例市家门口街道1号");
  CHECK(card.number.reveal() == "990101199003070015");
  CHECK(card.authority == "示例市公安局");
  CHECK(card.validFrom == parseDate("2020-01-01"));
  CHECK(card.validUntil == parseDate("2040-01-01"));
  CHECK(encodeIdCardText(card) == resident().bytes());
}

TEST_CASE("long-term validity is no date, and damage is not long-term") {
  CHECK_FALSE(decoded(resident().at(204, "长期      ")).validUntil);
  for (const char* damaged : {"        ", "20401301", "长      ", "2040010 "}) {
    const auto card = decodeIdCardText(resident().at(204, damaged).bytes());
    REQUIRE_FALSE(card);
    CHECK(card.error().code == "id-card.unreadable");
  }
}

TEST_CASE("a foreign permanent resident's card of 2017") {
  const IdCard card = decoded(Chip()
                                  .at(0, "TESTER, ALICE EXAMPLE")
                                  .at(120, "2")
                                  .at(122, "XXX990101000000")
                                  .at(152, "XXX")
                                  .at(158, "测试者")
                                  .at(188, "20180101")
                                  .at(204, "20280101")
                                  .at(220, "19810308")
                                  .at(236, "01")
                                  .at(240, "1500")
                                  .at(248, "I"));
  CHECK(card.kind == CardKind::ForeignResident2017);
  CHECK(card.name.reveal() == "测试者");
  CHECK(card.englishName.reveal() == "TESTER, ALICE EXAMPLE");
  CHECK(card.sex == '2');
  CHECK(card.number.reveal() == "XXX990101000000");
  CHECK(card.nationality == "XXX");
  CHECK(card.birth == parseDate("1981-03-08"));
  CHECK(card.authority == "1500");
  CHECK(card.validUntil == parseDate("2028-01-01"));
}

TEST_CASE("a foreign permanent resident's card of 2023, by its letter or by its number") {
  for (const char* letter : {"Y", " "}) {
    const IdCard card = decoded(foreign2023().at(248, letter));
    CHECK(card.kind == CardKind::ForeignResident2023);
    CHECK(card.englishName.reveal() == std::string(34, 'A') + " REST");  // the seam falls on a space
    CHECK(card.nationality == "SAU");
    CHECK(card.ethnicity.empty());
    CHECK(card.address.empty());
  }
  // The issuer's published samples of numbers.
  for (const char* number : {"932682198501010017", "911124198108030024", "931586198001010028"})
    CHECK(decoded(foreign2023().at(122, number)).kind == CardKind::ForeignResident2023);
  // Letters of more than one byte in UTF-8 count once, before the seam and on it.
  CHECK(decoded(foreign2023().at(52, "É" + std::string(34, 'A'))).englishName.reveal() ==
        "É" + std::string(34, 'A') + "REST");
  const IdCard nameless = decoded(foreign2023().at(0, "  ").at(248, "Y"));
  CHECK(nameless.name == nameless.englishName);
}

TEST_CASE("a residence permit of Hong Kong, Macau and Taiwan") {
  const IdCard card = decoded(Chip()
                                  .at(0, "测试")
                                  .at(30, "2")
                                  .at(36, "19800101")
                                  .at(52, "示例路1号")
                                  .at(122, "810000198001010014")
                                  .at(158, "示例市公安局")
                                  .at(188, "20230101")
                                  .at(204, "20280101")
                                  .at(220, "H00000000")
                                  .at(238, "01")
                                  .at(248, "J"));
  CHECK(card.kind == CardKind::HkMacauTaiwanPermit);
  CHECK(card.passNumber.reveal() == "H00000000");
  CHECK(card.number.reveal() == "810000198001010014");
}

TEST_CASE("what is no card is named") {
  CHECK(decodeIdCardText(resident().at(248, "Q").bytes()).error().code == "id-card.unknown-kind");
  CHECK(decodeIdCardText(ByteView(resident().bytes()).first(255)).error().code == "id-card.unreadable");
  CHECK(decodeIdCardText(resident().at(122, std::string(18, ' ')).bytes()).error().code ==
        "id-card.unreadable");
  CHECK(decodeIdCardText(Bytes(256)).error().code == "id-card.unreadable");
}

TEST_CASE("text beyond the first plane survives, broken text does not break") {
  for (const char* text : {"王𬭎", "𠮷野", "é€", ""})
    CHECK(utf8FromUtf16le(utf16leFromUtf8(text)) == text);
  const Bytes loneSurrogate{0x00, 0xD8, 0x41, 0x00};
  CHECK(utf8FromUtf16le(loneSurrogate) ==
        "\xEF\xBF\xBD"
        "A");
  CHECK(utf8FromUtf16le(utf16leFromUtf8("\xC3(\xFF")) == "\xEF\xBF\xBD(\xEF\xBF\xBD");
  // Longer spellings of 'A' and of the euro sign than UTF-8 allows.
  for (const char* tooLong : {"\xE0\x81\x81", "\xF0\x82\x82\xAC"})
    CHECK(utf8FromUtf16le(utf16leFromUtf8(tooLong)) == "\xEF\xBF\xBD");
}
