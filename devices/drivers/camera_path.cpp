#include "devices/drivers/camera_path.h"

#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace doorstep::devices {

// O_PATH: a name for the thing, without opening it. A camera is not disturbed.
HeldPath::HeldPath(const std::filesystem::path& path)
    : path_(path), handle_(::open(path.c_str(), O_PATH | O_CLOEXEC)) {}

HeldPath::HeldPath(HeldPath&& other) noexcept
    : path_(std::move(other.path_)), handle_(std::exchange(other.handle_, -1)) {}

HeldPath& HeldPath::operator=(HeldPath&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(handle_, other.handle_);
  return *this;
}

HeldPath::~HeldPath() {
  if (handle_ >= 0) ::close(handle_);
}

bool HeldPath::gone() const {
  struct stat held {
  }, now{};
  if (handle_ < 0 || ::fstat(handle_, &held) != 0 || ::stat(path_.c_str(), &now) != 0) return true;
  return held.st_dev != now.st_dev || held.st_ino != now.st_ino;
}

}  // namespace doorstep::devices
