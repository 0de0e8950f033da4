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
  // [{id, kind: "phone" | "choice" | "address", title, value, options: [{id, title}], error, maxLength,
  // masked: the value is on file and not shown in full, revealed: it is for a while, hasFiled: another value
  // can be given up for the one on file}]
  Q_PROPERTY(QVariantList fields READ fields NOTIFY changed)

 public:
  FormStep(const Tools& tools, std::shared_ptr<const Citizen> citizen, std::shared_ptr<OpenCase> open);

  QString title() const override;
  QString helpText() const override;
  QString primaryText() const override;
  bool primaryEnabled() const override;
  QVariantList fields() const;

  Q_INVOKABLE void setValue(const QString& id, const QString& value);
  Q_INVOKABLE void useFiled(const QString& id);  // the value on file again
  Q_INVOKABLE void reveal(const QString& id);    // an address in full, for a few seconds

 private:
  void onStart() override;
  void onProceed() override;
  void onTick() override;
  void onLeave() override;
  const Secret& valueOf(const FormField& field) const;
  bool accepted(const FormField& field) const;
  QString shown(const FormField& field) const;
  bool masked(const FormField& field) const;
  const Secret& filed(const FormField& field) const;
  QString error(const FormField& field) const;

  const std::shared_ptr<const Citizen> citizen_;
  const std::shared_ptr<OpenCase> open_;
  std::string revealed_;  // the field
  int revealedSeconds_ = 0;
};

}  // namespace doorstep::kiosk
