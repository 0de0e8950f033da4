#pragma once

#include "kiosk/cases/slip.h"
#include "kiosk/cases/step.h"
#include "services/client/platform.h"

namespace doorstep::kiosk {

// Done: the number, what happens next and by when; on paper and into the phone. Or only looked at: how far an
// earlier application is; then nothing is printed unless asked for.
class ReceiptStep : public doorstep::kiosk::Step {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("steps are made by the kiosk")
  Q_PROPERTY(QString applicationNumber READ applicationNumber NOTIFY changed)
  // [{label, value}]
  Q_PROPERTY(QVariantList lines READ lines NOTIFY changed)
  Q_PROPERTY(QString promiseText READ promiseText NOTIFY changed)
  Q_PROPERTY(QString qrContent READ qrContent NOTIFY changed)
  // an earlier application is only looked at: nothing has just been done
  Q_PROPERTY(bool looking READ looking CONSTANT)
  Q_PROPERTY(bool printed READ printed NOTIFY changed)
  Q_PROPERTY(bool printing READ printing NOTIFY changed)
  // the signed application can be printed, too
  Q_PROPERTY(bool canPrintSigned READ canPrintSigned CONSTANT)
  Q_PROPERTY(bool printingSigned READ printingSigned NOTIFY changed)

 public:
  enum class Purpose { HandOut, Look };
  // `signedPaper`: what was signed for it in this visit, to be had on A4.
  ReceiptStep(const Tools& tools, services::Application application, Purpose purpose = Purpose::HandOut,
              std::optional<devices::PrintDocument> signedPaper = {});

  QString title() const override;
  QString helpText() const override;
  QString primaryText() const override;
  QString applicationNumber() const;
  QVariantList lines() const;
  QString promiseText() const;
  QString qrContent() const;
  bool looking() const { return purpose_ == Purpose::Look; }
  bool printed() const { return slip_.printed(); }
  bool printing() const { return slip_.printing(); }
  // The slip came out, or did not and that was said: the card may be taken.
  bool handedOut() const;

  bool canPrintSigned() const { return signedPaper_.has_value(); }
  bool printingSigned() const { return page_.printing(); }

  Q_INVOKABLE void printAgain();
  Q_INVOKABLE void printSigned();

 signals:
  void printedOnce();

 private:
  void onStart() override;
  void onLeave() override;
  void fetched(Outcome<services::Receipt> receipt);

  const services::Application application_;
  const Purpose purpose_;
  const std::optional<devices::PrintDocument> signedPaper_;
  std::optional<services::Receipt> receipt_;
  Slip slip_;
  Slip page_;  // the signed application
};

}  // namespace doorstep::kiosk
