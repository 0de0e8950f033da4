#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <thread>

namespace doorstep::emulators {

// Takes commands of one line on a Unix socket and answers each, one connection after the other.
class ControlSocket {
 public:
  using Handler = std::function<std::string(const std::string& line)>;

  // Throws std::runtime_error when the socket cannot be made. `handler` is called on the socket's own thread.
  ControlSocket(std::string path, Handler handler);
  ~ControlSocket();
  ControlSocket(const ControlSocket&) = delete;
  ControlSocket& operator=(const ControlSocket&) = delete;

 private:
  void serve();
  void converse(int connection);

  const std::string path_;
  const Handler handler_;
  int listener_ = -1;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace doorstep::emulators
