#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <thread>

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

  const std::string& path() const { return path_; }
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
  std::string folder_;
  std::string path_;
  std::string terminal_;
  bool busy_ = false;
  bool denied_ = false;
  int other_ = -1;  // the other program's handle
  std::atomic<bool> plugged_{false};
  std::thread thread_;
};

}  // namespace doorstep::emulators
