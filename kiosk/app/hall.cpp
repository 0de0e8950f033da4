#include "kiosk/app/hall.h"

#include "devices/manager.h"

namespace doorstep::app {
namespace {

class SimulatedHall : public Hall {
 public:
  SimulatedHall(std::shared_ptr<devices::SimulatedWorld> world, const std::vector<DemoPerson>& people)
      : world_(std::move(world)) {
    for (const auto& person : people) world_->registerCard(person.slug, person.card);
  }

  Told<void> layCard(const std::string& slug) override { return command("reader", "insert " + slug); }
  Told<void> takeCard() override { return command("reader", "remove"); }
  Told<void> showToCamera(const std::string& file) override { return command("camera", "show " + file); }
  Told<void> layDocument(const std::string& file) override {
    return command("document-scanner", "show " + file);
  }

  Told<void> command(const std::string& kind, const std::string& line) override {
    const auto id = find(kind);
    if (!id) return wrong(id.error());
    if (auto done = world_->command(*id, line); !done) return wrong(done.error().detail);
    return {};
  }

  Told<std::string> lastSlip() override {
    const auto id = find("printer");
    if (!id) return tl::unexpected(id.error());
    const auto state = world_->state(*id);  // kept: the lines are looked at below
    std::string text;
    for (const auto& line : state->lastSlip.lines) text += line + "\n";
    return text;
  }

 private:
  Told<std::string> find(const std::string& kind) const {
    const auto wanted = kind == "reader"             ? devices::DeviceKind::IdCardReader
                        : kind == "printer"          ? devices::DeviceKind::ReceiptPrinter
                        : kind == "scanner"          ? devices::DeviceKind::BarcodeReader
                        : kind == "document-printer" ? devices::DeviceKind::DocumentPrinter
                        : kind == "document-scanner" ? devices::DeviceKind::DocumentScanner
                                                     : devices::DeviceKind::Camera;
    for (const auto& id : world_->devices())
      if (world_->state(id)->kind == wanted) return id;
    return wrong("the station has no simulated " + kind);
  }

  const std::shared_ptr<devices::SimulatedWorld> world_;
};

}  // namespace

std::unique_ptr<Hall> simulatedHall(std::shared_ptr<devices::SimulatedWorld> world,
                                    const std::vector<DemoPerson>& people) {
  return std::make_unique<SimulatedHall>(std::move(world), people);
}

}  // namespace doorstep::app
