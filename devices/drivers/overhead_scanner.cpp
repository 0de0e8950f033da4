#include "devices/drivers/overhead_scanner.h"

#include "devices/drivers/drivers.h"
#include "devices/drivers/settings.h"

namespace doorstep::devices {
namespace {

// Whoever stands before the machine is told of the device that looks at papers, not of the one that looks at
// faces.
template <class T>
Outcome<T> asScanner(Outcome<T> outcome) {
  if (outcome) return outcome;
  auto& code = outcome.error().code;
  if (code == "camera.silent") code = "document-scanner.silent";
  if (code == "camera.unusable") code = "document-scanner.unusable";
  return outcome;
}

class OverheadScanner : public DocumentScannerDriver {
 public:
  explicit OverheadScanner(std::unique_ptr<CameraDriver> camera) : camera_(std::move(camera)) {}

  Outcome<std::string> open(Action& action) override { return asScanner(camera_->open(action)); }
  void close() noexcept override { camera_->close(); }
  Outcome<Health> poll(Action& action) override { return asScanner(camera_->poll(action)); }

  bool hasPreview() const override { return true; }
  Outcome<Frame> preview(Action& action) override { return asScanner(camera_->grab(action)); }
  Outcome<Frame> scan(Action& action, int) override { return asScanner(camera_->grab(action)); }

 private:
  const std::unique_ptr<CameraDriver> camera_;
};

Outcome<std::unique_ptr<DocumentScannerDriver>> over(Outcome<std::unique_ptr<CameraDriver>> camera) {
  if (!camera) return tl::unexpected(camera.error());
  return overheadScanner(std::move(*camera));
}

}  // namespace

std::unique_ptr<DocumentScannerDriver> overheadScanner(std::unique_ptr<CameraDriver> camera) {
  return std::make_unique<OverheadScanner>(std::move(camera));
}

// Small print wants every pixel: what is asked for is more than any camera has, and the kernel's driver gives
// the nearest, its largest. Live picture and scan are of that size, because a camera that changes its size
// takes a second over it, or hangs. A station whose camera is slow then sets width and height.
Outcome<std::unique_ptr<DocumentScannerDriver>> makeOpenCvScanner(const Settings& settings) {
  // The first camera of a station is the one that looks at faces.
  if (settingText(settings, "device").empty()) return problem("device.bad-setting", "device: not given");
  Settings wanted{{"width", "8192"}, {"height", "6144"}};
  for (const auto& [name, value] : settings) wanted[name] = value;
  return over(makeOpenCvCamera(wanted));
}

Outcome<std::unique_ptr<DocumentScannerDriver>> makePictureScanner(const Settings& settings) {
  return over(makePictureCamera(settings));
}

}  // namespace doorstep::devices
