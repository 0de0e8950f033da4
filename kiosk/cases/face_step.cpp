#include "kiosk/cases/face_step.h"

#include "devices/manager.h"
#include "kiosk/base/log.h"
#include "kiosk/cases/frame_picture.h"
#include "kiosk/cases/tools.h"
#include "kiosk/cases/wording.h"
#include "kiosk/catalogue/catalogue.h"
#include "kiosk/desk/badge.h"

namespace doorstep::kiosk {
namespace {

constexpr std::chrono::milliseconds kStill{500};
constexpr int kMostLooks = 3;      // then only the staff can tell
constexpr int kAnswerWithin = 60;  // s; a guide who was called away has confirmed nothing

Outcome<Badge> guidesBadge(StaffBadges& badges, const Secret& scanned,
                           std::chrono::system_clock::time_point now) {
  auto badge = badges.read(scanned, now);
  if (badge && badge->role != StaffRole::Guide) return problem("badge.not-a-guide", badge->staff);
  return badge;
}

}  // namespace

FaceStep::FaceStep(const Tools& tools, std::shared_ptr<Citizen> citizen, std::shared_ptr<OpenCase> open)
    : Step(tools), citizen_(std::move(citizen)), open_(std::move(open)) {
  connect(&viewfinder_, &Viewfinder::seen, this, &FaceStep::seen);
  connect(&viewfinder_, &Viewfinder::took, this, &FaceStep::took);
  connect(&viewfinder_, &Viewfinder::failed, this, [this](const Problem& problem) {
    logWarning("face", problem.code, " (", problem.detail, ")");
    stopLooking();
    cameraAway_ = true;
    enter(WithStaff);
  });
}

QString FaceStep::title() const {
  switch (phase_) {
    case Asking:
      return say({"核对一下是不是您本人", "Are you the holder of this card?"});
    case Looking:
      return say({"请看镜头", "Please look into the camera"});
    case NotRecognised:
      return say({"没有认出来", "You were not recognised"});
    case Confirming:
      return say(
          with({"导办员%1：这位是持卡本人吗？", "Guide %1: is this the holder of the card?"}, same(guide_)));
    case WithStaff:
      break;
  }
  return say({"请工作人员核对", "Our staff will check"});
}

QString FaceStep::helpText() const {
  return say({"这件事要确认是本人来办。可以看一下镜头，也可以请工作人员当面核对，两种都行。",
              "This can only be done in person. Look into the camera, or let our staff check: either will "
              "do."});
}

QString FaceStep::text() const {
  switch (phase_) {
    case Asking:
      return say({"同意的话，镜头看您一眼，照片传到省公安平台，和身份证照片比对。比完就删，哪里都不留。",
                  "If you agree, the camera looks at you once and the police platform compares you with the "
                  "photo of your ID card. The picture is deleted at once and kept nowhere."});
    case NotRecognised:
      return looks_ < kMostLooks
                 ? say({"请摘下帽子、口罩和墨镜，脸对着亮处，再看一次镜头。也可以请工作人员核对。",
                        "Take off hat, mask and dark glasses, face the light, and look once more. Or let our "
                        "staff check."})
                 : say({"镜头认不出来，请工作人员当面核对。",
                        "The camera cannot tell. Please let our staff check."});
    case WithStaff:
      return staffWay();
    case Confirming:
      return say({"请当面看一看，和身份证上的照片对一对。确认会记下您的工号，这位就在这台机器上接着办。",
                  "Compare the person in front of you with the photo of the ID card. Your number is recorded "
                  "with your answer, and they go on at this machine."});
    case Looking:
      break;
  }
  return {};
}

QString FaceStep::staffWay() const {
  const auto away = say({"摄像头现在用不了。", "The camera does not work right now. "});
  const auto counter = say(with({"请带身份证到%1，工作人员当面核对，在那里给您办。",
                                 "Please take your ID card to %1: the staff there check in person and do it "
                                 "for you. "},
                                tools().catalogue->station().counter));
  const auto guide =
      tools().badges
          ? say({"也可以点下面的“叫导办员”：导办员过来出示工作证，当面核对好，您就在这里接着办。",
                 "Or touch \"Call a guide\" below: a guide who comes and shows a badge checks you here, and "
                 "you go on at this machine."})
          : say({"有不明白的，点下面的“叫导办员”。", "Touch \"Call a guide\" below if you have a question."});
  return (cameraAway_ ? away : QString()) + counter + guide;
}

QString FaceStep::primaryText() const {
  if (phase_ == Confirming) return say(with({"%1确认：是本人", "%1 confirms: it is"}, same(guide_)));
  if (phase_ == Asking) return say({"同意，看镜头", "I agree, look at me"});
  if (phase_ == NotRecognised && looks_ < kMostLooks) return say({"再看一次镜头", "Look once more"});
  return {};
}

QString FaceStep::staffText() const {
  if (phase_ == Confirming) return say({"不是本人，或者看不准", "It is not, or I cannot tell"});
  if (phase_ == WithStaff)
    return looks_ < kMostLooks ? say({"还是看镜头", "Use the camera after all"}) : QString();
  return say({"不看镜头，请工作人员核对", "No camera: let the staff check"});
}

QStringList FaceStep::advice() const {
  QStringList texts;
  for (const auto advice : advice_) texts << say(adviceText(advice));
  return texts;
}

void FaceStep::onStart() {
  enter(Asking);
}

void FaceStep::enter(Phase phase) {
  phase_ = phase;
  portrait_ = phase == Confirming ? pictureOn(citizen_->card) : QImage();
  askedSeconds_ = 0;
  ready();
}

void FaceStep::onProceed() {
  if (phase_ == Confirming) return confirm("staff:" + guide_, Actor::Staff);
  if (!primaryText().isEmpty()) look();
}

void FaceStep::onTick() {
  if (phase_ == Confirming && ++askedSeconds_ >= kAnswerWithin) enter(WithStaff);
}

bool FaceStep::scanned(const Secret& text) {
  if (!tools().badges || state() != Ready) return false;
  const auto badge = guidesBadge(*tools().badges, text, tools().now());
  if (!badge) {
    logWarning("staff", badge.error().code, " (", badge.error().detail, ")");
    note(badge.error());
    return true;
  }
  stopLooking();
  guide_ = badge->staff;
  enter(Confirming);
  emit guideCame();
  return true;
}

void FaceStep::onRetry() {
  if (phase_ == Confirming) return enter(WithStaff);
  look();
}

void FaceStep::askStaff() {
  if (state() == Waiting || state() == Finished) return;
  if (phase_ == Confirming) {
    const auto stored = open_->record(tools(), What::IdentityDoubted, Actor::Staff, "staff:" + guide_);
    if (!stored) return fail(stored.error());
  }
  stopLooking();
  enter(phase_ == WithStaff ? Asking : WithStaff);
}

void FaceStep::look() {
  phase_ = Looking;
  cameraAway_ = false;
  advice_ = {devices::PhotoAdvice::NoFace};
  live_ = false;
  work({"正在打开摄像头……", "Opening the camera…"});
  viewfinder_.open(tools().devices->camera(), kStill, Viewfinder::Purpose::Comparison);
}

void FaceStep::stopLooking() {
  viewfinder_.close();
  live_ = false;
  preview_ = {};
  emit previewChanged();
}

void FaceStep::seen(const Sighting& sighting) {
  preview_ = sighting.picture;
  emit previewChanged();
  if (live_ && sighting.advice == advice_) return;
  advice_ = sighting.advice;
  live_ = true;
  ready();
}

void FaceStep::took(const Outcome<PersonalBytes>& jpeg) {
  stopLooking();
  if (!jpeg) return fail(jpeg.error());
  work({"正在比对……", "Comparing…"});
  tools().platform->compareFace(
      citizen_->records.identity.personId, *jpeg,
      here<services::FaceComparison>([this](Outcome<services::FaceComparison> result) {
        if (phase_ != Looking) return;  // the staff was asked meanwhile
        if (!result) return fail(result.error());
        compared(*result);
      }),
      stopToken());
}

void FaceStep::compared(services::FaceComparison result) {
  if (result == services::FaceComparison::Same) return confirm("camera", Actor::Platform);
  ++looks_;
  enter(NotRecognised);
}

void FaceStep::confirm(const std::string& by, Actor actor) {
  if (auto stored = open_->record(tools(), What::IdentityConfirmed, actor, by); !stored)
    return fail(stored.error());
  citizen_->confirmedBy = by;
  finish();
}

void FaceStep::onLeave() {
  viewfinder_.close();
  preview_ = portrait_ = {};
}

}  // namespace doorstep::kiosk
