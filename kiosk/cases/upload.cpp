#include "kiosk/cases/upload.h"

#include "kiosk/cases/here.h"
#include "kiosk/cases/tools.h"
#include "kiosk/journal/journal.h"
#include "services/client/platform.h"

namespace doorstep::kiosk {

Upload::Upload(const Tools& tools, std::string caseId, Intent::Kind kind) : tools_(tools) {
  intent_.id = services::newIdempotencyKey();
  intent_.caseId = std::move(caseId);
  intent_.kind = kind;
  intent_.created = intent_.updated = tools_.now();
}

void Upload::send(const Call& call) {
  if (busy_ || stop_.stop_requested()) return;
  busy_ = true;
  if (!added_) {
    if (auto added = tools_.journal->add(intent_); !added) return end(tl::unexpected(added.error()));
    added_ = true;
  }
  if (!store(Intent::State::Sent, {}))
    return end(problem("journal.unwritable", std::string(word(intent_.kind))));
  const auto handle = [this](const Outcome<std::string>& id) { answered(id); };
  call(intent_.id, doneOn<std::string>(this, handle), stop_.get_token());
}

void Upload::answered(const Outcome<std::string>& id) {
  if (id)
    store(Intent::State::Done, *id);
  else
    store(Intent::State::Unknown, id.error().code);
  end(id);
}

bool Upload::store(Intent::State state, const std::string& result) {
  intent_.state = state;
  intent_.result = result;
  intent_.updated = tools_.now();
  return tools_.journal->update(intent_).has_value();
}

void Upload::end(const Outcome<std::string>& id) {
  busy_ = false;
  if (stop_.stop_requested()) return;
  if (id)
    emit done(*id);
  else
    emit failed(id.error());
}

void Upload::giveUp() {
  if (!stop_.request_stop()) return;
  if (added_ && intent_.open()) store(Intent::State::Abandoned, "left");
}

}  // namespace doorstep::kiosk
