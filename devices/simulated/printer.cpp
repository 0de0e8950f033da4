#include "devices/simulated/drivers.h"
#include "devices/simulated/link.h"
#include "devices/simulated/slip_text.h"

namespace doorstep::devices {
namespace {

using std::chrono::milliseconds;

class SimulatedPrinter : public ReceiptPrinterDriver {
 public:
  explicit SimulatedPrinter(std::shared_ptr<SimulatedDevice> device) : link_(std::move(device)) {}

  Outcome<std::string> open(Action& action) override {
    if (auto opened = link_.open(action); !opened) return tl::unexpected(opened.error());
    return "simulated receipt printer";
  }
  void close() noexcept override { link_.close(); }
  Outcome<Health> poll(Action&) override {
    if (auto there = link_.check(); !there) return tl::unexpected(there.error());
    Health health;
    health.supplies = link_.with([](const SimulatedHardware& hardware) { return hardware.paper; });
    if (auto well = obstacle(); !well) health.problem = well.error().code;
    if (health.problem == "printer.cutter") health.state = DeviceState::HardwareError;
    return health;
  }

  Outcome<PrintReport> print(const PrintDocument& document, Action& action) override {
    auto answer = link_.begin(action);
    if (!answer) return tl::unexpected(answer.error());
    if (*answer == SimulatedLink::Answer::Silence)
      return problem("printer.offline", "no answer to the status query");
    if (*answer == SimulatedLink::Answer::Garbage)
      return problem("printer.offline", "the status made no sense");
    if (auto well = obstacle(); !well) return tl::unexpected(well.error());
    Slip slip;
    auto report = printBlocks(document.blocks, slip, action);
    slip.complete = report.has_value();
    if (!slip.lines.empty() || slip.complete)
      link_.with([&](SimulatedHardware& hardware) { hardware.eject(std::move(slip)); });
    return report;
  }

 private:
  static constexpr int kColumns = 48;  // 80 mm paper

  Outcome<PrintReport> printBlocks(const std::vector<PrintBlock>& blocks, Slip& slip, Action& action) {
    constexpr milliseconds kBlock{5};
    PrintReport report;
    bool ranOut = false;
    for (const auto& block : blocks) {
      if (auto moved = link_.pause(action, kBlock); !moved) return interrupted(moved.error(), report, blocks);
      if (!obstacle()) {
        ranOut = true;
        if (auto loaded = waitUntilWell(action); !loaded) return interrupted(loaded.error(), report, blocks);
      }
      report.resumed |= ranOut;
      for (auto& line : slipLines(block, kColumns)) slip.lines.push_back(std::move(line));
      ++report.blocks;
      ranOut = link_.with([](SimulatedHardware& hardware) { return hardware.useUpPaper(); });
    }
    if (link_.with([](const SimulatedHardware& hardware) { return hardware.cutterJammed; }))
      return problem("printer.cutter", "the slip is printed, not cut");
    return report;
  }

  // What keeps the printer from printing the next block.
  Outcome<void> obstacle() const {
    return link_.with([](const SimulatedHardware& hardware) -> Outcome<void> {
      if (hardware.coverOpen) return problem("printer.cover-open");
      if (hardware.cutterJammed) return problem("printer.cutter");
      if (hardware.paper == Supplies::Out) return problem("printer.paper-out");
      return {};
    });
  }

  Outcome<void> waitUntilWell(Action& action) const {
    while (!obstacle())
      if (auto waited = link_.pause(action, milliseconds{10}); !waited) return waited;
    return {};
  }

  // Time is up with a slip half-way out: the citizen holds something incomplete, and must know it.
  static Outcome<PrintReport> interrupted(const Problem& why, const PrintReport& report,
                                          const std::vector<PrintBlock>& blocks) {
    if (why.code != "device.timed-out" || report.blocks == 0) return tl::unexpected(why);
    return problem("printer.interrupted", std::to_string(report.blocks) + " of " +
                                              std::to_string(blocks.size()) + " blocks printed");
  }

  SimulatedLink link_;
};

}  // namespace

std::unique_ptr<ReceiptPrinterDriver> makeSimulatedPrinter(std::shared_ptr<SimulatedDevice> device) {
  return std::make_unique<SimulatedPrinter>(std::move(device));
}

}  // namespace doorstep::devices
