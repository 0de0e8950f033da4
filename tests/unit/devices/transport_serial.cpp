#include <array>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include "devices/transport/serial_port.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace std::chrono_literals;

namespace {

// The far end of a line.
struct Pty {
  int master = posix_openpt(O_RDWR | O_NOCTTY);
  std::string path;

  Pty() {
    std::array<char, 64> name{};
    REQUIRE(grantpt(master) == 0);
    REQUIRE(unlockpt(master) == 0);
    REQUIRE(ptsname_r(master, name.data(), name.size()) == 0);
    path = name.data();
  }
  ~Pty() { hangUp(); }
  Pty(const Pty&) = delete;
  Pty& operator=(const Pty&) = delete;
  void hangUp() {
    if (master >= 0) close(std::exchange(master, -1));
  }
};

}  // namespace

TEST_CASE("every byte passes both ways unchanged") {
  const Pty pty;
  auto port = SerialPort::open(pty.path, 115200);
  REQUIRE(port);
  wire::Bytes all(256);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint8_t>(i);
  const Action action(Clock::now() + 10s);

  CHECK((*port)->write(all, Clock::now() + 5s, action).value() == all.size());
  wire::Bytes arrived(all.size());
  std::size_t count = 0;
  while (count < arrived.size()) {
    const ssize_t got = read(pty.master, arrived.data() + count, arrived.size() - count);
    REQUIRE(got > 0);
    count += static_cast<std::size_t>(got);
  }
  CHECK(arrived == all);

  REQUIRE(write(pty.master, all.data(), all.size()) == static_cast<ssize_t>(all.size()));
  wire::Bytes received;
  while (received.size() < all.size()) {
    const auto piece = (*port)->read(Clock::now() + 5s, action);
    REQUIRE(piece);
    REQUIRE_FALSE(piece->empty());
    received.insert(received.end(), piece->begin(), piece->end());
  }
  CHECK(received == all);
}

TEST_CASE("the rate is set and changed") {
  const Pty pty;
  auto port = SerialPort::open(pty.path, 9600);
  REQUIRE(port);
  termios line{};
  REQUIRE(tcgetattr(pty.master, &line) == 0);
  CHECK(cfgetospeed(&line) == B9600);
  REQUIRE((*port)->setBaud(57600));
  REQUIRE(tcgetattr(pty.master, &line) == 0);
  CHECK(cfgetospeed(&line) == B57600);
  CHECK((*port)->setBaud(1234).error().code == "device.bad-setting");
}

TEST_CASE("a line that cannot be opened says why") {
  CHECK(SerialPort::open("/dev/doorstep-no-such-line", 9600).error().code == "device.not-found");
  const Pty pty;
  const auto first = SerialPort::open(pty.path, 9600);
  REQUIRE(first);
  CHECK(SerialPort::open(pty.path, 9600).error().code == "device.in-use");
  CHECK(SerialPort::open("/dev/null", 9600).error().code == "device.transfer-failed");
}

TEST_CASE("a wait on a line ends by limit, deadline, cancel or hang-up") {
  Pty pty;
  auto port = SerialPort::open(pty.path, 115200);
  REQUIRE(port);
  Action action(Clock::now() + 10s);
  CHECK((*port)->read(Clock::now() + 60ms, action).value().empty());
  const Action brief(Clock::now() + 60ms);
  CHECK((*port)->read(Clock::now() + 10s, brief).error().code == "device.timed-out");

  // Nobody reads at the far end: the line takes what its buffer holds, and no more.
  const wire::Bytes much(1 << 20);
  CHECK((*port)->write(much, Clock::now() + 100ms, action).value() < much.size());

  Action cancelled(Clock::now() + 10s);
  cancelled.cancel();
  CHECK((*port)->read(Clock::now() + 10s, cancelled).error().code == "device.cancelled");
  pty.hangUp();
  CHECK((*port)->read(Clock::now() + 10s, action).error().code == "device.removed");
  CHECK((*port)->write(much, Clock::now() + 1s, action).error().code == "device.removed");
}
