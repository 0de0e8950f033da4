// doorstep-vendor PARENT-PID LIBRARY: unpacks ID card photos with a maker's library, for the kiosk that
// started it and holds the other end of the socket on its standard input. A library that crashes or hangs
// costs this process.
#include <cerrno>
#include <charconv>
#include <csignal>
#include <string_view>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "devices/vendor/message.h"
#include "devices/vendor/photo_library.h"

namespace {

using namespace doorstep::devices;
using namespace doorstep::devices::vendor;

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

bool say(int socket, Kind kind, wire::ByteView bytes = {}) {
  const auto head = pack({static_cast<std::uint32_t>(bytes.size()), kind});
  return sendAll(socket, head.data(), head.size()) && sendAll(socket, bytes.data(), bytes.size());
}

// Dies with the kiosk even while the library hangs, and leaves no picture of its memory: faces are in it.
bool bindTo(std::string_view parent) {
  pid_t expected = 0;
  std::from_chars(parent.data(), parent.data() + parent.size(), expected);
  const rlimit none{0, 0};
  return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && getppid() == expected &&
         prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_DUMPABLE, 0) == 0 &&
         setrlimit(RLIMIT_CORE, &none) == 0;
}

// The socket on a number of its own. What the library prints could be about a person, and would disturb the
// messages: it goes nowhere.
int takeSocket() {
  const int socket = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (socket < 0 || nowhere < 0) return -1;
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, standard);
  return socket;
}

bool serveOne(int socket, const PhotoLibrary& library) {
  std::array<std::uint8_t, headSize> bytes{};
  if (!receiveAll(socket, bytes.data(), bytes.size())) return false;
  const Head head = unpack(bytes);
  if (head.kind != Kind::Request || head.length > mostBytes) return false;
  wire::Bytes packed(head.length);
  if (!receiveAll(socket, packed.data(), packed.size())) return false;
  const auto picture = library.decode(packed);
  return picture ? say(socket, Kind::Answer, *picture) : say(socket, Kind::Refused);
}

}  // namespace

int main(int count, char** arguments) {
  constexpr int wrongUse = 2;
  if (count != 3 || !bindTo(arguments[1])) return wrongUse;
  const int socket = takeSocket();
  if (socket < 0) return wrongUse;
  PhotoLibrary library;
  if (const std::string fault = library.load(arguments[2]); !fault.empty()) {
    say(socket, Kind::Refused, {reinterpret_cast<const std::uint8_t*>(fault.data()), fault.size()});
    return 1;
  }
  say(socket, Kind::Ready);
  while (serveOne(socket, library)) {
  }
  _exit(0);  // without the library's own farewells
}
