#pragma once

#include "kiosk/cases/citizen.h"
#include "kiosk/cases/open_case.h"
#include "kiosk/cases/step.h"

namespace doorstep::kiosk {

// Everything once more before it counts, then the signature. What is signed here is what is sent: the whole
// request is put into the journal before anything is paid or submitted.
class ConfirmStep : public doorstep::kiosk::Step {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("steps are made by the kiosk")
  // [{label, value}]
  Q_PROPERTY(QVariantList lines READ lines NOTIFY changed)
  Q_PROPERTY(QStringList declarations READ declarations NOTIFY changed)
  Q_PROPERTY(QString feeText READ feeText NOTIFY changed)
  Q_PROPERTY(bool canReveal READ canReveal NOTIFY changed)  // an address stands there masked
  Q_PROPERTY(bool isSigned READ isSigned NOTIFY changed)

 public:
  ConfirmStep(const Tools& tools, std::shared_ptr<const Citizen> citizen, std::shared_ptr<OpenCase> open);

  QString title() const override;
  QString helpText() const override;
  QString primaryText() const override;
  bool primaryEnabled() const override { return isSigned(); }
  QVariantList lines() const;
  QStringList declarations() const;
  QString feeText() const;
  bool canReveal() const;
  bool isSigned() const;

  Q_INVOKABLE void reveal();  // the address in full, for a few seconds

  // Strokes are lists of {x, y, t}: x and y in 0..1 of the pad, t in ms. `aspect`: the pad's width to its
  // height.
  Q_INVOKABLE void setSignature(const QVariantList& strokes, qreal aspect);
  Q_INVOKABLE void clearSignature();

 private:
  void onStart() override;
  void onProceed() override;
  void onTick() override;
  void onLeave() override { revealedSeconds_ = 0; }
  std::int64_t totalFen() const;

  const std::shared_ptr<const Citizen> citizen_;
  const std::shared_ptr<OpenCase> open_;
  int revealedSeconds_ = 0;  // left
};

}  // namespace doorstep::kiosk
