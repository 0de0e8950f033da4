#include "devices/simulated/drivers.h"
#include "devices/simulated/link.h"
#include "devices/simulated/slip_text.h"

namespace doorstep::devices {
namespace {

using std::chrono::milliseconds;

// What keeps the printer from printing the next block, worst first.
Outcome<void> obstacleOf(const SimulatedHardware& hardware) {
  if (hardware.switchedOff) return problem("document-printer.offline", "switched off");
  if (hardware.coverOpen) return problem("document-printer.cover-open");
  if (hardware.paperJammed) return problem("document-printer.jam");
  if (hardware.paper == Supplies::Out) return problem("document-printer.paper-out");
  return {};
}

// A queue and the printer behind it. A page comes out whole or not at all, so what was printed lies in the
// tray only at the end.
class SimulatedDocumentPrinter : public DocumentPrinterDriver {
 public:
  explicit SimulatedDocumentPrinter(std::shared_ptr<SimulatedDevice> device) : link_(std::move(device)) {}

  Outcome<std::string> open(Action& action) override {
    if (auto opened = link_.open(action); !opened) return tl::unexpected(opened.error());
    return "simulated document printer";
  }
  void close() noexcept override { link_.close(); }
  Outcome<Health> poll(Action&) override {
    if (auto there = link_.check(); !there) return tl::unexpected(there.error());
    Health health;
    health.supplies = link_.with([](const SimulatedHardware& hardware) { return hardware.paper; });
    if (auto well = obstacle(); !well) {
      health.problem = well.error().code;
      health.detail = well.error().detail;
    }
    if (health.problem == "document-printer.offline") health.state = DeviceState::Offline;
    return health;
  }

  Outcome<PrintReport> print(const PrintDocument& document, Action& action) override {
    auto answer = link_.begin(action);
    if (!answer) return tl::unexpected(answer.error());
    if (*answer == SimulatedLink::Answer::Silence)
      return problem("document-printer.offline", "the print server does not answer");
    if (*answer == SimulatedLink::Answer::Garbage)
      return problem("document-printer.offline", "the print server's answer makes no sense");
    Slip pages;
    auto report = printBlocks(document.blocks, pages, action);
    pages.complete = report.has_value();
    if (!pages.lines.empty() || pages.complete)
      link_.with([&](SimulatedHardware& hardware) { hardware.eject(std::move(pages)); });
    return report;
  }

 private:
  static constexpr int kColumns = 80;

  Outcome<PrintReport> printBlocks(const std::vector<PrintBlock>& blocks, Slip& pages, Action& action) {
    constexpr milliseconds kBlock{5};
    PrintReport report;
    for (const auto& block : blocks) {
      if (auto moved = link_.pause(action, kBlock); !moved) return ended(moved.error(), report);
      if (const auto well = obstacle(); !well) {
        if (auto cleared = waitUntilWell(action); !cleared)
          return ended(cleared.error().code == "device.timed-out" ? well.error() : cleared.error(), report);
        report.resumed = true;
      }
      for (auto& line : slipLines(block, kColumns)) pages.lines.push_back(std::move(line));
      ++report.blocks;
      link_.with([](SimulatedHardware& hardware) { hardware.useUpPaper(); });
    }
    return report;
  }

  Outcome<void> obstacle() const { return link_.with(obstacleOf); }

  Outcome<void> waitUntilWell(Action& action) const {
    while (!obstacle())
      if (auto waited = link_.pause(action, milliseconds{10}); !waited) return waited;
    return {};
  }

  // The deadline has passed: `why` is what stood in the way, and pages may lie in the tray.
  static Outcome<PrintReport> ended(const Problem& why, const PrintReport& report) {
    const bool ours = why.code == "device.cancelled" || why.code == "device.removed";
    if (ours || report.blocks == 0) return tl::unexpected(why);
    return problem("document-printer.interrupted", why.code);
  }

  SimulatedLink link_;
};

}  // namespace

std::unique_ptr<DocumentPrinterDriver> makeSimulatedDocumentPrinter(std::shared_ptr<SimulatedDevice> device) {
  return std::make_unique<SimulatedDocumentPrinter>(std::move(device));
}

}  // namespace doorstep::devices
