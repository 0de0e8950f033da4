#pragma once

#include <QImage>
#include <vector>

#include "kiosk/cases/citizen.h"
#include "kiosk/cases/open_case.h"
#include "kiosk/cases/step.h"
#include "kiosk/cases/upload.h"
#include "kiosk/cases/viewfinder.h"

namespace doorstep::kiosk {

// The licence photo: live advice, taken by itself once it is good, uploaded when the person agrees.
class PhotoStep : public doorstep::kiosk::Step {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("steps are made by the kiosk")
  Q_PROPERTY(bool live READ live NOTIFY changed)
  Q_PROPERTY(QStringList advice READ advice NOTIFY changed)
  Q_PROPERTY(bool good READ good NOTIFY changed)
  Q_PROPERTY(QImage preview READ preview NOTIFY previewChanged)
  Q_PROPERTY(QImage taken READ taken NOTIFY changed)
  Q_PROPERTY(bool hasTaken READ hasTaken NOTIFY changed)

 public:
  PhotoStep(const Tools& tools, std::shared_ptr<const Citizen> citizen, std::shared_ptr<OpenCase> open);

  QString title() const override;
  QString helpText() const override;
  QString primaryText() const override;
  bool primaryEnabled() const override { return hasTaken(); }
  bool live() const { return live_; }
  QStringList advice() const;  // what to do now comes first
  bool good() const { return live_ && advice_.empty(); }
  QImage preview() const { return preview_; }
  QImage taken() const;
  bool hasTaken() const;

  Q_INVOKABLE void capture();
  Q_INVOKABLE void retake();

 signals:
  void previewChanged();

 private:
  void onStart() override;
  void onProceed() override;
  void onRetry() override;
  void onLeave() override;
  void look();
  void seen(const Sighting& sighting);
  void took(const Outcome<PersonalBytes>& jpeg);
  void uploaded(const std::string& photoId);
  void refused(const Problem& problem);
  void discard();

  const std::shared_ptr<const Citizen> citizen_;
  const std::shared_ptr<OpenCase> open_;
  Viewfinder viewfinder_;
  std::unique_ptr<Upload> upload_;
  QImage preview_;
  std::vector<devices::PhotoAdvice> advice_;
  bool live_ = false;
};

}  // namespace doorstep::kiosk
