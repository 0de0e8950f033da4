#include "tests/emulators/line_pty.h"

#include <array>

#include <poll.h>
#include <unistd.h>

namespace doorstep::emulators {

void LineMachine::powerOn() {
  const Lock lock(mutex_);
  pending_.clear();
  replies_.clear();
  start();
}

void LineMachine::receive(const std::string& bytes) {
  const Lock lock(mutex_);
  pending_ += bytes;
  take(pending_);
}

std::optional<std::string> LineMachine::next() {
  const Lock lock(mutex_);
  for (auto due = replies_.begin(); due != replies_.end(); ++due) {
    if (due->first > std::chrono::steady_clock::now()) continue;
    std::string bytes = std::move(due->second);
    replies_.erase(due);
    return bytes;
  }
  return std::nullopt;
}

void LineMachine::reply(const std::string& bytes, std::chrono::milliseconds after) {
  replies_.emplace_back(std::chrono::steady_clock::now() + after, bytes);
}

void LineMachine::hold(bool held) {
  set(held_, held);
}
void LineMachine::silence(int commands) {
  set(silent_, commands);
}
void LineMachine::garble(int commands) {
  set(garbled_, commands);
}

bool LineMachine::disturbed(const std::string& nonsense) {
  if (silent_ > 0) return --silent_, true;
  if (garbled_ == 0) return false;
  --garbled_;
  reply(nonsense);
  return true;
}

LinePty::LinePty(std::shared_ptr<LineMachine> machine) : machine_(std::move(machine)) {
  plug();
}

LinePty::~LinePty() {
  unplug();
}

void LinePty::plug() {
  const int master = link_.open();
  machine_->powerOn();
  plugged_ = true;
  thread_ = std::thread([this, master] { serve(master); });
  link_.show();
}

void LinePty::unplug() {
  if (!plugged_) return;
  link_.hide();
  plugged_ = false;
  thread_.join();
}

void LinePty::serve(int master) {
  while (plugged_) {
    pollfd line{master, POLLIN, 0};
    // A terminal that nobody has open reports a hang-up for ever.
    if (poll(&line, 1, 1) > 0 && (line.revents & POLLHUP) != 0) usleep(1000);
    std::array<char, 512> buffer{};
    const ssize_t count = (line.revents & POLLIN) != 0 ? read(master, buffer.data(), buffer.size()) : 0;
    if (count > 0) machine_->receive({buffer.data(), static_cast<std::size_t>(count)});
    while (const auto bytes = machine_->next())
      if (write(master, bytes->data(), bytes->size()) < 0) break;
  }
  close(master);
}

}  // namespace doorstep::emulators
