#pragma once

#include "devices/id_card_reader.h"
#include "kiosk/cases/step.h"

namespace doorstep::kiosk {

// The welcome: what this station offers now. A card laid on the reader begins a visit by itself.
class AttractStep : public doorstep::kiosk::Step {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("steps are made by the kiosk")
  // [{id, title, summary, promise, available, reason}]
  Q_PROPERTY(QVariantList offers READ offers NOTIFY changed)
  Q_PROPERTY(QStringList notices READ notices NOTIFY changed)
  // why nobody can begin now; the primary button is disabled as long
  Q_PROPERTY(QString readerText READ readerText NOTIFY changed)

 public:
  using Step::Step;

  QString title() const override;
  QString helpText() const override;
  QVariantList offers() const;
  QStringList notices() const;
  QString readerText() const;
  bool primaryEnabled() const override;

  Q_INVOKABLE void openInfo(const QString& id);
  Q_INVOKABLE void begin();

 signals:
  void infoWanted(const QString& procedure);
  void cardWanted();                           // somebody wants to begin, or a card lies badly
  void cardRead(const devices::IdCard& card);  // a card was laid on the reader

 private:
  void onStart() override;
  void onLeave() override;
};

}  // namespace doorstep::kiosk
