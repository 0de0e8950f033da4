#include "kiosk/cases/viewfinder.h"

#include <QTimer>
#include <atomic>

#include "kiosk/cases/frame_picture.h"
#include "kiosk/cases/here.h"

namespace doorstep::kiosk {
namespace {

using devices::Clock;
using std::chrono::milliseconds;

constexpr milliseconds kLookFor{600000};  // one stream; then the next
constexpr milliseconds kWhileBusy{50};

}  // namespace

// What both threads touch. Everything that is not atomic belongs to the camera's thread.
struct Viewfinder::Eye {
  QPointer<Viewfinder> owner;
  milliseconds still;
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
  const auto verdict = check->judge(frame);
  const auto now = Clock::now();
  if (!verdict.good()) goodSince.reset();
  if (verdict.good() && !goodSince) goodSince = now;
  if (verdict.good() && (wanted || now - *goodSince >= still) && !closed.exchange(true)) {
    tell(self,
         [jpeg = devices::licencePhotoJpeg(frame, verdict)](Viewfinder& owner) { emit owner.took(jpeg); });
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

void Viewfinder::open(devices::Camera* camera, milliseconds still) {
  close();
  camera_ = camera;
  eye_ = std::make_shared<Eye>();
  eye_->owner = this;
  eye_->still = still;
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
