#include "tests/emulators/sam_pty.h"

#include <array>
#include <filesystem>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <termios.h>
#include <unistd.h>

namespace doorstep::emulators {
namespace {

int rate(speed_t speed) {
  switch (speed) {
    case B9600:
      return 9600;
    case B19200:
      return 19200;
    case B38400:
      return 38400;
    case B57600:
      return 57600;
    case B115200:
      return 115200;
    default:
      return 0;
  }
}

}  // namespace

SamPty::SamPty(std::shared_ptr<SamReaderModel> reader, int baud) : reader_(std::move(reader)), baud_(baud) {
  plug();
}

SamPty::~SamPty() {
  unplug();
}

void SamPty::plug() {
  const int master = link_.open();
  reader_->restart();
  plugged_ = true;
  thread_ = std::thread([this, master] { serve(master); });
  setDenied(denied_);
  setBusy(busy_);
  link_.show();
}

void SamPty::setDenied(bool denied) {
  denied_ = denied;
  using enum std::filesystem::perms;
  if (plugged_) std::filesystem::permissions(link_.terminal(), denied ? none : owner_read | owner_write);
}

void SamPty::setBusy(bool busy) {
  busy_ = busy;
  if (other_ >= 0) close(std::exchange(other_, -1));
  if (!busy || !plugged_) return;
  other_ = open(link_.terminal().c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
  // While the kiosk holds the line the other program does not get it.
  if (flock(other_, LOCK_EX | LOCK_NB) != 0) close(std::exchange(other_, -1));
}

void SamPty::unplug() {
  if (!plugged_) return;
  link_.hide();
  plugged_ = false;
  if (other_ >= 0) close(std::exchange(other_, -1));
  thread_.join();
}

bool SamPty::rateFits(int master) const {
  termios line{};
  return baud_ == 0 || (tcgetattr(master, &line) == 0 && rate(cfgetospeed(&line)) == baud_);
}

void SamPty::serve(int master) {
  while (plugged_) {
    pollfd line{master, POLLIN, 0};
    // A terminal that nobody has open reports a hang-up for ever.
    if (poll(&line, 1, 1) > 0 && (line.revents & POLLHUP) != 0) usleep(1000);
    std::array<std::uint8_t, 512> buffer{};
    const ssize_t count = (line.revents & POLLIN) != 0 ? read(master, buffer.data(), buffer.size()) : 0;
    if (count > 0 && rateFits(master))
      reader_->receive(std::span(buffer).first(static_cast<std::size_t>(count)));
    while (const auto piece = reader_->next())
      if (write(master, piece->bytes.data(), piece->bytes.size()) < 0) break;
  }
  close(master);
}

}  // namespace doorstep::emulators
