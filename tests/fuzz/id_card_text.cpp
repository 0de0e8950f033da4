#include "devices/wire/id_card_text.h"

#include <algorithm>

#include "tests/emulators/sample_cards.h"
#include "tests/fuzz/target.h"
#include "tests/fuzz/utf8_oracle.h"

// The text on the chip, of all four kinds of card.
namespace doorstep::fuzz {
namespace {

using namespace devices;

void checkSame(const IdCard& a, const IdCard& b) {
  MUST(a.kind == b.kind);
  MUST(a.name == b.name);
  MUST(a.englishName == b.englishName);
  MUST(a.sex == b.sex);
  MUST(a.ethnicity == b.ethnicity);
  MUST(a.nationality == b.nationality);
  MUST(a.birth == b.birth);
  MUST(a.address == b.address);
  MUST(a.number == b.number);
  MUST(a.authority == b.authority);
  MUST(a.validFrom == b.validFrom);
  MUST(a.validUntil == b.validUntil);
  MUST(a.passNumber == b.passNumber);
}

void checkText(std::string_view text, std::size_t mostUnits) {
  MUST(text.size() <= mostUnits * 3);
  MUST(isUtf8(text));
  MUST(text.find('\0') == std::string_view::npos);
}

void checkCard(const IdCard& card) {
  checkText(card.name.reveal(), 60);
  checkText(card.englishName.reveal(), 60);
  checkText(card.address.reveal(), 35);
  checkText(card.number.reveal(), 18);
  checkText(card.passNumber.reveal(), 9);
  checkText(card.ethnicity, 2);
  checkText(card.nationality, 3);
  checkText(card.authority, 15);
  MUST(!card.number.empty());
  MUST(card.sex == '0' || card.sex == '1' || card.sex == '2' || card.sex == '9');
  for (const auto& day : {card.birth, card.validFrom, card.validUntil}) MUST(!day || day->ok());
  MUST(card.photo.empty());
  checkText(maskedName(card.name), 60);
  MUST(maskedIdNumber(card.number).size() <= card.number.size());
}

IdCard foreigner(CardKind kind) {
  IdCard card = emulators::sampleResident();
  card.kind = kind;
  card.englishName = Secret("TESTER, ALICE EXAMPLE OF A VERY LONG FAMILY");
  card.nationality = "XXX";
  card.number = Secret(kind == CardKind::ForeignResident2017 ? "XXX990101000000" : "932682198501010017");
  return card;
}

}  // namespace

std::vector<std::string> seeds() {
  IdCard resident = emulators::sampleResident(), permit = resident, longTerm = resident, rare = resident;
  permit.kind = CardKind::HkMacauTaiwanPermit;
  permit.passNumber = Secret("H00000000");
  longTerm.validUntil.reset();
  rare.name = Secret("王𬭎");
  std::vector<std::string> all;
  for (const IdCard& card : {resident, permit, longTerm, rare, foreigner(CardKind::ForeignResident2017),
                             foreigner(CardKind::ForeignResident2023)})
    all.push_back(asString(wire::encodeIdCardText(card)));
  return all;
}

void run(Input input) {
  if (input.size() != wire::idCardTextLength) MUST(!wire::decodeIdCardText(input));
  wire::Bytes text(input.begin(), input.end());
  text.resize(wire::idCardTextLength, ' ');
  const auto card = wire::decodeIdCardText(text);
  if (!card) {
    MUST(card.error().code == "id-card.unreadable" || card.error().code == "id-card.unknown-kind");
    MUST(card.error().detail.size() <= 40);  // quotes the type letter and nothing else
    return;
  }
  checkCard(*card);
  const wire::Bytes written = wire::encodeIdCardText(*card);
  MUST(written.size() == wire::idCardTextLength);
  const auto again = wire::decodeIdCardText(written);
  MUST(again.has_value());
  checkSame(*again, *card);
}

}  // namespace doorstep::fuzz
