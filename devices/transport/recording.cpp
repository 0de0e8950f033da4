#include "devices/transport/recording.h"

#include <array>
#include <atomic>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>

#include <fcntl.h>
#include <unistd.h>

namespace doorstep::devices {
namespace {

constexpr std::string_view head =
    "# Doorstep recording 1 · 设备通信记录\n"
    "# 只许用测试证件录制，不得录制群众的证件。Test cards only: a citizen's card must never be recorded.\n"
    "# 秒 seconds | > 发往设备 to the device, < 来自设备 from the device, ! 出错 failed\n";

std::string hex(wire::ByteView bytes) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (const std::uint8_t byte : bytes) {
    if (!text.empty()) text += ' ';
    (text += digits[byte >> 4]) += digits[byte & 15];
  }
  return text;
}

// Nothing for anything but pairs of digits with spaces between.
std::optional<wire::Bytes> bytesOf(std::string_view text) {
  wire::Bytes bytes;
  while (!text.empty()) {
    std::uint8_t byte = 0;
    const char* const end = text.data() + std::min<std::size_t>(text.size(), 2);
    const auto [read, error] = std::from_chars(text.data(), end, byte, 16);
    if (error != std::errc() || read != text.data() + 2) return std::nullopt;
    bytes.push_back(byte);
    text.remove_prefix(2);
    if (!text.empty() && text.front() != ' ') return std::nullopt;
    if (!text.empty()) text.remove_prefix(1);
  }
  return bytes;
}

}  // namespace

Outcome<std::unique_ptr<Transport>> RecordingTransport::create(std::unique_ptr<Transport> transport,
                                                               const std::string& file) {
  const int descriptor =
      ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0) return problem("device.bad-setting", "recording: " + file + " cannot be made");
  std::unique_ptr<RecordingTransport> made(new RecordingTransport(std::move(transport), descriptor));
  if (::write(descriptor, head.data(), head.size()) != static_cast<ssize_t>(head.size()))
    return problem("device.bad-setting", "recording: " + file + " cannot be written");
  return made;
}

RecordingTransport::RecordingTransport(std::unique_ptr<Transport> transport, int descriptor)
    : transport_(std::move(transport)), descriptor_(descriptor) {}

RecordingTransport::~RecordingTransport() {
  ::close(descriptor_);
}

// Each line is in the file before the session goes on: the last one before a crash is the one that is looked
// for.
void RecordingTransport::note(char what, const std::string& text) {
  const std::chrono::duration<double> time = Clock::now() - began_;
  dprintf(descriptor_, "%12.6f %c %s\n", time.count(), what, text.c_str());
}

void RecordingTransport::noteFailure(const Problem& problem, const Action& action) {
  // The end of the driver's patience is not the device's doing.
  if (action.check()) note('!', problem.code);
}

Outcome<std::size_t> RecordingTransport::write(wire::ByteView bytes, Clock::time_point until,
                                               const Action& action) {
  auto sent = transport_->write(bytes, until, action);
  if (sent)
    note('>', hex(bytes.first(*sent)));
  else
    noteFailure(sent.error(), action);
  return sent;
}

Outcome<wire::Bytes> RecordingTransport::read(Clock::time_point until, const Action& action) {
  auto piece = transport_->read(until, action);
  if (!piece)
    noteFailure(piece.error(), action);
  else if (!piece->empty())
    note('<', hex(*piece));
  return piece;
}

Outcome<void> RecordingTransport::drain(const Action& action) {
  auto drained = transport_->drain(action);
  if (!drained) noteFailure(drained.error(), action);
  return drained;
}

Outcome<ReplayTransport::Event> ReplayTransport::parsed(const std::string& text, int line) {
  Event event;
  event.line = line;
  double seconds = 0;
  int used = 0;
  const bool begun = std::sscanf(text.c_str(), "%lf %c %n", &seconds, &event.what, &used) == 2 && used > 0;
  const std::string rest = begun ? text.substr(static_cast<std::size_t>(used)) : std::string();
  const auto bytes = event.what == '!' ? std::optional(wire::Bytes()) : bytesOf(rest);
  if (!begun || !bytes || std::string_view("><!").find(event.what) == std::string_view::npos)
    return problem("device.bad-setting",
                   "recording: line " + std::to_string(line) + " is none of a recording");
  event.bytes = *bytes;
  if (event.what == '!') event.failure = {rest, "as recorded in line " + std::to_string(line)};
  return event;
}

Outcome<std::unique_ptr<Transport>> ReplayTransport::open(const std::string& file) {
  std::ifstream in(file);
  std::string text;
  if (!std::getline(in, text) || text != head.substr(0, head.find('\n')))
    return problem("device.bad-setting", "recording: " + file + " is none");
  auto replay = std::make_unique<ReplayTransport>();
  for (int line = 2; std::getline(in, text); ++line) {
    if (text.empty() || text.front() == '#') continue;
    auto event = parsed(text, line);
    if (!event) return tl::unexpected(event.error());
    replay->events_.push_back(std::move(*event));
  }
  return replay;
}

Outcome<const ReplayTransport::Event*> ReplayTransport::next() {
  if (at_ == events_.size()) return problem("device.removed", "the recording ends here");
  const Event& event = events_[at_];
  if (event.what != '!') return &event;
  ++at_;
  return tl::unexpected(event.failure);
}

Outcome<std::size_t> ReplayTransport::write(wire::ByteView bytes, Clock::time_point, const Action& action) {
  if (auto go = action.check(); !go) return tl::unexpected(go.error());
  const auto event = next();
  if (!event) return tl::unexpected(event.error());
  const wire::Bytes& heard = (*event)->bytes;
  if ((*event)->what != '>' || heard.size() > bytes.size() ||
      !std::equal(heard.begin(), heard.end(), bytes.begin()))
    return problem("device.transfer-failed",
                   "line " + std::to_string((*event)->line) + " of the recording is another");
  ++at_;
  return heard.size();
}

Outcome<wire::Bytes> ReplayTransport::read(Clock::time_point until, const Action& action) {
  if (auto go = action.check(); !go) return tl::unexpected(go.error());
  const auto event = next();
  if (!event) return tl::unexpected(event.error());
  if ((*event)->what == '<') {
    ++at_;
    return (*event)->bytes;
  }
  const auto silence = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
  if (auto go = action.pause(std::max(silence, std::chrono::milliseconds(0))); !go)
    return tl::unexpected(go.error());
  return wire::Bytes{};
}

Outcome<void> ReplayTransport::drain(const Action& action) {
  return action.check();
}

Outcome<std::unique_ptr<Transport>> recordedIfAsked(std::unique_ptr<Transport> transport,
                                                    std::string_view device) {
  static std::atomic<int> count{0};
  const char* const folder = std::getenv("DOORSTEP_RECORD_TO");
  if (folder == nullptr) return transport;
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  std::array<char, 32> time{};
  std::strftime(time.data(), time.size(), "%Y%m%dT%H%M%SZ", &utc);
  return RecordingTransport::create(std::move(transport), std::string(folder) + '/' + std::string(device) +
                                                              '-' + time.data() + '-' +
                                                              std::to_string(++count) + ".txt");
}

}  // namespace doorstep::devices
