#include "devices/simulated/drivers.h"
#include "devices/simulated/link.h"

namespace doorstep::devices {
namespace {

using std::chrono::milliseconds;

// A board with any output one asks for, a door contact and a UPS.
class SimulatedSignalLines : public SignalLinesDriver {
 public:
  explicit SimulatedSignalLines(std::shared_ptr<SimulatedDevice> device) : link_(std::move(device)) {}

  Outcome<std::string> open(Action& action) override {
    if (auto opened = link_.open(action); !opened) return tl::unexpected(opened.error());
    return "simulated signal lines";
  }
  void close() noexcept override { link_.close(); }

  Outcome<Health> poll(Action&) override {
    if (auto there = link_.check(); !there) return tl::unexpected(there.error());
    return link_.with([](const SimulatedHardware& hardware) {
      Health health;
      if (hardware.power == SimulatedState::Power::Low)
        health.problem = "signal-lines.battery-low";
      else if (hardware.doorOpen)
        health.problem = "signal-lines.door-open";
      else if (hardware.power == SimulatedState::Power::Battery)
        health.problem = "signal-lines.on-battery";
      return health;
    });
  }

  Outcome<void> set(const std::string& output, bool on, Action& action) override {
    auto answer = link_.begin(action);
    if (!answer) return tl::unexpected(answer.error());
    if (*answer == SimulatedLink::Answer::Silence) return problem("signal-lines.silent", output);
    if (*answer == SimulatedLink::Answer::Garbage) return problem("signal-lines.garbled", output);
    while (link_.with([](const SimulatedHardware& hardware) { return hardware.held; }))
      if (auto waited = link_.pause(action, milliseconds{10}); !waited) return waited;
    link_.with([&](SimulatedHardware& hardware) {
      if (on)
        hardware.lit.insert(output);
      else
        hardware.lit.erase(output);
    });
    return {};
  }

 private:
  SimulatedLink link_;
};

}  // namespace

std::unique_ptr<SignalLinesDriver> makeSimulatedSignalLines(std::shared_ptr<SimulatedDevice> device) {
  return std::make_unique<SimulatedSignalLines>(std::move(device));
}

}  // namespace doorstep::devices
