#include "kiosk/cases/photo_step.h"

#include "devices/manager.h"
#include "kiosk/cases/tools.h"

namespace doorstep::kiosk {
namespace {

constexpr std::chrono::milliseconds kStill{1000};

PersonalBytes bytesOf(const Secret& secret) {
  const auto text = secret.reveal();
  const auto* begin = reinterpret_cast<const std::byte*>(text.data());
  return {begin, begin + text.size()};
}

}  // namespace

PhotoStep::PhotoStep(const Tools& tools, std::shared_ptr<const Citizen> citizen,
                     std::shared_ptr<OpenCase> open)
    : Step(tools), citizen_(std::move(citizen)), open_(std::move(open)) {
  connect(&viewfinder_, &Viewfinder::seen, this, &PhotoStep::seen);
  connect(&viewfinder_, &Viewfinder::took, this, &PhotoStep::took);
  connect(&viewfinder_, &Viewfinder::failed, this, [this](const Problem& problem) {
    live_ = false;
    fail(problem);
  });
}

QString PhotoStep::title() const {
  return hasTaken() ? say({"这张照片可以吗？", "Is this picture all right?"})
                    : say({"请看镜头，拍一张证件照", "Look into the camera for your photo"});
}

QString PhotoStep::helpText() const {
  return say({"请看镜头，按提示坐正。合适了机器自己拍，拍好可以重拍，也可以按下面的按钮用这一张。",
              "Look into the camera and follow the hints. The picture is taken by itself when it is good; "
              "you can take it again, or use it with the button below."});
}

QString PhotoStep::primaryText() const {
  return hasTaken() ? say({"用这张", "Use this one"}) : QString();
}

QStringList PhotoStep::advice() const {
  QStringList texts;
  for (const auto advice : advice_) texts << say(adviceText(advice));
  return texts;
}

bool PhotoStep::hasTaken() const {
  return !open_->draft.photoJpeg.empty();
}

QImage PhotoStep::taken() const {
  const auto jpeg = open_->draft.photoJpeg.reveal();
  return QImage::fromData(reinterpret_cast<const uchar*>(jpeg.data()), static_cast<int>(jpeg.size()), "JPEG");
}

void PhotoStep::capture() {
  viewfinder_.capture();
}

void PhotoStep::retake() {
  if (state() != Ready) return;
  discard();
  look();
}

void PhotoStep::onStart() {
  if (hasTaken())
    ready();
  else
    look();
}

void PhotoStep::look() {
  advice_ = {devices::PhotoAdvice::NoFace};
  live_ = false;
  work({"正在打开摄像头……", "Opening the camera…"});
  viewfinder_.open(tools().devices->camera(), kStill);
}

void PhotoStep::seen(const Sighting& sighting) {
  preview_ = sighting.picture;
  emit previewChanged();
  if (live_ && sighting.advice == advice_) return;
  advice_ = sighting.advice;
  live_ = true;
  ready();
}

void PhotoStep::took(const Outcome<PersonalBytes>& jpeg) {
  live_ = false;
  preview_ = {};
  emit previewChanged();
  if (!jpeg) return fail(jpeg.error());
  open_->draft.photoJpeg =
      Secret(std::string_view(reinterpret_cast<const char*>(jpeg->data()), jpeg->size()));
  ready();
}

void PhotoStep::onProceed() {
  if (!open_->draft.photoId.empty()) return finish();  // back from a later page: it is on file already
  if (!upload_) {
    upload_ = std::make_unique<Upload>(tools(), open_->id, Intent::Kind::Photo);
    connect(upload_.get(), &Upload::done, this, &PhotoStep::uploaded);
    connect(upload_.get(), &Upload::failed, this, &PhotoStep::refused);
  }
  work({"正在上传照片……", "Sending the photo…"});
  upload_->send([this](const std::string& key, Done<std::string> id, std::stop_token stop) {
    tools().platform->uploadPhoto(key, citizen_->records.identity.personId, bytesOf(open_->draft.photoJpeg),
                                  std::move(id), std::move(stop));
  });
}

void PhotoStep::onRetry() {
  if (hasTaken())
    onProceed();
  else
    look();
}

void PhotoStep::uploaded(const std::string& photoId) {
  open_->draft.photoId = photoId;
  if (auto stored = open_->record(tools(), What::PhotoTaken, Actor::Citizen, photoId); !stored)
    return fail(stored.error());
  finish();
}

void PhotoStep::refused(const Problem& problem) {
  // A picture the platform does not take is of no use: the next attempt begins with a new one.
  if (problem.code == "platform.rejected") discard();
  fail(problem);
}

void PhotoStep::discard() {
  upload_.reset();
  open_->draft.photoJpeg.wipe();
  open_->draft.photoId.clear();
}

void PhotoStep::onLeave() {
  viewfinder_.close();
  preview_ = {};
  if (upload_) upload_->giveUp();
}

}  // namespace doorstep::kiosk
