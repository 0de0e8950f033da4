#include "devices/drivers/lines_serial.h"

#include <algorithm>

#include "devices/drivers/settings.h"
#include "devices/transport/serial_port.h"

namespace doorstep::devices {
namespace {

using namespace std::chrono_literals;
using wire::SignalRaises;

constexpr int tries = 2;

Health healthOf(const wire::SignalInput& input) {
  switch (input.raises) {
    case SignalRaises::Nothing:
      break;
    case SignalRaises::DoorOpen:
      return {Supplies::Ok, "signal-lines.door-open", input.name, DeviceState::UserError};
    case SignalRaises::OnBattery:
      return {Supplies::Ok, "signal-lines.on-battery", input.name, DeviceState::UserError};
    case SignalRaises::BatteryLow:
      return {Supplies::Ok, "signal-lines.battery-low", input.name, DeviceState::UserError};
  }
  return {};
}

}  // namespace

Outcome<std::string> LinesSerial::open(Action& action) {
  auto line = connect_();
  if (!line) return tl::unexpected(line.error());
  link_ = std::make_unique<LineLink>(std::move(*line), profile_.talk);
  // A board that was without power has forgotten what it showed.
  for (const auto& output : profile_.outputs)
    if (const auto wanted = wanted_.find(output.name); wanted != wanted_.end())
      if (auto set = command(wanted->second ? output.on : output.off, action); !set)
        return tl::unexpected(set.error());
  return profile_.name;
}

void LinesSerial::close() noexcept {
  link_.reset();
}

Outcome<Health> LinesSerial::poll(Action& action) {
  if (auto there = link_->idle(action); !there) return tl::unexpected(there.error());
  Health health;
  for (const wire::SignalInput& input : profile_.inputs) {
    const auto now = active(input, action);
    if (!now && now.error().code == "device.timed-out") return problem("signal-lines.silent", input.name);
    if (!now) return tl::unexpected(now.error());
    if (*now && health.problem.empty()) health = healthOf(input);
  }
  return health;
}

Outcome<bool> LinesSerial::active(const wire::SignalInput& input, const Action& action) {
  const auto fits = ask(input.ask, {input.active, input.passive}, action);
  if (!fits) return tl::unexpected(fits.error());
  return *fits == 0;
}

Outcome<void> LinesSerial::set(const std::string& output, bool on, Action& action) {
  const auto found = std::find_if(profile_.outputs.begin(), profile_.outputs.end(),
                                  [&](const auto& known) { return known.name == output; });
  if (found == profile_.outputs.end()) return problem("signal-lines.unknown-output", output);
  wanted_[output] = on;
  return command(on ? found->on : found->off, action);
}

Outcome<void> LinesSerial::command(const std::string& line, const Action& action) {
  if (!profile_.taken.empty()) {
    const auto taken = ask(line, {profile_.taken}, action);
    return taken ? Outcome<void>{} : tl::unexpected(taken.error());
  }
  const auto sent = link_->send(wire::framed(profile_.talk.command, line), action);
  if (!sent) return tl::unexpected(sent.error());
  if (!*sent) return problem("signal-lines.silent", "the line takes nothing");
  return {};
}

// Switching twice does no harm: every command may be repeated.
Outcome<std::size_t> LinesSerial::ask(const std::string& line, const std::vector<std::string>& patterns,
                                      const Action& action) {
  bool heard = false;
  for (int attempt = 0; attempt < tries; ++attempt) {
    const auto sent = link_->send(wire::framed(profile_.talk.command, line), action);
    if (!sent) return tl::unexpected(sent.error());
    link_->expect(profile_.within, [](const wire::LineAnswer&) { return true; });
    const auto until = Clock::now() + profile_.within;
    while (Clock::now() < until) {
      const auto answer = link_->listen(until, action);
      if (!answer) return tl::unexpected(answer.error());
      if (!*answer || !(*answer)->sound) continue;
      for (std::size_t i = 0; i < patterns.size(); ++i)
        if (wire::matches(patterns[i], (*answer)->body)) {
          link_->answered();
          return i;
        }
    }
    heard = heard || link_->heard();
  }
  if (heard) return problem("signal-lines.garbled", "an answer that fits no pattern");
  return problem("signal-lines.silent", "no answer");
}

Outcome<std::unique_ptr<SignalLinesDriver>> makeLinesSerial(const Settings& settings,
                                                            const MachineProfile& profile) {
  const auto* board = std::get_if<wire::SignalProfile>(&profile);
  if (board == nullptr) return problem("device.bad-setting", "profile: is none of a board of signal lines");
  auto connect = serialConnect(settings, board->talk.baud);
  if (!connect) return tl::unexpected(connect.error());
  return std::make_unique<LinesSerial>(std::move(*connect), *board);
}

}  // namespace doorstep::devices
