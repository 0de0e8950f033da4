#pragma once

#include "kiosk/cases/open_case.h"
#include "kiosk/cases/step.h"

namespace doorstep::kiosk {

// The materials: what is on file already and what is made here.
class MaterialsStep : public doorstep::kiosk::Step {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("steps are made by the kiosk")
  // [{title, state: "held" | "needed" | "capture", text, kind}]
  Q_PROPERTY(QVariantList materials READ materials NOTIFY changed)

 public:
  MaterialsStep(const Tools& tools, std::shared_ptr<const OpenCase> open);

  QString title() const override;
  QString helpText() const override;
  QString primaryText() const override;
  QVariantList materials() const;

 private:
  void onStart() override { ready(); }

  const std::shared_ptr<const OpenCase> open_;
};

}  // namespace doorstep::kiosk
