#include "devices/transport/serial_port.h"

#include <cerrno>

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace doorstep::devices {
namespace {

speed_t speedOf(int baud) {
  switch (baud) {
    case 9600:
      return B9600;
    case 19200:
      return B19200;
    case 38400:
      return B38400;
    case 57600:
      return B57600;
    case 115200:
      return B115200;
    default:
      return B0;
  }
}

}  // namespace

Outcome<std::unique_ptr<SerialPort>> SerialPort::open(const std::string& path, int baud) {
  const int descriptor = ::open(path.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (descriptor < 0) return openFailure(path, errno);
  std::unique_ptr<SerialPort> port(new SerialPort(descriptor));
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) return openFailure(path, errno);
  if (auto set = port->setBaud(baud); !set) return tl::unexpected(set.error());
  // Some adapters power the reader from these lines; a pseudo-terminal has none, and that is as well.
  int lines = TIOCM_DTR | TIOCM_RTS;
  ioctl(descriptor, TIOCMBIS, &lines);
  return port;
}

Outcome<void> SerialPort::setBaud(int baud) {
  const speed_t speed = speedOf(baud);
  if (speed == B0) return problem("device.bad-setting", "baud " + std::to_string(baud));
  termios line{};
  if (tcgetattr(descriptor_.number(), &line) != 0) return nodeFailure(errno);
  cfmakeraw(&line);
  line.c_cflag &= ~static_cast<tcflag_t>(CSTOPB | CRTSCTS);
  line.c_cflag |= CLOCAL | CREAD;
  cfsetspeed(&line, speed);
  if (tcsetattr(descriptor_.number(), TCSANOW, &line) != 0) return nodeFailure(errno);
  tcflush(descriptor_.number(), TCIOFLUSH);
  return {};
}

Outcome<std::size_t> SerialPort::write(wire::ByteView bytes, Clock::time_point until, const Action& action) {
  std::size_t total = 0;
  while (total < bytes.size()) {
    const auto can = descriptor_.ready(POLLOUT, until, action);
    if (!can) return tl::unexpected(can.error());
    if (!*can) break;
    const ssize_t sent = ::write(descriptor_.number(), bytes.data() + total, bytes.size() - total);
    if (sent > 0)
      total += static_cast<std::size_t>(sent);
    else if (sent < 0 && errno != EAGAIN && errno != EINTR)
      return nodeFailure(errno);
  }
  return total;
}

Outcome<wire::Bytes> SerialPort::read(Clock::time_point until, const Action& action) {
  const auto can = descriptor_.ready(POLLIN, until, action);
  if (!can) return tl::unexpected(can.error());
  if (!*can) return wire::Bytes{};
  wire::Bytes buffer(4096);
  const ssize_t received = ::read(descriptor_.number(), buffer.data(), buffer.size());
  if (received < 0) {
    if (errno == EAGAIN || errno == EINTR) return wire::Bytes{};
    return nodeFailure(errno);
  }
  if (received == 0) return problem("device.removed", "end of line");
  buffer.resize(static_cast<std::size_t>(received));
  return buffer;
}

}  // namespace doorstep::devices
