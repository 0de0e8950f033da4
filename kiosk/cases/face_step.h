#pragma once

#include <QImage>
#include <vector>

#include "kiosk/cases/citizen.h"
#include "kiosk/cases/open_case.h"
#include "kiosk/cases/step.h"
#include "kiosk/cases/viewfinder.h"

namespace doorstep::kiosk {

// Is the person the holder of the card? With the person's consent the camera looks and the platform compares;
// the picture is kept by nobody. Whoever does not want to be looked at, or is not recognised, is checked by
// the staff: a face is never the only way (PIPL Art. 28, 29). They do it at the counter; or, at a station
// that takes badges, a guide comes here, shows one to the barcode reader and confirms on the screen.
class FaceStep : public doorstep::kiosk::Step {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("steps are made by the kiosk")
  Q_PROPERTY(Phase phase READ phase NOTIFY changed)
  Q_PROPERTY(QString text READ text NOTIFY changed)
  Q_PROPERTY(QString staffText READ staffText NOTIFY changed)  // on the button of the other way
  Q_PROPERTY(bool live READ live NOTIFY changed)
  Q_PROPERTY(bool good READ good NOTIFY changed)
  Q_PROPERTY(QStringList advice READ advice NOTIFY changed)
  Q_PROPERTY(QImage preview READ preview NOTIFY previewChanged)
  // on the card's chip, for the guide to compare; null in every other phase
  Q_PROPERTY(QImage portrait READ portrait NOTIFY changed)

 public:
  enum Phase {
    Asking,         // for consent
    Looking,        // into the camera, and comparing
    NotRecognised,  // once more, or the staff
    WithStaff,
    Confirming,  // a guide has shown a badge, and is asked
  };
  Q_ENUM(Phase)

  FaceStep(const Tools& tools, std::shared_ptr<Citizen> citizen, std::shared_ptr<OpenCase> open);

  QString title() const override;
  QString helpText() const override;
  QString primaryText() const override;
  Phase phase() const { return phase_; }
  QString text() const;
  QString staffText() const;
  bool live() const { return live_; }
  bool good() const { return live_ && advice_.empty(); }
  QStringList advice() const;  // what to do now comes first
  QImage preview() const { return preview_; }
  QImage portrait() const { return portrait_; }
  bool scanned(const Secret& text) override;  // a guide's badge, whenever the page is not at work

  Q_INVOKABLE void askStaff();  // instead of the camera, at any moment; the guide's "no"

 signals:
  void previewChanged();
  void guideCame();

 private:
  void onStart() override;
  void onProceed() override;
  void onRetry() override;
  void onTick() override;
  void onLeave() override;
  bool retriesByItself() const override { return false; }
  void enter(Phase phase);
  QString staffWay() const;
  void look();
  void stopLooking();
  void seen(const Sighting& sighting);
  void took(const Outcome<PersonalBytes>& jpeg);
  void compared(services::FaceComparison result);
  void confirm(const std::string& by, Actor actor);

  const std::shared_ptr<Citizen> citizen_;
  const std::shared_ptr<OpenCase> open_;
  Viewfinder viewfinder_;
  Phase phase_ = Asking;
  int looks_ = 0;  // that did not recognise the person
  QImage preview_;
  std::vector<devices::PhotoAdvice> advice_;
  bool live_ = false;
  bool cameraAway_ = false;
  std::string guide_;  // the number of who is asked
  QImage portrait_;
  int askedSeconds_ = 0;
};

}  // namespace doorstep::kiosk
