#pragma once

#include "kiosk/cases/step.h"

namespace doorstep::kiosk {

// This station cannot serve now: where to go instead, and what staff need to know.
class OutOfServiceStep : public doorstep::kiosk::Step {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("steps are made by the kiosk")
  Q_PROPERTY(QString reasonText READ reasonText NOTIFY changed)
  Q_PROPERTY(QString staffText READ staffText NOTIFY changed)
  Q_PROPERTY(QStringList faults READ faults NOTIFY changed)

 public:
  OutOfServiceStep(const Tools& tools, std::optional<Problem> problem, std::vector<std::string> faults);

  QString title() const override;
  QString helpText() const override;
  QString reasonText() const;
  QString staffText() const;
  QStringList faults() const;

 private:
  void onStart() override { ready(); }

  const std::optional<Problem> reason_;
  const std::vector<std::string> faults_;
};

}  // namespace doorstep::kiosk
