#pragma once

#include "devices/camera.h"

namespace doorstep::devices {

// Takes pictures of papers: a camera over the desk (高拍仪), which shows live what lies there, or a flatbed
// or feeder scanner, which shows nothing before it has scanned.
//
// Faults: document-scanner.silent (no picture came in time), .unusable (it opens, but not as a scanner),
// .failed (the scan broke off), .jammed, .cover-open, device.removed, device.in-use, device.no-permission;
// page.too-large. A hint: document-scanner.no-paper (the feeder is empty; after a page of a stack, its end).
class DocumentScannerDriver : public Driver {
 public:
  // Whether the desk can be seen live. Known from the driver and its settings alone: always the same, also
  // before open() and while the hardware is away. May be asked on any thread.
  virtual bool hasPreview() const = 0;
  // The next live frame, waiting at most until the action's deadline. Only with hasPreview().
  virtual Outcome<Frame> preview(Action& action) = 0;
  // One picture at full size. A camera gives the largest it has and pays no heed to `dpi`; what it sees
  // around the page is in the picture. A scanner scans its glass, or the next sheet of its feeder, at `dpi`
  // or the next resolution it has, with the lines of text made level.
  virtual Outcome<Frame> scan(Action& action, int dpi) = 0;
};

class DocumentScanner : public Device {
 public:
  DocumentScanner(std::string id, std::unique_ptr<DocumentScannerDriver> driver, Timing timing = {});

  // Whether stream() shows anything. Never changes; true and false say nothing about status().
  bool hasPreview() const { return hasPreview_; }

  // Delivers live frames to `sink` as Camera::stream does, until stop() or the deadline.
  // document-scanner.no-preview, at once and on the caller's thread, from one that has none.
  void stream(std::function<void(Frame)> sink, std::chrono::milliseconds deadline, Done<void> done);
  // Ends the stream under way; also from inside its sink. A scan is ended with cancel().
  void stop() { finish(); }

  // One picture at full size. Not while a stream runs (device.busy): stop it, and begin in its `done`.
  // `dpi` is for a scanner; 300 is enough for print and for a JPEG of a page.
  void scan(int dpi, std::chrono::milliseconds deadline, Done<Frame> done);

 private:
  DocumentScanner(std::string id, bool hasPreview, std::unique_ptr<DocumentScannerDriver>&& driver,
                  Timing timing);

  const bool hasPreview_;
};

}  // namespace doorstep::devices
