#include "devices/transport/descriptor.h"

#include <cerrno>
#include <system_error>

#include <poll.h>
#include <unistd.h>

namespace doorstep::devices {
namespace {

std::string words(int error) {
  return std::generic_category().message(error);
}

}  // namespace

Descriptor::~Descriptor() {
  ::close(number_);
}

Outcome<bool> Descriptor::ready(short what, Clock::time_point until, const Action& action) const {
  do {
    if (auto go = action.check(); !go) return tl::unexpected(go.error());
    pollfd node{number_, what, 0};
    const int count = ::poll(&node, 1, static_cast<int>(nextSlice(until, action).count()));
    if (count < 0 && errno != EINTR) return nodeFailure(errno);
    if (count > 0) return true;
  } while (Clock::now() < until);
  return false;
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

tl::unexpected<Problem> nodeFailure(int error) {
  if (error == EIO || error == ENODEV || error == ENXIO) return problem("device.removed", words(error));
  return problem("device.transfer-failed", words(error));
}

}  // namespace doorstep::devices
