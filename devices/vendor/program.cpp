#include "devices/vendor/program.h"

#include <cerrno>
#include <charconv>
#include <csignal>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace doorstep::devices::vendor {
namespace {

bool receiveAll(int socket, std::uint8_t* to, std::size_t count) {
  while (count > 0) {
    const ssize_t got = recv(socket, to, count, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    to += got;
    count -= static_cast<std::size_t>(got);
  }
  return true;
}

bool sendAll(int socket, const std::uint8_t* from, std::size_t count) {
  while (count > 0) {
    const ssize_t sent = send(socket, from, count, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return false;
    from += sent;
    count -= static_cast<std::size_t>(sent);
  }
  return true;
}

bool bindTo(std::string_view parent, Ends ends) {
  pid_t expected = 0;
  std::from_chars(parent.data(), parent.data() + parent.size(), expected);
  const rlimit none{0, 0};
  return (ends == Ends::ByItself || prctl(PR_SET_PDEATHSIG, SIGKILL) == 0) && getppid() == expected &&
         prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0) == 0 &&
         setrlimit(RLIMIT_CORE, &none) == 0;
}

int takeSocket() {
  const int socket = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (socket < 0 || nowhere < 0) return -1;
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, standard);
  return socket;
}

}  // namespace

int begin(std::string_view parent, Ends ends) {
  return bindTo(parent, ends) ? takeSocket() : -1;
}

bool say(int socket, Kind kind, wire::ByteView bytes) {
  const auto head = pack({static_cast<std::uint32_t>(bytes.size()), kind});
  return sendAll(socket, head.data(), head.size()) && sendAll(socket, bytes.data(), bytes.size());
}

bool say(int socket, Kind kind, std::string_view words) {
  return say(socket, kind, {reinterpret_cast<const std::uint8_t*>(words.data()), words.size()});
}

std::optional<wire::Bytes> hearRequest(int socket) {
  std::array<std::uint8_t, headSize> bytes{};
  if (!receiveAll(socket, bytes.data(), bytes.size())) return std::nullopt;
  const Head head = unpack(bytes);
  if (head.kind != Kind::Request || head.length > mostBytes) return std::nullopt;
  wire::Bytes request(head.length);
  if (!receiveAll(socket, request.data(), request.size())) return std::nullopt;
  return request;
}

}  // namespace doorstep::devices::vendor
