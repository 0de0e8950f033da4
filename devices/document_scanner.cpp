#include "devices/document_scanner.h"

namespace doorstep::devices {

// Asked before the device's thread has the driver; the reference leaves it in place until then.
DocumentScanner::DocumentScanner(std::string id, std::unique_ptr<DocumentScannerDriver> driver, Timing timing)
    : DocumentScanner(std::move(id), driver->hasPreview(), std::move(driver), timing) {}

DocumentScanner::DocumentScanner(std::string id, bool hasPreview,
                                 std::unique_ptr<DocumentScannerDriver>&& driver, Timing timing)
    : Device(std::move(id), DeviceKind::DocumentScanner, std::move(driver), timing),
      hasPreview_(hasPreview) {}

void DocumentScanner::stream(std::function<void(Frame)> sink, std::chrono::milliseconds deadline,
                             Done<void> done) {
  if (!hasPreview_) return done(problem("document-scanner.no-preview", id()));
  run<void, DocumentScannerDriver>(
      deadline,
      [sink = std::move(sink)](DocumentScannerDriver& driver, Action& action) {
        return streamFrames([&driver](Action& next) { return driver.preview(next); }, sink, action);
      },
      std::move(done));
}

void DocumentScanner::scan(int dpi, std::chrono::milliseconds deadline, Done<Frame> done) {
  run<Frame, DocumentScannerDriver>(
      deadline, [dpi](DocumentScannerDriver& driver, Action& action) { return driver.scan(action, dpi); },
      std::move(done));
}

}  // namespace doorstep::devices
