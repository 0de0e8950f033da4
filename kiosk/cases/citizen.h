#pragma once

#include <vector>

#include "devices/id_card_reader.h"
#include "kiosk/catalogue/facts.h"

namespace doorstep::kiosk {

// What a visit knows about the person in front of the kiosk. Destroyed, and thereby wiped, when it ends.
struct Citizen {
  std::optional<devices::IdCard> card;
  std::string confirmedBy;  // that they are the card's holder: "camera", "staff:021"; empty: nobody yet
  Records records;
  Known<std::vector<services::Application>> applications;
};

}  // namespace doorstep::kiosk
