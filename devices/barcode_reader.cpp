#include "devices/barcode_reader.h"

namespace doorstep::devices {
namespace {

Outcome<void> deliver(BarcodeDriver& driver, const std::function<void(Scan)>& listener, Action& action) {
  if (auto ready = driver.start(action); !ready) return ready;
  while (true) {
    auto scan = driver.next(action);
    if (!scan) return tl::unexpected(scan.error());
    listener(std::move(*scan));
    if (auto goOn = action.check(); !goOn) return goOn;
  }
}

}  // namespace

std::string_view word(Symbology symbology) {
  switch (symbology) {
    case Symbology::Unknown:
      return "unknown";
    case Symbology::Code39:
      return "code-39";
    case Symbology::Code93:
      return "code-93";
    case Symbology::Code128:
      return "code-128";
    case Symbology::Codabar:
      return "codabar";
    case Symbology::Ean8:
      return "ean-8";
    case Symbology::Ean13:
      return "ean-13";
    case Symbology::Interleaved2of5:
      return "interleaved-2-of-5";
    case Symbology::Pdf417:
      return "pdf417";
    case Symbology::QrCode:
      return "qr-code";
    case Symbology::DataMatrix:
      return "data-matrix";
    case Symbology::Aztec:
      return "aztec";
  }
  return "?";
}

BarcodeReader::BarcodeReader(std::string id, std::unique_ptr<BarcodeDriver> driver, Timing timing)
    : Device(std::move(id), DeviceKind::BarcodeReader, std::move(driver), timing) {}

void BarcodeReader::listen(std::function<void(Scan)> listener, std::chrono::milliseconds deadline,
                           Done<void> done) {
  run<void, BarcodeDriver>(
      deadline,
      [listener = std::move(listener)](BarcodeDriver& driver, Action& action) -> Outcome<void> {
        auto ended = deliver(driver, listener, action);
        driver.stop();
        // stop() is how listening is meant to end; a reader unplugged just then is still a fault.
        if (!ended && action.finished() && ended.error().code == "device.cancelled") return {};
        return ended;
      },
      std::move(done));
}

}  // namespace doorstep::devices
