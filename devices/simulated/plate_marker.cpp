#include <algorithm>

#include "devices/simulated/drivers.h"
#include "devices/simulated/link.h"

namespace doorstep::devices {
namespace {

using std::chrono::milliseconds;

class SimulatedPlateMarker : public PlateMarkerDriver {
 public:
  explicit SimulatedPlateMarker(std::shared_ptr<SimulatedDevice> device) : link_(std::move(device)) {}

  Outcome<std::string> open(Action& action) override {
    if (auto opened = link_.open(action); !opened) return tl::unexpected(opened.error());
    return "simulated marking machine";
  }
  void close() noexcept override { link_.close(); }
  Outcome<Health> poll(Action&) override {
    if (auto there = link_.check(); !there) return tl::unexpected(there.error());
    return Health{};
  }

  Outcome<MarkReport> mark(const MarkJob& job, Action& action) override {
    if (auto well = begin(action); !well) return tl::unexpected(well.error());
    while (link_.with([](const SimulatedHardware& hardware) { return hardware.held; }))
      if (auto waited = link_.pause(action, milliseconds{10}); !waited) return tl::unexpected(waited.error());
    enum class End { Refused, Lost, Engraved };
    const End end = link_.with([&](SimulatedHardware& hardware) {
      if (hardware.refusals > 0) return --hardware.refusals, End::Refused;
      hardware.marks.push_back(job.code);
      return hardware.lostAnswers > 0 ? (--hardware.lostAnswers, End::Lost) : End::Engraved;
    });
    if (end == End::Refused) return problem("plate-marker.refused", "by its script");
    if (end == End::Lost) return problem("plate-marker.unknown", "no answer after the start");
    return MarkReport{};
  }

  Outcome<Marked> ask(const MarkJob& job, Action& action) override {
    if (auto well = begin(action); !well) return tl::unexpected(well.error());
    return link_.with([&](const SimulatedHardware& hardware) {
      const auto& marks = hardware.marks;
      if (!hardware.tellsMarks) return Marked::Unknown;
      return std::find(marks.begin(), marks.end(), job.code) == marks.end() ? Marked::No : Marked::Yes;
    });
  }

 private:
  Outcome<void> begin(Action& action) {
    auto answer = link_.begin(action);
    if (!answer) return tl::unexpected(answer.error());
    if (*answer == SimulatedLink::Answer::Silence) return problem("plate-marker.silent", "before the start");
    if (*answer == SimulatedLink::Answer::Garbage) return problem("plate-marker.garbled", "before the start");
    return {};
  }

  SimulatedLink link_;
};

}  // namespace

std::unique_ptr<PlateMarkerDriver> makeSimulatedPlateMarker(std::shared_ptr<SimulatedDevice> device) {
  return std::make_unique<SimulatedPlateMarker>(std::move(device));
}

}  // namespace doorstep::devices
