#pragma once

#include <filesystem>

namespace doorstep::devices {

// A path, and what stood there when it was taken. Notices when that is gone, also when something else has
// taken its place meanwhile: as long as the handle lives, the kernel gives its inode to nobody else.
class HeldPath {
 public:
  HeldPath() = default;
  explicit HeldPath(const std::filesystem::path& path);
  HeldPath(HeldPath&& other) noexcept;
  HeldPath& operator=(HeldPath&& other) noexcept;
  ~HeldPath();

  // Nothing stood there, or it does no longer.
  bool gone() const;

 private:
  std::filesystem::path path_;
  int handle_ = -1;
};

}  // namespace doorstep::devices
