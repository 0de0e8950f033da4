#include "tests/emulators/control_socket.h"

#include <array>
#include <stdexcept>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace doorstep::emulators {
namespace {

constexpr int slice = 50;  // ms between looks whether to stop

bool readable(int descriptor) {
  pollfd waiting{descriptor, POLLIN, 0};
  return poll(&waiting, 1, slice) > 0;
}

bool sendAll(int connection, const std::string& text) {
  for (std::size_t sent = 0; sent < text.size();) {
    const ssize_t count = send(connection, text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) return false;
    sent += static_cast<std::size_t>(count);
  }
  return true;
}

}  // namespace

ControlSocket::ControlSocket(std::string path, Handler handler)
    : path_(std::move(path)), handler_(std::move(handler)) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path_.size() >= sizeof address.sun_path) throw std::runtime_error("socket path too long: " + path_);
  path_.copy(address.sun_path, path_.size());
  unlink(path_.c_str());
  listener_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener_ < 0 || bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      listen(listener_, 4) != 0)
    throw std::runtime_error("cannot listen on " + path_);
  thread_ = std::thread([this] { serve(); });
}

ControlSocket::~ControlSocket() {
  stopping_ = true;
  thread_.join();
  close(listener_);
  unlink(path_.c_str());
}

void ControlSocket::serve() {
  while (!stopping_) {
    if (!readable(listener_)) continue;
    const int connection = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (connection < 0) continue;
    converse(connection);
    close(connection);
  }
}

void ControlSocket::converse(int connection) {
  std::string input;
  while (!stopping_) {
    if (const auto end = input.find('\n'); end != std::string::npos) {
      const std::string line = input.substr(0, end);
      input.erase(0, end + 1);
      if (!sendAll(connection, handler_(line))) return;
      continue;
    }
    if (!readable(connection)) continue;
    std::array<char, 4096> buffer{};
    const ssize_t count = recv(connection, buffer.data(), buffer.size(), 0);
    if (count <= 0) return;
    input.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace doorstep::emulators
