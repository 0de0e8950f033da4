#include "kiosk/cases/viewfinder.h"

#include <QTimer>
#include <array>
#include <atomic>

#include "kiosk/cases/frame_picture.h"
#include "kiosk/cases/here.h"

namespace doorstep::kiosk {
namespace {

using devices::Clock;
using std::chrono::milliseconds;

constexpr milliseconds kLookFor{600000};  // one stream; then the next
constexpr milliseconds kWhileBusy{50};
constexpr double kLargestComparison = 100 * 1024;  // bytes

}  // namespace

const Localized& adviceText(devices::PhotoAdvice advice) {
  static const std::array<Localized, 12> kTexts{{
      {"请坐到镜头前，看着镜头", "Sit in front of the camera and look into it"},
      {"请让别人先让开，只拍您一个人", "Only you should be in the picture"},
      {"请靠近一点", "Come a little closer"},
      {"请往后一点", "Move back a little"},
      {"请往左一点", "Move a little to your left"},
      {"请往右一点", "Move a little to your right"},
      {"请坐高一点", "Sit up a little"},
      {"请坐低一点", "Sit a little lower"},
      {"请坐稳别动", "Please hold still"},
      {"太暗了，请把灯打开", "It is too dark: please turn on the light"},
      {"太亮了，请避开强光", "It is too bright: please avoid the strong light"},
      {"请坐到白色背景前", "Sit in front of the white background"},
  }};
  return kTexts.at(static_cast<std::size_t>(advice));
}

// What both threads touch. Everything that is not atomic belongs to the camera's thread.
struct Viewfinder::Eye {
  QPointer<Viewfinder> owner;
  milliseconds still{0};
  Purpose purpose = Purpose::LicencePhoto;
  std::atomic<bool> closed{false};
  std::atomic<bool> wanted{false};   // take the next good one
  std::atomic<bool> showing{false};  // a sighting is on its way
  std::optional<devices::PhotoCheck> check;
  std::optional<Clock::time_point> goodSince;

  // True when the looking is over.
  bool see(const devices::Frame& frame, const std::shared_ptr<Eye>& self);
  template <class Tell>
  static void tell(const std::shared_ptr<Eye>& self, Tell tell) {
    onMainThread([self, tell = std::move(tell)] {
      if (self->owner && self->owner->eye_ == self) tell(*self->owner);
    });
  }
};

bool Viewfinder::Eye::see(const devices::Frame& frame, const std::shared_ptr<Eye>& self) {
  if (closed) return true;
  if (!check) {
    auto made = devices::PhotoCheck::create();
    if (!made) {
      closed = true;
      tell(self, [problem = made.error()](Viewfinder& owner) { emit owner.failed(problem); });
      return true;
    }
    check.emplace(std::move(*made));
  }
  auto verdict = check->judge(frame);
  if (purpose == Purpose::Comparison) std::erase(verdict.advice, devices::PhotoAdvice::BackgroundNotWhite);
  const auto now = Clock::now();
  if (!verdict.good()) goodSince.reset();
  if (verdict.good() && !goodSince) goodSince = now;
  if (verdict.good() && (wanted || now - *goodSince >= still) && !closed.exchange(true)) {
    devices::PhotoRule rule;
    if (purpose == Purpose::Comparison) rule.bytes = {0, kLargestComparison};
    tell(self, [jpeg = devices::licencePhotoJpeg(frame, verdict, rule)](Viewfinder& owner) {
      emit owner.took(jpeg);
    });
    return true;
  }
  if (!showing.exchange(true)) {
    tell(self, [sighting = Sighting{pictureOf(frame), verdict.advice}](Viewfinder& owner) {
      owner.eye_->showing = false;
      emit owner.seen(sighting);
    });
  }
  return false;
}

Viewfinder::Viewfinder() = default;

void Viewfinder::open(devices::Camera* camera, milliseconds still, Purpose purpose) {
  close();
  camera_ = camera;
  eye_ = std::make_shared<Eye>();
  eye_->owner = this;
  eye_->still = still;
  eye_->purpose = purpose;
  if (camera_)
    stream();
  else
    emit failed(problem("device.offline", "the station has no camera").value());
}

void Viewfinder::stream() {
  const auto sink = [eye = eye_, camera = camera_](const devices::Frame& frame) {
    if (eye->see(frame, eye)) camera->stop();
  };
  const auto ended = [this, eye = eye_](const Outcome<void>& outcome) {
    if (eye != eye_ || eye->closed || outcome) return;
    const auto& code = outcome.error().code;
    if (code == "device.timed-out") return stream();
    if (code == "device.busy")
      return QTimer::singleShot(kWhileBusy, this, [this, eye] {
        if (eye == eye_) stream();
      });
    eye->closed = true;
    emit failed(outcome.error());
  };
  camera_->stream(sink, kLookFor, doneOn<void>(this, ended));
}

void Viewfinder::capture() {
  if (eye_) eye_->wanted = true;
}

void Viewfinder::close() {
  if (!eye_) return;
  eye_->closed = true;
  eye_.reset();
  if (camera_) camera_->stop();
}

}  // namespace doorstep::kiosk
