#pragma once

#include <filesystem>
#include <string>

#include "devices/document_scanner.h"
#include "devices/drivers/camera_path.h"
#include "devices/vendor/vendor_process.h"

namespace doorstep::devices {

// A flatbed or feeder scanner by way of SANE, whose library runs in a program of its own (doorstep-sane,
// devices/vendor): its calls block as long as they please, and its backends are of very many hands. A scan
// that is cancelled or too late is left to that program, which brings the scanner to rest; the next one waits
// for it.
class SaneScanner : public DocumentScannerDriver {
 public:
  struct Wanted {
    std::string device;  // SANE's name, or how it begins ("genesys"); empty: the first scanner there is
    std::string source;  // flatbed, feeder; empty: as the scanner likes
    std::string configFolder, backendFolder;  // SANE's own when empty
    std::chrono::milliseconds patience{};     // for a scan that gives no picture
  };
  explicit SaneScanner(Wanted wanted);

  Outcome<std::string> open(Action& action) override;
  void close() noexcept override;
  Outcome<Health> poll(Action& action) override;

  bool hasPreview() const override { return false; }
  Outcome<Frame> preview(Action& action) override;
  Outcome<Frame> scan(Action& action, int dpi) override;

 private:
  Outcome<wire::Bytes> ask(const std::string& request, const Action& action);
  bool gone() const { return watched_ && node_.gone(); }

  const Wanted wanted_;
  VendorProcess program_;
  std::string name_;  // of the open one
  HeldPath node_;
  bool watched_ = false;  // its name says where it is plugged in
  Clock::time_point lookAgain_{};
};

// Where a scanner of this SANE name is plugged in: "genesys:libusb:001:004" at /dev/bus/usb/001/004,
// "epson:/dev/sg2" at /dev/sg2. Empty when the name does not say, as on the network.
std::filesystem::path nodeOfScanner(const std::string& name);

}  // namespace doorstep::devices
