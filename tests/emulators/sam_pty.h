#pragma once

#include <atomic>
#include <memory>
#include <thread>

#include "tests/emulators/pty_link.h"
#include "tests/emulators/sam_reader_model.h"

namespace doorstep::emulators {

// The card reader on a serial line: a pseudo-terminal behind a link with a steady name, as udev makes one.
class SamPty {
 public:
  // Understands only this rate; 0: any.
  explicit SamPty(std::shared_ptr<SamReaderModel> reader, int baud = 0);
  ~SamPty();
  SamPty(const SamPty&) = delete;
  SamPty& operator=(const SamPty&) = delete;

  const std::string& path() const { return link_.path(); }
  void plug();
  void unplug();
  // Another program holds the line, or this one may not open it (which only a thread without root's privilege
  // to open everything feels); also after the next plug.
  void setBusy(bool busy);
  void setDenied(bool denied);

 private:
  void serve(int master);
  bool rateFits(int master) const;

  const std::shared_ptr<SamReaderModel> reader_;
  const int baud_;
  PtyLink link_{"reader"};
  bool busy_ = false;
  bool denied_ = false;
  int other_ = -1;  // the other program's handle
  std::atomic<bool> plugged_{false};
  std::thread thread_;
};

}  // namespace doorstep::emulators
