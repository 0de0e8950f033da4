#pragma once

#include "kiosk/cases/step.h"

namespace doorstep::kiosk {

// A short farewell. Everything personal is gone already.
class GoodbyeStep : public doorstep::kiosk::Step {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("steps are made by the kiosk")
  Q_PROPERTY(QString text READ text NOTIFY changed)
  Q_PROPERTY(int secondsLeft READ secondsLeft NOTIFY changed)

 public:
  GoodbyeStep(const Tools& tools, Localized text);

  QString title() const override;
  QString helpText() const override;
  QString text() const;
  int secondsLeft() const { return secondsLeft_; }

 private:
  void onStart() override { ready(); }
  void onTick() override;

  const Localized text_;
  int secondsLeft_;
};

}  // namespace doorstep::kiosk
