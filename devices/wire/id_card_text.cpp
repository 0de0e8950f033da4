#include "devices/wire/id_card_text.h"

#include <algorithm>
#include <cstdio>
#include <span>

#include "devices/wire/utf16.h"

namespace doorstep::devices::wire {
namespace {

// A field: where it begins and how many bytes it has.
struct Field {
  std::size_t at;
  std::size_t length;
};

// Resident identity card; the HK/Macau/Taiwan permit and the 2023 foreign card share most of it.
namespace resident {
constexpr Field name{0, 30}, sex{30, 2}, ethnicity{32, 4}, birth{36, 16}, address{52, 70}, number{122, 36},
    authority{158, 30}, validFrom{188, 16}, validUntil{204, 16};
}
namespace permit {
constexpr Field passNumber{220, 18};
}
namespace foreign2017 {
constexpr Field englishName{0, 120}, sex{120, 2}, number{122, 30}, nationality{152, 6}, chineseName{158, 30},
    validFrom{188, 16}, validUntil{204, 16}, birth{220, 16}, authority{240, 8};
}
namespace foreign2023 {
constexpr Field chineseName{0, 30}, englishName{52, 70}, englishNameRest{220, 22}, nationality{242, 6};
}
constexpr Field typeLetter{248, 2};

constexpr std::string_view longTerm = "长期";

// GB/T 2260: the first two digits of a region code.
bool isProvince(std::string_view two) {
  constexpr std::string_view provinces[] = {"11", "12", "13", "14", "15", "21", "22", "23", "31",
                                            "32", "33", "34", "35", "36", "37", "41", "42", "43",
                                            "44", "45", "46", "50", "51", "52", "53", "54", "61",
                                            "62", "63", "64", "65", "71", "81", "82", "83"};
  return std::find(std::begin(provinces), std::end(provinces), two) != std::end(provinces);
}

// The 2023 foreign card's number: 9, province, country, birth, sequence, check. Its type letter is only
// hearsay, so the number decides too. No region of China begins with 9.
bool isForeignNumber(std::string_view number) {
  return number.size() == 18 && number[0] == '9' && isProvince(number.substr(1, 2)) && validIdNumber(number);
}

class Reader {
 public:
  explicit Reader(ByteView text) : text_(text) {}
  std::string text(Field field) const {
    return trimmed(utf8FromUtf16le(text_.subspan(field.at, field.length)));
  }
  Secret secret(Field field) const { return secretText(text_.subspan(field.at, field.length)); }
  // A text that goes on in a second field once the first is full; a space between words may fall on the seam.
  Secret secret(Field field, Field rest) const {
    Bytes both;
    both.reserve(field.length + rest.length);
    for (const Field part : {field, rest}) {
      const ByteView piece = text_.subspan(part.at, part.length);
      both.insert(both.end(), piece.begin(), piece.end());
    }
    return secretText(both);
  }
  std::optional<Date> date(Field field) const { return parseDate(text(field)); }
  char sex(Field field) const {
    const std::string value = text(field);
    return value == "1" || value == "2" || value == "9" ? value[0] : '0';
  }

 private:
  ByteView text_;
};

class Writer {
 public:
  void put(Field field, std::string_view value) { put(field, Field{}, value); }
  // A text that goes on in `rest` once `field` is full.
  void put(Field field, Field rest, std::string_view value) {
    const Bytes units = utf16leFromUtf8(value);
    auto from = units.begin();
    for (const Field part : {field, rest}) {
      const std::size_t left = static_cast<std::size_t>(units.end() - from);
      const auto to = from + static_cast<std::ptrdiff_t>(std::min(left, part.length));
      std::copy(from, to, bytes_.begin() + static_cast<std::ptrdiff_t>(part.at));
      from = to;
    }
  }
  void put(Field field, const std::optional<Date>& date, std::string_view otherwise = {}) {
    if (!date) {
      put(field, otherwise);
      return;
    }
    std::string text = isoDate(*date);
    std::erase(text, '-');
    put(field, text);
  }
  Bytes take() { return std::move(bytes_); }

 private:
  Bytes bytes_ = [] {
    Bytes blank;
    for (std::size_t i = 0; i < idCardTextLength; i += 2) blank.insert(blank.end(), {' ', 0});
    return blank;
  }();
};

std::optional<CardKind> kindOf(const Reader& reader) {
  const std::string letter = reader.text(typeLetter);
  if (letter == "I") return CardKind::ForeignResident2017;
  if (letter == "J") return CardKind::HkMacauTaiwanPermit;
  if (letter == "Y" || isForeignNumber(reader.secret(resident::number).reveal()))
    return CardKind::ForeignResident2023;
  if (letter.empty()) return CardKind::Resident;
  return std::nullopt;
}

void decodeForeign2017(const Reader& reader, IdCard& card) {
  using namespace foreign2017;
  card.englishName = reader.secret(englishName);
  card.name = reader.secret(chineseName);
  card.sex = reader.sex(sex);
  card.number = reader.secret(number);
  card.nationality = reader.text(nationality);
  card.birth = reader.date(birth);
  card.authority = reader.text(authority);
}

void decodeForeign2023(const Reader& reader, IdCard& card) {
  using namespace foreign2023;
  card.name = reader.secret(chineseName);
  card.englishName = reader.secret(englishName, englishNameRest);
  card.nationality = reader.text(nationality);
}

void decodeChinese(const Reader& reader, IdCard& card) {
  using namespace resident;
  card.name = reader.secret(name);
  card.address = reader.secret(address);
  if (card.kind == CardKind::HkMacauTaiwanPermit) {
    card.passNumber = reader.secret(permit::passNumber);
  } else {
    card.ethnicity = reader.text(ethnicity);
  }
}

}  // namespace

Outcome<IdCard> decodeIdCardText(ByteView text) {
  if (text.size() != idCardTextLength)
    return problem("id-card.unreadable", "text of another length than 256");
  const Reader reader(text);
  const auto kind = kindOf(reader);
  if (!kind) return problem("id-card.unknown-kind", "type letter at 248: " + reader.text(typeLetter));

  IdCard card;
  card.kind = *kind;
  if (*kind == CardKind::ForeignResident2017) {
    decodeForeign2017(reader, card);
  } else {
    card.sex = reader.sex(resident::sex);
    card.birth = reader.date(resident::birth);
    card.number = reader.secret(resident::number);
    card.authority = reader.text(resident::authority);
    if (*kind == CardKind::ForeignResident2023)
      decodeForeign2023(reader, card);
    else
      decodeChinese(reader, card);
  }
  if (card.name.empty()) card.name = card.englishName;
  if (card.number.empty()) return problem("id-card.unreadable", "no number in the text");

  // The same two fields on all four cards.
  card.validFrom = reader.date(resident::validFrom);
  card.validUntil = reader.date(resident::validUntil);
  if (!card.validUntil && reader.text(resident::validUntil) != longTerm)
    return problem("id-card.unreadable", "end of validity is no day");
  return card;
}

Bytes encodeIdCardText(const IdCard& card) {
  Writer writer;
  const std::string sexText(1, card.sex);
  if (card.kind == CardKind::ForeignResident2017) {
    using namespace foreign2017;
    writer.put(englishName, card.englishName.reveal());
    writer.put(sex, sexText);
    writer.put(number, card.number.reveal());
    writer.put(nationality, card.nationality);
    if (!(card.name == card.englishName)) writer.put(chineseName, card.name.reveal());
    writer.put(birth, card.birth);
    writer.put(authority, card.authority);
    writer.put(typeLetter, "I");
  } else {
    using namespace resident;
    writer.put(sex, sexText);
    writer.put(birth, card.birth);
    writer.put(number, card.number.reveal());
    writer.put(authority, card.authority);
    if (card.kind == CardKind::ForeignResident2023) {
      if (!(card.name == card.englishName)) writer.put(foreign2023::chineseName, card.name.reveal());
      writer.put(foreign2023::englishName, foreign2023::englishNameRest, card.englishName.reveal());
      writer.put(foreign2023::nationality, card.nationality);
      writer.put(typeLetter, "Y");
    } else {
      writer.put(name, card.name.reveal());
      writer.put(address, card.address.reveal());
      if (card.kind == CardKind::HkMacauTaiwanPermit) {
        writer.put(permit::passNumber, card.passNumber.reveal());
        writer.put(typeLetter, "J");
      } else {
        writer.put(ethnicity, card.ethnicity);
      }
    }
  }
  writer.put(resident::validFrom, card.validFrom);
  writer.put(resident::validUntil, card.validUntil, longTerm);
  return writer.take();
}

}  // namespace doorstep::devices::wire
