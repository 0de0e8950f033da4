#include "kiosk/cases/attract_step.h"

#include "kiosk/cases/card_watch.h"
#include "kiosk/cases/offers.h"
#include "kiosk/cases/tools.h"
#include "kiosk/catalogue/catalogue.h"

namespace doorstep::kiosk {

QString AttractStep::title() const {
  return say({"您好！请把身份证放在读卡区", "Welcome. Please put your ID card on the reader"});
}

QString AttractStep::helpText() const {
  return say(
      {"屏幕上是这里今天能办的事，点开可以先看条件和材料。要开始办，请把身份证放到读卡区；不放身份证也可以看"
       "。",
       "These are the things you can get done here today. Touch one to read what it takes. To begin, put "
       "your ID card on the reader; reading is possible without it."});
}

QVariantList AttractStep::offers() const {
  return offerList(tools());
}

QStringList AttractStep::notices() const {
  QStringList texts;
  for (const auto& notice : tools().catalogue->station().notices) texts << say(notice);
  return texts;
}

void AttractStep::openInfo(const QString& id) {
  emit infoWanted(id);
}

void AttractStep::begin() {
  emit cardWanted();
}

void AttractStep::onStart() {
  ready();
  tools().cards->lookFor({}, [this](const Outcome<devices::IdCard>& card) {
    if (card) return emit cardRead(*card);
    // A card lies there, but not well: the card page says how to lay it.
    if (tools().catalogue->problemText(card.error().code).hint) emit cardWanted();
  });
}

void AttractStep::onLeave() {
  tools().cards->stop();
}

}  // namespace doorstep::kiosk
