#pragma once

#include <string>

namespace doorstep::emulators {

// The place of a serial device: a link with a steady name, as udev makes one, to a pseudo-terminal for as
// long as something is plugged in.
class PtyLink {
 public:
  explicit PtyLink(const std::string& name);
  ~PtyLink();
  PtyLink(const PtyLink&) = delete;
  PtyLink& operator=(const PtyLink&) = delete;

  const std::string& path() const { return path_; }
  const std::string& terminal() const { return terminal_; }  // the one opened last
  // A new terminal, not yet linked: returns the device's end of it, which the caller closes.
  int open();
  // The host sees the terminal opened last; then none.
  void show();
  void hide();

 private:
  std::string folder_;
  std::string path_;
  std::string terminal_;
};

}  // namespace doorstep::emulators
