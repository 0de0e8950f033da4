#include "devices/simulated/drivers.h"
#include "devices/simulated/link.h"

namespace doorstep::devices {
namespace {

using std::chrono::milliseconds;

class SimulatedIdCardReader : public IdCardDriver {
 public:
  explicit SimulatedIdCardReader(std::shared_ptr<SimulatedDevice> device) : link_(std::move(device)) {}

  Outcome<std::string> open(Action& action) override {
    cardRead_ = 0;
    if (auto opened = link_.open(action); !opened) return tl::unexpected(opened.error());
    return "simulated ID card reader";
  }
  void close() noexcept override { link_.close(); }
  Outcome<Health> poll(Action&) override {
    if (auto there = link_.check(); !there) return tl::unexpected(there.error());
    return Health{};
  }

  Outcome<IdCard> read(const CardReadOptions& options, Action& action) override {
    auto answer = link_.begin(action);
    if (!answer) return tl::unexpected(answer.error());
    if (*answer == SimulatedLink::Answer::Silence) return problem("id-card.reader-silent", "find 20 01");
    if (*answer == SimulatedLink::Answer::Garbage) return problem("id-card.reader-garbled", "find 20 01");
    if (auto waited = waitForCard(action); !waited) return tl::unexpected(waited.error());
    auto card = readChip(action);
    if (card && !options.photo) card->photo.wipe();
    return card;
  }

  Outcome<void> waitForRemoval(Action& action) override {
    while (true) {
      const bool lies = link_.with([this](const SimulatedHardware& hardware) {
        return cardRead_ != 0 && !hardware.card.empty() && hardware.cardCount == cardRead_;
      });
      if (!lies) return link_.check();
      if (auto waited = link_.pause(action, kLook); !waited) return waited;
    }
  }

 private:
  static constexpr milliseconds kLook{10};

  Outcome<void> waitForCard(Action& action) {
    while (true) {
      const bool lies = link_.with([this](const SimulatedHardware& hardware) {
        if (!hardware.card.empty()) cardRead_ = hardware.cardCount;
        return !hardware.card.empty();
      });
      if (lies) return link_.check();
      auto waited = link_.pause(action, kLook);
      if (!waited && waited.error().code == "device.timed-out") return problem("id-card.absent");
      if (!waited) return waited;
    }
  }

  // As long as the chip is being read the card must stay; "lift-after" takes it away half-way.
  Outcome<IdCard> readChip(Action& action) {
    constexpr milliseconds kReading{20};
    const auto liftAfter = link_.with([](const SimulatedHardware& hardware) { return hardware.liftAfter; });
    if (auto waited = link_.pause(action, liftAfter.value_or(kReading)); !waited)
      return tl::unexpected(waited.error());
    return link_.with([&](SimulatedHardware& hardware) -> Outcome<IdCard> {
      if (liftAfter) hardware.lift();
      if (hardware.card.empty() || hardware.cardCount != cardRead_)
        return problem("id-card.removed", "read 30 01");
      return hardware.chip;
    });
  }

  SimulatedLink link_;
  std::uint64_t cardRead_ = 0;  // its cardCount
};

}  // namespace

std::unique_ptr<IdCardDriver> makeSimulatedIdCardReader(std::shared_ptr<SimulatedDevice> device) {
  return std::make_unique<SimulatedIdCardReader>(std::move(device));
}

}  // namespace doorstep::devices
