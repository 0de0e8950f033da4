#include "tests/emulators/line_pty.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
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

LinePty::LinePty(std::shared_ptr<LineMachine> machine) : machine_(std::move(machine)) {
  std::string name = std::filesystem::temp_directory_path() / "doorstep-line-XXXXXX";
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
  folder_ = name;
  path_ = folder_ + "/line";
  plug();
}

LinePty::~LinePty() {
  unplug();
  std::filesystem::remove_all(folder_);
}

void LinePty::plug() {
  const int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  std::array<char, 64> name{};
  if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0 ||
      ptsname_r(master, name.data(), name.size()) != 0)
    throw std::runtime_error("no pseudo-terminal");
  termios line{};
  tcgetattr(master, &line);
  cfmakeraw(&line);
  tcsetattr(master, TCSANOW, &line);
  machine_->powerOn();
  plugged_ = true;
  thread_ = std::thread([this, master] { serve(master); });
  std::filesystem::create_symlink(name.data(), path_);
}

void LinePty::unplug() {
  if (!plugged_) return;
  std::filesystem::remove(path_);
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
