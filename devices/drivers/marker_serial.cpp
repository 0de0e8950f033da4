#include "devices/drivers/marker_serial.h"

#include "devices/drivers/settings.h"
#include "devices/transport/serial_port.h"
#include "kiosk/base/log.h"

namespace doorstep::devices {
namespace {

using namespace std::chrono_literals;
using wire::MarkerSays;
using wire::MarkerStep;

constexpr auto betweenQuestions = 200ms;
constexpr int statusTries = 2;

// What the machine said, for staff: short, printable, and without what was to be engraved.
std::string shown(std::string words, const wire::LineFields& fields) {
  constexpr std::size_t kMost = 40;
  for (const auto& [name, value] : fields)
    for (auto at = words.find(value); !value.empty() && at != std::string::npos; at = words.find(value, at))
      words.replace(at, value.size(), "{" + name + "}"), at += name.size() + 2;
  for (char& letter : words)
    if (letter < 0x20 || letter >= 0x7F) letter = '.';
  return '"' + words.substr(0, kMost) + '"';
}

bool worthAnotherTry(const Problem& why) {
  return why.code == "plate-marker.silent" || why.code == "plate-marker.garbled";
}

bool isFault(MarkerSays says) {
  return says == MarkerSays::Refused || says == MarkerSays::BrokenOff;
}

// Whether an answer is the last one of a step that awaits this.
bool endsStep(MarkerStep::Awaits awaits, std::optional<MarkerSays> says) {
  if (!says) return false;
  return isFault(*says) || says == MarkerSays::Finished || says == MarkerSays::Marked ||
         (says == MarkerSays::Acknowledged && awaits == MarkerStep::Awaits::Acknowledged);
}

}  // namespace

Outcome<std::string> MarkerSerial::open(Action& action) {
  auto line = connect_();
  if (!line) return tl::unexpected(line.error());
  link_ = std::make_unique<LineLink>(std::move(*line), profile_.talk);
  if (auto status = askStatus({}, action); !status) return tl::unexpected(status.error());
  return profile_.name;
}

void MarkerSerial::close() noexcept {
  link_.reset();
}

Outcome<Health> MarkerSerial::poll(Action& action) {
  if (link_->owed()) {  // at work on something that was given up waiting for
    if (auto there = link_->settle(Clock::now() + Action::kSlice, action); !there)
      return tl::unexpected(there.error());
    return Health{};
  }
  const auto status = askStatus({}, action);
  if (!status && status.error().code == "device.timed-out")
    return problem("plate-marker.silent", "no answer to a poll");
  if (!status) return tl::unexpected(status.error());
  if (!isFault(status->says)) return Health{};
  const Problem fault = problem("plate-marker.fault", "the machine says " + status->words).value();
  return Health{Supplies::Ok, fault.code, fault.detail, DeviceState::HardwareError};
}

Outcome<MarkerSerial::Status> MarkerSerial::askStatus(const wire::LineFields& fields, const Action& action) {
  const auto command =
      profile_.status.empty() ? std::nullopt : wire::markerCommand(profile_, profile_.status, fields);
  if (!command) {  // no such question, or one about a text, and there is none
    if (auto there = link_->idle(action); !there) return tl::unexpected(there.error());
    return Status{};
  }
  bool heard = false;
  for (int attempt = 0; attempt < statusTries; ++attempt) {
    const auto sent = link_->send(*command, action);
    if (!sent) return tl::unexpected(sent.error());
    link_->expect(profile_.statusWithin, [](const wire::LineAnswer&) { return true; });
    const auto until = Clock::now() + profile_.statusWithin;
    while (Clock::now() < until) {
      const auto answer = link_->listen(until, action);
      if (!answer) return tl::unexpected(answer.error());
      const auto says = *answer ? wire::markerSays(profile_, **answer, fields) : std::nullopt;
      if (!says) continue;
      link_->answered();
      return Status{*says, shown((*answer)->body, fields)};
    }
    heard = heard || link_->heard();
  }
  if (heard) return problem("plate-marker.garbled", "status question");
  return problem("plate-marker.silent", "status question");
}

Outcome<wire::LineFields> MarkerSerial::fieldsOf(const MarkJob& job) const {
  wire::LineFields fields = job.fields;
  fields["code"] = job.code;
  for (const auto& [name, value] : fields)
    if (const auto fault = wire::faultInText(profile_, value); !fault.empty())
      return problem("plate-marker.bad-text", name + " " + fault);
  for (const MarkerStep& step : profile_.steps)
    if (!wire::filled(step.send, fields))
      return problem("plate-marker.bad-text", "a field of the machine's profile was not given");
  return fields;
}

Outcome<void> MarkerSerial::await(const MarkerStep& step, const wire::LineFields& fields,
                                  const Action& action) {
  auto until = Clock::now() + step.within;
  bool begun = false;  // a refusal after that comes too late
  while (Clock::now() < until) {
    const auto answer = link_->listen(until, action);
    if (!answer) return tl::unexpected(answer.error());
    const auto says = *answer ? wire::markerSays(profile_, **answer, fields) : std::nullopt;
    if (says == MarkerSays::Acknowledged || says == MarkerSays::Progress) {
      until = Clock::now() + step.within;
      begun = true;
    }
    if (!endsStep(step.awaits, says)) continue;
    link_->answered();
    if (says == MarkerSays::Refused && !begun)
      return problem("plate-marker.refused", shown((*answer)->body, fields));
    if (isFault(*says))
      return problem("plate-marker.unknown", "broken off: " + shown((*answer)->body, fields));
    return {};
  }
  if (link_->heard()) return problem("plate-marker.garbled");
  return problem("plate-marker.silent");
}

Outcome<void> MarkerSerial::awaitReady(const MarkerStep& step, bool started, const wire::LineFields& fields,
                                       Action& action) {
  bool worked = false;
  for (auto until = Clock::now() + step.within; Clock::now() < until;) {
    const auto status = askStatus(fields, action);
    if (!status) return tl::unexpected(status.error());
    if (isFault(status->says) && started) return problem("plate-marker.unknown", status->words);
    if (isFault(status->says)) return problem("plate-marker.refused", status->words);
    if (status->says == MarkerSays::Progress) {
      until = Clock::now() + step.within;
      worked = true;
    } else if (!started || endsStep(step.awaits, status->says) ||
               (worked && status->says == MarkerSays::Ready)) {
      return {};
    }
    if (auto go = action.pause(betweenQuestions); !go) return tl::unexpected(go.error());
  }
  return problem("plate-marker.silent", "it was not seen at work");
}

Outcome<void> MarkerSerial::carryOutOnce(const MarkerStep& step, bool started, const wire::LineFields& fields,
                                         Action& action) {
  if (!step.send.empty()) {
    const auto command = wire::markerCommand(profile_, step.send, fields);
    if (!command) return problem("plate-marker.bad-text", "a field was not given");
    const auto sent = link_->send(*command, action);
    if (!sent) return tl::unexpected(sent.error());
    if (!*sent) return problem("plate-marker.silent", "the line takes nothing");
  }
  if (step.awaits == MarkerStep::Awaits::Nothing) return {};
  if (step.awaits == MarkerStep::Awaits::Ready) return awaitReady(step, started, fields, action);
  link_->expect(step.within, [this, fields, awaits = step.awaits](const wire::LineAnswer& answer) {
    return endsStep(awaits, wire::markerSays(profile_, answer, fields));
  });
  return await(step, fields, action);
}

Outcome<void> MarkerSerial::carryOut(const MarkerStep& step, bool started, const wire::LineFields& fields,
                                     Action& action) {
  for (int attempt = 1;; ++attempt) {
    auto done = carryOutOnce(step, started, fields, action);
    if (done || attempt >= step.tries || !worthAnotherTry(done.error())) return done;
  }
}

Outcome<MarkReport> MarkerSerial::mark(const MarkJob& job, Action& action) {
  const auto fields = fieldsOf(job);
  if (!fields) return tl::unexpected(fields.error());
  bool started = false;
  for (std::size_t i = 0; i < profile_.steps.size(); ++i) {
    const MarkerStep& step = profile_.steps[i];
    // The last moment to turn back.
    if (step.startsMarking)
      if (auto ready = link_->makeReady(action); !ready) return tl::unexpected(ready.error());
    started = started || step.startsMarking;
    const auto done = carryOut(step, started, *fields, action);
    if (done) continue;
    Problem why = done.error();
    why.detail = "step " + std::to_string(i + 1) + " " + why.detail;
    if (!started && why.code == "plate-marker.unknown") return problem("plate-marker.refused", why.detail);
    // A refusal of a later step says nothing about the marking.
    if (!started || (step.startsMarking && why.code == "plate-marker.refused")) return tl::unexpected(why);
    return clearUp(why, *fields, action);
  }
  return MarkReport{};
}

Outcome<MarkReport> MarkerSerial::clearUp(const Problem& why, const wire::LineFields& fields,
                                          Action& action) {
  logWarning("marker", "a mark was started and not confirmed: ", why.code, " ", why.detail);
  const bool canAsk = why.code == "plate-marker.silent" || why.code == "plate-marker.garbled";
  const auto marked = canAsk ? askUntilIdle(fields, action) : Outcome<Marked>(Marked::Unknown);
  if (marked && *marked == Marked::Yes) return MarkReport{true};
  if (marked && *marked == Marked::No)
    return problem("plate-marker.refused", why.detail + ", asked afterwards");
  return problem("plate-marker.unknown", why.code + " " + why.detail);
}

Outcome<Marked> MarkerSerial::askUntilIdle(const wire::LineFields& fields, Action& action) {
  if (profile_.status.empty()) return Marked::Unknown;
  for (;;) {
    const auto status = askStatus(fields, action);
    if (!status) return tl::unexpected(status.error());
    if (status->says == MarkerSays::Marked) return Marked::Yes;
    if (status->says == MarkerSays::NotMarked) return Marked::No;
    if (status->says != MarkerSays::Progress) return Marked::Unknown;
    if (auto go = action.pause(betweenQuestions); !go) return tl::unexpected(go.error());
  }
}

Outcome<Marked> MarkerSerial::ask(const MarkJob& job, Action& action) {
  const auto fields = fieldsOf(job);
  if (!fields) return tl::unexpected(fields.error());
  return askUntilIdle(*fields, action);
}

Outcome<std::unique_ptr<PlateMarkerDriver>> makeMarkerSerial(const Settings& settings,
                                                             const MachineProfile& profile) {
  const auto* marker = std::get_if<wire::MarkerProfile>(&profile);
  if (marker == nullptr) return problem("device.bad-setting", "profile: is none of a marking machine");
  if (const auto fault = wire::faultIn(*marker); !fault.empty())
    return problem("device.bad-setting", "profile: " + fault);
  auto connect = serialConnect(settings, marker->talk.baud);
  if (!connect) return tl::unexpected(connect.error());
  return std::make_unique<MarkerSerial>(std::move(*connect), *marker);
}

}  // namespace doorstep::devices
