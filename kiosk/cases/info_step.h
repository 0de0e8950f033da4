#pragma once

#include "kiosk/cases/step.h"
#include "kiosk/catalogue/catalogue.h"

namespace doorstep::kiosk {

// What a procedure asks for and gives, to read without logging in.
class InfoStep : public doorstep::kiosk::Step {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("steps are made by the kiosk")
  // [{heading, lines: [text]}]
  Q_PROPERTY(QVariantList sections READ sections NOTIFY changed)

 public:
  InfoStep(const Tools& tools, const Procedure& procedure);

  QString title() const override;
  QString helpText() const override;
  QString primaryText() const override;
  QVariantList sections() const;

 private:
  void onStart() override { ready(); }

  const Procedure& procedure_;
};

}  // namespace doorstep::kiosk
