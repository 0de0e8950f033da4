#include "devices/transport/serial_port.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace doorstep::devices {
namespace {

std::string words(int error) {
  return std::generic_category().message(error);
}

tl::unexpected<Problem> openFailure(const std::string& path, int error) {
  const std::string detail = path + ": " + words(error);
  switch (error) {
    case ENOENT:
    case ENODEV:
    case ENXIO:
      return problem("device.not-found", detail);
    case EACCES:
    case EPERM:
      return problem("device.no-permission", detail);
    case EBUSY:
    case EWOULDBLOCK:
      return problem("device.in-use", detail);
    default:
      return problem("device.transfer-failed", detail);
  }
}

// The other end of a pseudo-terminal, or the adapter, has gone: reads and writes say EIO.
tl::unexpected<Problem> lineFailure(int error) {
  if (error == EIO || error == ENODEV || error == ENXIO) return problem("device.removed", words(error));
  return problem("device.transfer-failed", words(error));
}

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

SerialPort::~SerialPort() {
  ::close(descriptor_);
}

Outcome<void> SerialPort::setBaud(int baud) {
  const speed_t speed = speedOf(baud);
  if (speed == B0) return problem("device.bad-setting", "baud " + std::to_string(baud));
  termios line{};
  if (tcgetattr(descriptor_, &line) != 0) return lineFailure(errno);
  cfmakeraw(&line);
  line.c_cflag &= ~static_cast<tcflag_t>(CSTOPB | CRTSCTS);
  line.c_cflag |= CLOCAL | CREAD;
  cfsetspeed(&line, speed);
  if (tcsetattr(descriptor_, TCSANOW, &line) != 0) return lineFailure(errno);
  tcflush(descriptor_, TCIOFLUSH);
  return {};
}

Outcome<bool> SerialPort::ready(short what, Clock::time_point until, const Action& action) const {
  do {
    if (auto go = action.check(); !go) return tl::unexpected(go.error());
    pollfd line{descriptor_, what, 0};
    const int count = ::poll(&line, 1, static_cast<int>(nextSlice(until, action).count()));
    if (count < 0 && errno != EINTR) return lineFailure(errno);
    if (count > 0) return true;
  } while (Clock::now() < until);
  return false;
}

Outcome<std::size_t> SerialPort::write(wire::ByteView bytes, Clock::time_point until, const Action& action) {
  std::size_t total = 0;
  while (total < bytes.size()) {
    const auto can = ready(POLLOUT, until, action);
    if (!can) return tl::unexpected(can.error());
    if (!*can) break;
    const ssize_t sent = ::write(descriptor_, bytes.data() + total, bytes.size() - total);
    if (sent > 0)
      total += static_cast<std::size_t>(sent);
    else if (sent < 0 && errno != EAGAIN && errno != EINTR)
      return lineFailure(errno);
  }
  return total;
}

Outcome<wire::Bytes> SerialPort::read(Clock::time_point until, const Action& action) {
  const auto can = ready(POLLIN, until, action);
  if (!can) return tl::unexpected(can.error());
  if (!*can) return wire::Bytes{};
  wire::Bytes buffer(4096);
  const ssize_t received = ::read(descriptor_, buffer.data(), buffer.size());
  if (received < 0) {
    if (errno == EAGAIN || errno == EINTR) return wire::Bytes{};
    return lineFailure(errno);
  }
  if (received == 0) return problem("device.removed", "end of line");
  buffer.resize(static_cast<std::size_t>(received));
  return buffer;
}

}  // namespace doorstep::devices
