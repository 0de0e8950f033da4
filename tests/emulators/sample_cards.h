#pragma once

#include "devices/id_card_reader.h"

namespace doorstep::emulators {

// Invented people: no region of China has the code 990101.
inline devices::IdCard sampleResident() {
  devices::IdCard card;
  card.name = Secret("张三丰");
  card.sex = '1';
  card.ethnicity = "01";
  card.birth = parseDate("19900307");
  card.address = Secret("示例省示例市家门口街道1号");
  card.number = Secret("990101199003070015");
  card.authority = "示例市公安局";
  card.validFrom = parseDate("20200101");
  card.validUntil = parseDate("20400101");
  return card;
}

}  // namespace doorstep::emulators
