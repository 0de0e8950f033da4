#include "tests/emulators/marker_model.h"

#include <utility>

namespace doorstep::emulators {

using std::chrono::milliseconds;

namespace {

std::string hexSum(const std::string& bytes) {
  unsigned sum = 0;
  for (const char byte : bytes) sum += static_cast<unsigned char>(byte);
  constexpr const char* kDigits = "0123456789ABCDEF";
  return {kDigits[(sum >> 4) & 15], kDigits[sum & 15]};
}

char exclusiveOr(const std::string& bytes) {
  char all = 0;
  for (const char byte : bytes) all = static_cast<char>(all ^ byte);
  return all;
}

}  // namespace

std::vector<std::string> MarkerModel::engraved() const {
  const Lock lock(mutex_);
  return engraved_;
}
int MarkerModel::commands() const {
  const Lock lock(mutex_);
  return commands_;
}
int MarkerModel::starts() const {
  const Lock lock(mutex_);
  return starts_;
}
void MarkerModel::loseStart(int runs) {
  set(startsLost_, runs);
}
void MarkerModel::damage(int commands) {
  set(damaged_, commands);
}
void MarkerModel::refuse(int runs) {
  set(refused_, runs);
}
void MarkerModel::breakOff(int runs) {
  set(brokenOff_, runs);
}
void MarkerModel::loseEnd(int runs) {
  set(lost_, runs);
}
void MarkerModel::late(int commands, milliseconds by) {
  const Lock lock(mutex_);
  late_ = commands;
  lateBy_ = by;
}
void MarkerModel::setRunTime(milliseconds time) {
  set(runTime_, time);
}
void MarkerModel::setMemory(bool remembers) {
  set(remembers_, remembers);
}

// One command without what stands around it; empty when that was wrong.
std::optional<std::string> MarkerModel::cut(std::string& pending) const {
  if (dialect_ == Dialect::VerbLines) {
    const auto end = pending.find("\r\n");
    if (end == std::string::npos) return std::nullopt;
    return std::exchange(pending, pending.substr(end + 2)).substr(0, end);
  }
  if (dialect_ == Dialect::StxSum) {
    const auto end = pending.find('\r');
    if (end == std::string::npos) return std::nullopt;
    const std::string line = std::exchange(pending, pending.substr(end + 1)).substr(0, end);
    if (line.size() < 4 || line[0] != '\x02') return "";
    const std::string counted = line.substr(0, line.size() - 2);
    return hexSum(counted) == line.substr(counted.size()) ? counted.substr(1) : "";
  }
  // The check may be any byte: it stands behind ETX, and CR behind it.
  const auto etx = pending.find('\x03');
  if (etx == std::string::npos || pending.size() < etx + 3) return std::nullopt;
  const std::string line = std::exchange(pending, pending.substr(etx + 3)).substr(0, etx + 3);
  const auto stx = line.find('\x02');
  if (line[0] != '\x01' || stx == std::string::npos || line[etx + 2] != '\r') return "";
  const std::string counted = line.substr(stx + 1, etx - stx);
  return exclusiveOr(counted) == line[etx + 1] ? line.substr(1, etx - 1) : "";
}

MarkerModel::Command MarkerModel::read(const std::string& line) const {
  const auto after = [&](const std::string& start) { return line.substr(start.size()); };
  switch (dialect_) {
    case Dialect::VerbLines:
      if (line == "LOADFILE EBIKE") return {Verb::Load, ""};
      if (line.starts_with("SETVAR CODE ")) return {Verb::Text, after("SETVAR CODE ")};
      if (line == "RUN") return {Verb::Run, ""};
      break;
    case Dialect::SohStxEtx:
      if (line ==
          "P\x02"
          "EBIKE")
        return {Verb::Load, ""};
      if (line.starts_with("V\x02")) return {Verb::Text, after("V\x02")};
      if (line == "G\x02") return {Verb::Run, ""};
      if (line == "S\x02") return {Verb::Status, ""};
      break;
    case Dialect::StxSum:
      if (line.starts_with("TXTS")) return {Verb::Text, after("TXTS")};
      if (line == "RUNS") return {Verb::Run, ""};
      break;
  }
  return {};
}

void MarkerModel::take(std::string& pending) {
  while (auto line = cut(pending)) {
    if (damaged_ > 0 && !line->empty()) {
      --damaged_;
      line->clear();
    }
    if (disturbed("\xFF#?!\r\n")) continue;
    const Command command = read(*line);
    commands_ += command.verb == Verb::Nonsense ? 0 : 1;
    act(command);
  }
}

void MarkerModel::act(const Command& command) {
  switch (command.verb) {
    case Verb::Text:
      text_ = command.text;
      [[fallthrough]];
    case Verb::Load:
      if (!held()) acknowledge();
      break;
    case Verb::Run:
      run();
      break;
    case Verb::Status:
      tellStatus();
      break;
    case Verb::Nonsense:
      refuseNow();
      break;
  }
}

void MarkerModel::run() {
  ++starts_;
  if (startsLost_ > 0) {
    --startsLost_;
    return;
  }
  if (refused_ > 0 || text_.empty()) {
    refused_ -= refused_ > 0 ? 1 : 0;
    return refuseNow(runTime_);
  }
  engraved_.push_back(text_);
  busyUntil_ = std::chrono::steady_clock::now() + runTime_;
  if (lost_ > 0) {
    --lost_;
    return;
  }
  acknowledge();
  if (dialect_ == Dialect::VerbLines) say("RUNNING 50", runTime_ / 2);
  if (brokenOff_ > 0) {
    --brokenOff_;
    return say("STOPPED 3", runTime_);
  }
  if (dialect_ == Dialect::VerbLines) say("END", runTime_);
  if (dialect_ == Dialect::SohStxEtx)
    say("G\x02"
        "DONE\x03",
        runTime_);
  if (dialect_ == Dialect::StxSum)
    say("\x06"
        "99",
        runTime_);
}

void MarkerModel::say(const std::string& body, milliseconds after) {
  if (late_ > 0) {
    --late_;
    after += lateBy_;
  }
  if (dialect_ == Dialect::VerbLines) return reply(body + "\r\n", after);
  if (dialect_ == Dialect::StxSum) return reply(body + "\r", after);
  if (body.size() == 1) return reply(body, after);
  const std::string counted = body.substr(body.find('\x02') + 1);
  reply('\x01' + body + exclusiveOr(counted) + '\r', after);
}

void MarkerModel::acknowledge(milliseconds after) {
  say(dialect_ == Dialect::VerbLines ? "OK"
      : dialect_ == Dialect::StxSum  ? "\x06"
                                       "00"
                                     : "\x06",
      after);
}

void MarkerModel::refuseNow(milliseconds after) {
  say(dialect_ == Dialect::VerbLines ? "ERROR 7"
      : dialect_ == Dialect::StxSum  ? "\x15"
                                       "07"
                                     : "\x15",
      after);
}

void MarkerModel::tellStatus() {
  if (std::chrono::steady_clock::now() < busyUntil_)
    return say(
        "S\x02"
        "BUSY\x03");
  if (!remembers_ || engraved_.empty()) return say("S\x02READY\x03");
  say("S\x02MARKED " + engraved_.back() + "\x03");
}

}  // namespace doorstep::emulators
