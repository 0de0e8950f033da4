#include "kiosk/cases/page_viewfinder.h"

#include <QTimer>
#include <array>
#include <atomic>

#include "devices/imaging/page_find.h"
#include "devices/imaging/page_watch.h"
#include "kiosk/cases/frame_picture.h"
#include "kiosk/cases/here.h"

namespace doorstep::kiosk {
namespace {

using namespace devices;
using std::chrono::milliseconds;

constexpr milliseconds kLookFor{600000};    // one stream; then the next
constexpr milliseconds kScanWithin{60000};  // a flatbed at 300 dpi takes half a minute
constexpr milliseconds kWhileBusy{50};

QPolygonF shareOf(const PageCorners& corners, const Frame& frame) {
  QPolygonF outline;
  for (const Point& corner : corners) outline << QPointF(corner.x / frame.width, corner.y / frame.height);
  return outline;
}

}  // namespace

const Localized& adviceText(PageAdvice advice) {
  static const std::array<Localized, 8> kTexts{{
      {"请把材料平放在镜头下面", "Lay the paper flat under the camera"},
      {"有一边露在外面，请把纸挪进来", "One edge is outside: move the paper in"},
      {"太暗了，请别挡住光", "It is too dark: please do not cover the light"},
      {"有反光，请把纸挪一挪或者放平", "It reflects: move the paper a little or lay it flat"},
      {"不清楚，请把纸放平", "It is blurred: lay the paper flat"},
      {"放倒了，请把纸转过来", "It is upside down: turn the paper round"},
      {"放反了，请换另一面", "Wrong side: turn the card over"},
      {"请放稳，手拿开", "Keep it still and take your hand away"},
  }};
  return kTexts.at(static_cast<std::size_t>(advice));
}

// What both threads touch. Everything that is not atomic belongs to the scanner's thread.
struct PageViewfinder::Eye {
  QPointer<PageViewfinder> owner;
  CardSide side = CardSide::Any;
  std::atomic<bool> closed{false};
  std::atomic<bool> wanted{false};   // take the picture now
  std::atomic<bool> showing{false};  // a sighting is on its way
  std::optional<PageCheck> check;
  PageWatch watch;

  // True when the looking is over: the page is to be taken, or nothing can be seen.
  bool see(const Frame& frame, const std::shared_ptr<Eye>& self);
  void show(const Frame& frame, const FoundPage* page, const PageVerdict& verdict,
            const std::shared_ptr<Eye>& self);
  template <class Tell>
  static void tell(const std::shared_ptr<Eye>& self, Tell tell) {
    onMainThread([self, tell = std::move(tell)] {
      if (self->owner && self->owner->eye_ == self) tell(*self->owner);
    });
  }
};

bool PageViewfinder::Eye::see(const Frame& frame, const std::shared_ptr<Eye>& self) {
  if (closed) return true;
  if (!check) {
    auto made = PageCheck::create();
    if (!made) {
      closed = true;
      tell(self, [problem = made.error()](PageViewfinder& owner) { emit owner.failed(problem); });
      return true;
    }
    check.emplace(std::move(*made));
  }
  const auto found = findPages(frame, {.most = 1});
  const FoundPage* const page = found.empty() ? nullptr : &found.front();
  PageVerdict verdict;
  if (page)
    verdict = check->judge(frame, *page, {.side = side});
  else
    verdict.advice = {PageAdvice::NothingFound};
  const bool rested = watch.see(page, verdict, Clock::now()) == PageWatch::Moment::Capture;
  if ((rested || wanted) && !closed.exchange(true)) {
    tell(self, [](PageViewfinder& owner) { owner.scan(); });
    return true;
  }
  show(frame, page, verdict, self);
  return false;
}

void PageViewfinder::Eye::show(const Frame& frame, const FoundPage* page, const PageVerdict& verdict,
                               const std::shared_ptr<Eye>& self) {
  if (showing.exchange(true)) return;
  PageSighting sighting{pictureOf(frame), page ? shareOf(page->corners, frame) : QPolygonF(), verdict.advice};
  tell(self, [sighting = std::move(sighting)](PageViewfinder& owner) {
    owner.eye_->showing = false;
    emit owner.seen(sighting);
  });
}

PageViewfinder::PageViewfinder() = default;

void PageViewfinder::open(DocumentScanner* scanner, CardSide side, int dpi) {
  close();
  scanner_ = scanner;
  scanning_ = false;
  dpi_ = dpi;
  eye_ = std::make_shared<Eye>();
  eye_->owner = this;
  eye_->side = side;
  if (!scanner_)
    emit failed(problem("device.offline", "the station has no document scanner").value());
  else if (scanner_->hasPreview())
    stream();
}

void PageViewfinder::stream() {
  const auto sink = [eye = eye_, scanner = scanner_](const Frame& frame) {
    if (eye->see(frame, eye)) scanner->stop();
  };
  scanner_->stream(sink, kLookFor, doneOn<void>(this, [this, eye = eye_](const Outcome<void>& outcome) {
                     ended(eye, outcome);
                   }));
}

void PageViewfinder::ended(const std::shared_ptr<Eye>& eye, const Outcome<void>& outcome) {
  if (eye != eye_ || eye->closed || outcome) return;
  const auto& code = outcome.error().code;
  if (code == "device.timed-out") return stream();
  if (code == "device.busy")
    return QTimer::singleShot(kWhileBusy, this, [this, eye] {
      if (eye == eye_) stream();
    });
  eye->closed = true;
  emit failed(outcome.error());
}

// The stream is ending: until it has, the scanner is busy.
void PageViewfinder::scan() {
  emit taking();
  scanning_ = true;
  const auto handle = [this, eye = eye_](const Outcome<Frame>& picture) {
    if (eye != eye_) return;
    scanning_ = false;
    if (picture) return emit took(*picture);
    if (picture.error().code != "device.busy") return emit failed(picture.error());
    QTimer::singleShot(kWhileBusy, this, [this, eye] {
      if (eye == eye_) scan();
    });
  };
  scanner_->scan(dpi_, kScanWithin, doneOn<Frame>(this, handle));
}

void PageViewfinder::capture() {
  if (!eye_ || eye_->closed) return;
  if (scanner_->hasPreview())
    eye_->wanted = true;
  else if (!eye_->closed.exchange(true))
    scan();
}

void PageViewfinder::close() {
  if (!eye_) return;
  eye_->closed = true;
  eye_.reset();
  if (!scanner_) return;
  if (scanning_)
    scanner_->cancel();
  else
    scanner_->stop();
}

}  // namespace doorstep::kiosk
