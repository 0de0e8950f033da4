#pragma once

#include <future>

#include "devices/drivers/drivers.h"
#include "devices/wire/marker_profile.h"
#include "tests/emulators/line_rig.h"

namespace doorstep::emulators {

inline const std::string kCode = "990000000000001";
using Codes = std::vector<std::string>;

// A marking machine under test. `Model`: a LineMachine with engraved(), every text in order.
template <class Model>
class MarkerRig : public LineRig {
 public:
  MarkerRig(std::shared_ptr<Model> machine, devices::wire::MarkerProfile how)
      : LineRig(machine, "plate-marker"), model(std::move(machine)), profile(std::move(how)) {
    for (auto& step : profile.steps) step.within = std::chrono::milliseconds{1500};
  }

  std::unique_ptr<devices::Device> make() override { return makeMarker(); }
  std::unique_ptr<devices::PlateMarker> makeMarker() {
    auto driver = devices::makeMarkerSerial({{"port", port()}}, profile);
    REQUIRE(driver);
    return std::make_unique<devices::PlateMarker>("marker", std::move(*driver), timing);
  }
  void act(devices::Device& device, std::chrono::milliseconds deadline, Done<void> done) override {
    disturb();
    static_cast<devices::PlateMarker&>(device).mark(
        {kCode, {}}, deadline, [this, done](const Outcome<devices::MarkReport>& report) {
          calm();
          done(report ? Outcome<void>() : Outcome<void>(tl::unexpected(report.error())));
        });
  }

  const std::shared_ptr<Model> model;
  devices::wire::MarkerProfile profile;
};

// A machine that is online, and one job at it.
template <class Model>
struct MarkerBench {
  using MarkReport = devices::MarkReport;
  using Time = std::chrono::milliseconds;

  MarkerBench(std::shared_ptr<Model> model, devices::wire::MarkerProfile profile)
      : rig(std::move(model), std::move(profile)) {}
  devices::PlateMarker& marker() {
    if (!device_) {
      device_ = rig.makeMarker();
      REQUIRE(devices::conformance::becomes(*device_, devices::DeviceState::Online));
    }
    return *device_;
  }
  std::future<Outcome<MarkReport>> begin(const std::string& code, Time deadline = Time{10'000}) {
    auto promise = std::make_shared<std::promise<Outcome<MarkReport>>>();
    marker().mark({code, {}}, deadline,
                  [promise](Outcome<MarkReport> report) { promise->set_value(report); });
    return promise->get_future();
  }
  Outcome<MarkReport> mark(const std::string& code = kCode, Time deadline = Time{10'000}) {
    return begin(code, deadline).get();
  }
  std::string code(const std::string& text = kCode, Time deadline = Time{10'000}) {
    const auto report = mark(text, deadline);
    return report ? "" : report.error().code;
  }
  devices::Marked ask(const std::string& text = kCode) {
    std::promise<Outcome<devices::Marked>> promise;
    marker().ask({text, {}}, Time{10'000},
                 [&promise](Outcome<devices::Marked> marked) { promise.set_value(marked); });
    return promise.get_future().get().value_or(devices::Marked::Unknown);
  }
  bool engraves() {
    return devices::conformance::eventually([&] { return !rig.model->engraved().empty(); });
  }
  Codes engraved() const { return rig.model->engraved(); }

  MarkerRig<Model> rig;

 private:
  std::unique_ptr<devices::PlateMarker> device_;
};

}  // namespace doorstep::emulators
