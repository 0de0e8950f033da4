#include "kiosk/cases/card_step.h"

#include "kiosk/cases/card_watch.h"
#include "kiosk/cases/tools.h"
#include "kiosk/catalogue/catalogue.h"

namespace doorstep::kiosk {
namespace {

// The platform's codes of documents (sfzmmc).
const char* documentKind(devices::CardKind kind) {
  switch (kind) {
    case devices::CardKind::ForeignResident2017:
    case devices::CardKind::ForeignResident2023:
      return "I";
    case devices::CardKind::HkMacauTaiwanPermit:
      return "F";
    case devices::CardKind::Resident:
      break;
  }
  return "A";
}

}  // namespace

CardStep::CardStep(const Tools& tools, std::shared_ptr<Citizen> citizen)
    : Step(tools), citizen_(std::move(citizen)) {}

QString CardStep::title() const {
  return phase_ == Checking ? say({"请不要拿走身份证", "Please leave your card where it is"})
                            : say({"请把身份证放在读卡区", "Please put your ID card on the reader"});
}

QString CardStep::helpText() const {
  return say({"请把身份证平放在读卡区，不要拿走。机器读出是谁，接着查您的驾驶证，然后告诉您今天能办什么。",
              "Lay your ID card flat on the reader and leave it there. The machine reads who you are, looks "
              "up your licence, and then tells you what you can get done today."});
}

QString CardStep::hint() const {
  return hint_.empty() ? QString() : say(tools().catalogue->problemText(hint_).citizen);
}

void CardStep::onStart() {
  if (citizen_->card)
    check();
  else
    awaitCard();
}

void CardStep::onRetry() {
  onStart();
}

void CardStep::awaitCard() {
  phase_ = AwaitingCard;
  ready();
  tools().cards->lookFor({}, [this](Outcome<devices::IdCard> card) { cardRead(std::move(card)); });
}

void CardStep::cardRead(Outcome<devices::IdCard> card) {
  if (!card) {
    hint_ = card.error().code;
    phase_ = hint_ == "id-card.unreadable" ? Reading : AwaitingCard;
    emit changed();
    return;
  }
  hint_.clear();
  citizen_->card = std::move(*card);
  check();
}

void CardStep::check() {
  const auto& card = *citizen_->card;
  phase_ = Checking;
  citizen_->records.document = DocumentOnReader{card.validUntil};
  work({"正在核对您的信息……", "Checking who you are…"});
  emit cardKnown();
  tools().platform->checkIdentity({card.number, card.name, documentKind(card.kind), card.validUntil},
                                  here<services::Identity>([this](Outcome<services::Identity> identity) {
                                    if (!identity) return fail(identity.error());
                                    citizen_->records.identity = std::move(*identity);
                                    finish();
                                  }),
                                  stopToken());
}

void CardStep::onLeave() {
  if (!citizen_->card) tools().cards->stop();
}

}  // namespace doorstep::kiosk
