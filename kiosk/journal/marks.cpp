#include "kiosk/journal/marks.h"

#include <QTimer>
#include <algorithm>

#include "devices/manager.h"
#include "kiosk/base/log.h"
#include "kiosk/cases/here.h"
#include "kiosk/cases/tools.h"
#include "kiosk/journal/journal.h"
#include "kiosk/journal/payload.h"
#include "services/client/platform.h"

namespace doorstep::kiosk {
namespace {

using devices::Marked;
using devices::MarkJob;
using devices::MarkReport;
using State = Intent::State;

constexpr std::chrono::milliseconds forQuestion{10'000};

devices::PlateMarker* machineOf(const Tools& tools) {
  return tools.devices ? tools.devices->plateMarker() : nullptr;
}

// The machine was not asked at all, so it is worth asking again.
bool notAsked(const Problem& problem) {
  return problem.code == "device.offline" || problem.code == "device.busy" ||
         problem.code == "device.removed" || problem.code == "device.timed-out";
}

}  // namespace

Marks::Marks(const Tools& tools, std::chrono::milliseconds askAgain) : tools_(tools), askAgain_(askAgain) {}

OpenMark* Marks::find(const std::string& intentId) {
  const auto found = std::find_if(unsettled_.begin(), unsettled_.end(),
                                  [&](const OpenMark& open) { return open.intent.id == intentId; });
  return found == unsettled_.end() ? nullptr : &*found;
}

void Marks::forget(const std::string& intentId) {
  std::erase_if(unsettled_, [&](const OpenMark& open) { return open.intent.id == intentId; });
  emit changed();
}

Outcome<void> Marks::store(Intent& intent, State state, const std::string& result) {
  intent.state = state;
  intent.result = result;
  intent.updated = tools_.now();
  auto stored = tools_.journal->update(intent);
  if (!stored) logError("marks", stored.error().code, " (", stored.error().detail, ")");
  return stored;
}

Outcome<void> Marks::reconcile() {
  auto intents = tools_.journal->openIntents();
  if (!intents) return tl::unexpected(intents.error());
  for (auto& intent : *intents) {
    if (intent.kind != Intent::Kind::Mark) continue;
    // A payload that cannot be read leaves nothing to ask for; somebody must look all the same.
    const auto job = markJobOf(intent.payload);
    if (auto stored = store(intent, State::Unknown, "restarted"); !stored) return stored;
    logWarning("marks", "taken up after a restart: case ", intent.caseId);
    unsettled_.push_back({std::move(intent), job.value_or(MarkJob{})});
  }
  for (const auto& open : unsettled_) askMachine(open.intent.id);
  return {};
}

Outcome<void> Marks::mayBegin(const std::string& caseId) const {
  if (underWay_) return problem("device.busy", "a mark is under way");
  if (!unsettled_.empty())
    return problem("plate-marker.unsettled", "case " + unsettled_.front().intent.caseId);
  const auto past = tools_.journal->intentsOf(caseId);
  if (!past) return tl::unexpected(past.error());
  for (const auto& intent : *past)
    if (intent.kind == Intent::Kind::Mark && intent.state == State::Done)
      return problem("plate-marker.already-made", "case " + caseId);
  if (machineOf(tools_) == nullptr) return problem("device.offline", "the station has no marking machine");
  return {};
}

void Marks::mark(const std::string& caseId, const MarkJob& job, std::chrono::milliseconds deadline,
                 Done<MarkReport> done) {
  if (auto may = mayBegin(caseId); !may) return done(tl::unexpected(may.error()));
  Intent intent;
  intent.id = services::newIdempotencyKey();
  intent.caseId = caseId;
  intent.kind = Intent::Kind::Mark;
  // From here on a power cut leaves it open: one write less, and at worst somebody looks in vain.
  intent.state = State::Sent;
  intent.payload = payloadOf(job);
  intent.created = intent.updated = tools_.now();
  if (auto added = tools_.journal->add(intent); !added) return done(tl::unexpected(added.error()));
  underWay_ = true;
  machineOf(tools_)->mark(
      job, deadline, doneOn<MarkReport>(this, [this, intent, job, done](const Outcome<MarkReport>& report) {
        ended(intent, job, report);
        done(report);
      }));
}

void Marks::ended(Intent intent, const MarkJob& job, const Outcome<MarkReport>& report) {
  underWay_ = false;
  // What cannot be stored stays open in the journal, and is looked at after the next start.
  if (report) {
    (void)store(intent, State::Done, report->asked ? "made, asked" : "made");
  } else if (devices::surelyNotMarked(report.error())) {
    (void)store(intent, State::Abandoned, report.error().code);
  } else {
    (void)store(intent, State::Unknown, report.error().code);
    const std::string id = intent.id;
    unsettled_.push_back({std::move(intent), job});
    askMachine(id);
  }
  emit changed();
}

void Marks::askMachine(const std::string& intentId) {
  const OpenMark* open = find(intentId);
  auto* machine = machineOf(tools_);
  if (open == nullptr || open->job.code.empty() || machine == nullptr) return;
  machine->ask(open->job, forQuestion, doneOn<Marked>(this, [this, intentId](const Outcome<Marked>& marked) {
                 answered(intentId, marked);
               }));
}

void Marks::answered(const std::string& intentId, const Outcome<Marked>& marked) {
  OpenMark* open = find(intentId);
  if (open == nullptr) return;  // settled meanwhile
  if (!marked && notAsked(marked.error()))
    return QTimer::singleShot(askAgain_, this, [this, intentId] { askMachine(intentId); });
  logInfo("marks", "case ", open->intent.caseId, ": asked, the machine says ",
          marked ? word(*marked) : std::string_view(marked.error().code));
  if (!marked || *marked == Marked::Unknown) return;
  const bool made = *marked == Marked::Yes;
  if (store(open->intent, made ? State::Done : State::Abandoned, made ? "made, asked" : "not made, asked"))
    forget(intentId);
}

Outcome<void> Marks::settle(const std::string& intentId, bool engraved, const std::string& by) {
  OpenMark* open = find(intentId);
  if (open == nullptr) return {};
  auto stored = store(open->intent, engraved ? State::Done : State::Abandoned,
                      (engraved ? "made, seen by " : "not made, seen by ") + by);
  if (stored) forget(intentId);
  return stored;
}

}  // namespace doorstep::kiosk
