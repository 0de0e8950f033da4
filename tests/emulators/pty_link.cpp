#include "tests/emulators/pty_link.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace doorstep::emulators {

PtyLink::PtyLink(const std::string& name) {
  std::string folder = std::filesystem::temp_directory_path() / "doorstep-pty-XXXXXX";
  if (mkdtemp(folder.data()) == nullptr) throw std::runtime_error("mkdtemp");
  folder_ = folder;
  path_ = folder_ + "/" + name;
}

PtyLink::~PtyLink() {
  std::filesystem::remove_all(folder_);
}

int PtyLink::open() {
  const int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  std::array<char, 64> name{};
  if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0 ||
      ptsname_r(master, name.data(), name.size()) != 0)
    throw std::runtime_error("no pseudo-terminal");
  termios line{};
  tcgetattr(master, &line);
  cfmakeraw(&line);
  tcsetattr(master, TCSANOW, &line);
  terminal_ = name.data();
  return master;
}

void PtyLink::show() {
  std::filesystem::create_symlink(terminal_, path_);
}

void PtyLink::hide() {
  std::filesystem::remove(path_);
}

}  // namespace doorstep::emulators
