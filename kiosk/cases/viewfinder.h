#pragma once

#include <QImage>
#include <QObject>
#include <memory>
#include <vector>

#include "devices/camera.h"
#include "devices/imaging/photo_check.h"
#include "kiosk/base/localized.h"

namespace doorstep::kiosk {

// One frame and what it would be worth as a licence photo.
struct Sighting {
  QImage picture;  // the frame's own bytes, not a copy
  std::vector<devices::PhotoAdvice> advice;
};

// What the person does about it, as spoken.
const Localized& adviceText(devices::PhotoAdvice advice);

// Looks through the camera. Every frame is judged on the camera's thread; what comes out of it arrives on
// this object's. Frames nobody had time for are skipped, not queued.
class Viewfinder : public QObject {
  Q_OBJECT

 public:
  Viewfinder();
  ~Viewfinder() override { close(); }

  // What the picture is for: a licence photo, or to be compared with one; then the wall need not be white.
  enum class Purpose { LicencePhoto, Comparison };
  // `still`: how long the picture must have been good before it is taken by itself.
  void open(devices::Camera* camera, std::chrono::milliseconds still,
            Purpose purpose = Purpose::LicencePhoto);
  void close();
  // Takes the next good frame at once.
  void capture();

 signals:
  void seen(const doorstep::kiosk::Sighting& sighting);
  void took(const doorstep::Outcome<doorstep::PersonalBytes>& jpeg);  // the looking is over
  void failed(const doorstep::Problem& problem);                      // as above

 private:
  struct Eye;

  void stream();

  devices::Camera* camera_ = nullptr;
  std::shared_ptr<Eye> eye_;  // shared with the camera's thread; replaced by every open()
};

}  // namespace doorstep::kiosk
