#pragma once

#include "kiosk/cases/citizen.h"
#include "kiosk/cases/step.h"

namespace doorstep::kiosk {

// From a card on the reader to a person the platform knows.
class CardStep : public doorstep::kiosk::Step {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("steps are made by the kiosk")
  Q_PROPERTY(Phase phase READ phase NOTIFY changed)
  Q_PROPERTY(QString hint READ hint NOTIFY changed)

 public:
  enum Phase {
    AwaitingCard,
    Reading,  // a card lies there, but not well enough to be read yet: see hint
    Checking,
  };
  Q_ENUM(Phase)

  // Fills in `citizen`; a card that is read already is only checked.
  CardStep(const Tools& tools, std::shared_ptr<Citizen> citizen);

  QString title() const override;
  QString helpText() const override;
  Phase phase() const { return phase_; }
  QString hint() const;  // how to lay the card better

 signals:
  void cardKnown();  // from now on its owner is watched

 private:
  void onStart() override;
  void onRetry() override;
  void onLeave() override;
  void awaitCard();
  void cardRead(Outcome<devices::IdCard> card);
  void check();

  const std::shared_ptr<Citizen> citizen_;
  Phase phase_ = AwaitingCard;
  std::string hint_;  // a problem's code
};

}  // namespace doorstep::kiosk
