#pragma once

#include "kiosk/cases/citizen.h"
#include "kiosk/cases/open_case.h"
#include "kiosk/cases/step.h"

namespace doorstep::kiosk {

// The few things nobody knows but the citizen. What is on file is proposed, masked, and stays as it is unless
// changed.
class FormStep : public doorstep::kiosk::Step {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("steps are made by the kiosk")
  // [{id, kind: "phone" | "choice" | "address", title, value, options: [{id, title}], error}]
  Q_PROPERTY(QVariantList fields READ fields NOTIFY changed)

 public:
  FormStep(const Tools& tools, std::shared_ptr<const Citizen> citizen, std::shared_ptr<OpenCase> open);

  QString title() const override;
  QString helpText() const override;
  QString primaryText() const override;
  bool primaryEnabled() const override;
  QVariantList fields() const;

  Q_INVOKABLE void setValue(const QString& id, const QString& value);

 private:
  void onStart() override;
  void onProceed() override;
  const Secret& valueOf(const FormField& field) const;
  bool accepted(const FormField& field) const;
  QString shown(const FormField& field) const;
  QString error(const FormField& field) const;

  const std::shared_ptr<const Citizen> citizen_;
  const std::shared_ptr<OpenCase> open_;
};

}  // namespace doorstep::kiosk
