#pragma once

#include <string>

#include "devices/transport/transport.h"

namespace doorstep::devices {

// An open device node, and the words for what goes wrong with one.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }
  // Waits until the node can be read (POLLIN) or written (POLLOUT); false: `until` has passed.
  Outcome<bool> ready(short what, Clock::time_point until, const Action& action) const;

 private:
  const int number_;
};

// device.not-found, device.no-permission, device.in-use; device.transfer-failed for all else.
tl::unexpected<Problem> openFailure(const std::string& path, int error);
// device.removed when the hardware, or the other end of a pseudo-terminal, has gone; else
// device.transfer-failed.
tl::unexpected<Problem> nodeFailure(int error);

}  // namespace doorstep::devices
