#pragma once

#include <atomic>
#include <mutex>
#include <string>

#include <sane/sane.h>

#include "devices/wire/bytes.h"
#include "kiosk/base/outcome.h"

namespace doorstep::devices::vendor {

// SANE's library with one scanner in its hand. Every function but cancel() on one thread.
//
// Problems: device.not-found, device.in-use, device.no-permission, document-scanner.unusable (it does not
// deliver a picture of a known form, has no feeder, or is locked for transport), .jammed, .no-paper,
// .cover-open, .failed, page.too-large (more than a message holds: a lower dpi helps).
class SaneSession {
 public:
  struct Found {
    std::string name;   // as SANE has it: "genesys:libusb:001:004"
    std::string model;  // maker and model
  };
  struct Picture {
    std::uint32_t width = 0, height = 0;  // px
    wire::Bytes bgr;                      // without padding
  };

  SaneSession();
  // Lets go of scanner and library, for good: as the last thing. A program that hangs ends without it.
  void close();
  SaneSession(const SaneSession&) = delete;
  SaneSession& operator=(const SaneSession&) = delete;

  // Opens the first scanner whose name begins with `wanted`. Cameras are none, unless they are named.
  Outcome<Found> find(const std::string& wanted);
  // One page, A4 or what fits on the glass, in colour. `source`: flatbed, feeder, or empty for the scanner's
  // own choice. From a feeder each call takes the next sheet, until document-scanner.no-paper.
  Outcome<Picture> scan(const std::string& name, int dpi, const std::string& source);
  // Ends the scan under way, and every later one. From any thread.
  void cancel();

 private:
  Outcome<void> open(const std::string& name);
  Outcome<void> prepare(int dpi, const std::string& source);
  Outcome<void> start();
  Outcome<Picture> read();
  void endBatch();
  void setBusy(bool busy);

  SANE_Handle handle_ = nullptr;
  std::string name_;      // of the open one
  std::string prepared_;  // dpi and source of the scans since the last sane_cancel; empty: none yet
  bool feeder_ = false;
  std::mutex mutex_;  // of busy_
  bool busy_ = false;
  std::atomic<bool> stopping_{false};
};

}  // namespace doorstep::devices::vendor
