#include "devices/simulated/drivers.h"
#include "devices/simulated/link.h"

namespace doorstep::devices {
namespace {

using std::chrono::milliseconds;

class SimulatedBarcodeReader : public BarcodeDriver {
 public:
  explicit SimulatedBarcodeReader(std::shared_ptr<SimulatedDevice> device) : link_(std::move(device)) {}

  Outcome<std::string> open(Action& action) override {
    if (auto opened = link_.open(action); !opened) return tl::unexpected(opened.error());
    return "simulated barcode reader";
  }
  void close() noexcept override { link_.close(); }
  Outcome<Health> poll(Action&) override {
    if (auto there = link_.check(); !there) return tl::unexpected(there.error());
    return Health{};
  }

  Outcome<void> start(Action& action) override {
    auto answer = link_.begin(action);
    if (!answer) return tl::unexpected(answer.error());
    if (*answer == SimulatedLink::Answer::Silence) return problem("barcode-reader.silent", "start");
    if (*answer == SimulatedLink::Answer::Garbage) return problem("barcode-reader.garbled", "start");
    link_.with([](SimulatedHardware& hardware) {
      hardware.scans.clear();
      hardware.listening = true;
    });
    return {};
  }

  Outcome<Scan> next(Action& action) override {
    constexpr milliseconds kLook{10};
    while (true) {
      auto scan = link_.with([](SimulatedHardware& hardware) -> std::optional<Scan> {
        if (hardware.scans.empty()) return std::nullopt;
        Scan first = std::move(hardware.scans.front());
        hardware.scans.pop_front();
        return first;
      });
      if (scan) return std::move(*scan);
      if (auto waited = link_.pause(action, kLook); !waited) return tl::unexpected(waited.error());
    }
  }

  void stop() noexcept override {
    link_.with([](SimulatedHardware& hardware) { hardware.listening = false; });
  }

 private:
  SimulatedLink link_;
};

}  // namespace

std::unique_ptr<BarcodeDriver> makeSimulatedBarcodeReader(std::shared_ptr<SimulatedDevice> device) {
  return std::make_unique<SimulatedBarcodeReader>(std::move(device));
}

}  // namespace doorstep::devices
