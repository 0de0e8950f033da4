#include "kiosk/cases/attract_step.h"

#include "kiosk/cases/card_watch.h"
#include "kiosk/cases/offers.h"
#include "kiosk/cases/tools.h"
#include "kiosk/catalogue/catalogue.h"

namespace doorstep::kiosk {

QString AttractStep::title() const {
  if (!canReadCards(tools()))
    return say({"您好！现在读不了身份证", "Welcome. ID cards cannot be read right now"});
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

bool AttractStep::primaryEnabled() const {
  return canReadCards(tools());
}

QString AttractStep::readerText() const {
  return canReadCards(tools()) ? QString()
                               : say({"身份证读卡器暂时用不了，在这台机器上还不能开始办。条件和材料可以先看，"
                                      "急着办请叫导办员。",
                                      "The ID card reader is not available, so nothing can be begun here for "
                                      "now. You can read what "
                                      "each service takes; if it is urgent, please call a guide."});
}

void AttractStep::openInfo(const QString& id) {
  emit infoWanted(id);
}

void AttractStep::begin() {
  if (canReadCards(tools())) emit cardWanted();
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
