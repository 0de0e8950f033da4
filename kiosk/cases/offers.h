#pragma once

#include <QVariantList>
#include <vector>

#include "kiosk/catalogue/catalogue.h"

namespace doorstep::kiosk {

struct Tools;

// A procedure of the station, and whether it can be had right now: only while every device it needs is ready.
struct Offer {
  const Procedure* procedure = nullptr;
  bool available = false;
  Localized reason;  // why not
};
std::vector<Offer> offersNow(const Tools& tools);

// An ID card can be read now: without it nobody can begin.
bool canReadCards(const Tools& tools);

// [{id, title, summary, promise, available, reason}]
QVariantList offerList(const Tools& tools);

}  // namespace doorstep::kiosk
