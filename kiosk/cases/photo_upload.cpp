#include "kiosk/cases/photo_upload.h"

#include "kiosk/cases/here.h"
#include "kiosk/cases/tools.h"
#include "kiosk/journal/journal.h"
#include "services/client/platform.h"

namespace doorstep::kiosk {
namespace {

PersonalBytes bytesOf(const Secret& secret) {
  const auto text = secret.reveal();
  const auto* begin = reinterpret_cast<const std::byte*>(text.data());
  return {begin, begin + text.size()};
}

}  // namespace

PhotoUpload::PhotoUpload(const Tools& tools, std::string caseId, std::string personId)
    : tools_(tools), personId_(std::move(personId)) {
  intent_.id = services::newIdempotencyKey();
  intent_.caseId = std::move(caseId);
  intent_.kind = Intent::Kind::Photo;
  intent_.created = intent_.updated = tools_.now();
}

void PhotoUpload::send(const Secret& jpeg) {
  if (busy_ || stop_.stop_requested()) return;
  busy_ = true;
  jpeg_ = jpeg;
  if (!added_) {
    if (auto added = tools_.journal->add(intent_); !added) return end(tl::unexpected(added.error()));
    added_ = true;
  }
  upload();
}

void PhotoUpload::upload() {
  if (!store(Intent::State::Sent, {})) return end(problem("journal.unwritable", "photo"));
  const auto handle = [this](const Outcome<std::string>& photoId) { answered(photoId); };
  tools_.platform->uploadPhoto(intent_.id, personId_, bytesOf(jpeg_), doneOn<std::string>(this, handle),
                               stop_.get_token());
}

void PhotoUpload::answered(const Outcome<std::string>& photoId) {
  if (photoId)
    store(Intent::State::Done, *photoId);
  else
    store(Intent::State::Unknown, photoId.error().code);
  end(photoId);
}

bool PhotoUpload::store(Intent::State state, const std::string& result) {
  intent_.state = state;
  intent_.result = result;
  intent_.updated = tools_.now();
  return tools_.journal->update(intent_).has_value();
}

void PhotoUpload::end(const Outcome<std::string>& photoId) {
  busy_ = false;
  if (stop_.stop_requested()) return;
  if (photoId)
    emit done(*photoId);
  else
    emit failed(photoId.error());
}

void PhotoUpload::giveUp() {
  if (!stop_.request_stop()) return;
  if (added_ && intent_.open()) store(Intent::State::Abandoned, "left");
}

}  // namespace doorstep::kiosk
