#pragma once

#include "kiosk/cases/step.h"
#include "kiosk/journal/outbox.h"

namespace doorstep::kiosk {

struct Fee;

// Pay with the phone, one code per payee. What is paid is the platform's word, asked for again and again; the
// payment itself lives in the outbox and does not depend on this page.
class PayStep : public doorstep::kiosk::Step {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("steps are made by the kiosk")
  // [{payee, item, amountText, stateText, settled}]
  Q_PROPERTY(QVariantList orders READ orders NOTIFY changed)
  Q_PROPERTY(QString totalText READ totalText NOTIFY changed)
  Q_PROPERTY(QString qrContent READ qrContent NOTIFY changed)
  Q_PROPERTY(QString qrPayee READ qrPayee NOTIFY changed)
  Q_PROPERTY(QString timeLeft READ timeLeft NOTIFY ticked)
  Q_PROPERTY(bool settled READ settled NOTIFY changed)

 public:
  PayStep(const Tools& tools, std::string caseId);

  QString title() const override;
  QString helpText() const override;
  QVariantList orders() const;
  QString totalText() const;
  QString qrContent() const;  // of the order to pay now
  QString qrPayee() const;
  QString timeLeft() const;  // "4:59" until the codes expire; empty when they have
  bool settled() const;

  Q_INVOKABLE void park();  // not now: the case waits

 signals:
  void ticked();
  void parked();
  void progressed();  // the person is paying, though no one touches the screen

 private:
  void onStart() override;
  void onTick() override;
  void onRetry() override;
  bool retriesByItself() const override { return false; }  // the outbox does
  void look();
  bool waitsOutside() const override;
  int secondsToExpiry() const;
  const services::PaymentOrder* orderToPay() const;
  const Fee* feeOf(const services::PaymentOrder& order) const;

  const std::string caseId_;
  std::optional<services::Payment> payment_;
};

}  // namespace doorstep::kiosk
