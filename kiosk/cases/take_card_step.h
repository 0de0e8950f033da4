#pragma once

#include "kiosk/cases/step.h"

namespace doorstep::kiosk {

// Waits until the card has been taken, and insists: people walk off without it.
class TakeCardStep : public doorstep::kiosk::Step {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("steps are made by the kiosk")
  Q_PROPERTY(int insistence READ insistence NOTIFY changed)

 public:
  using Step::Step;

  QString title() const override;
  QString helpText() const override;
  int insistence() const { return seconds_ / kInsistEvery; }

 private:
  static constexpr int kInsistEvery = 5;  // s

  void onStart() override;
  void onTick() override;
  void onLeave() override;

  int seconds_ = 0;
  int secondsWithoutReader_ = 0;
};

}  // namespace doorstep::kiosk
