#include <future>

#include "devices/manager.h"
#include "devices/simulated/world.h"
#include "tests/unit/devices/conformance.h"

using namespace doorstep;
using namespace doorstep::devices;
using conformance::becomes;
using conformance::eventually;
using namespace std::chrono_literals;

namespace {

struct Station {
  std::unique_ptr<DeviceManager> manager =
      *DeviceManager::create({{"marker", DeviceKind::PlateMarker, "simulated", {}},
                              {"lamps", DeviceKind::SignalLines, "simulated", {}}},
                             nullptr, {.pollEvery = 20ms});

  Station() {
    REQUIRE(becomes(*manager->plateMarker(), DeviceState::Online));
    REQUIRE(becomes(*manager->signalLines(), DeviceState::Online));
  }
  void say(const std::string& device, const std::string& line) const {
    REQUIRE(manager->simulated()->command(device, line));
  }
  SimulatedState state(const std::string& device) const { return *manager->simulated()->state(device); }
  std::string mark(const std::string& code) const {
    std::promise<std::string> promise;
    manager->plateMarker()->mark({code, {}}, 10s, [&](const Outcome<MarkReport>& report) {
      promise.set_value(report ? "" : report.error().code);
    });
    return promise.get_future().get();
  }
  Marked ask(const std::string& code) const {
    std::promise<Marked> promise;
    manager->plateMarker()->ask({code, {}}, 10s,
                                [&](const Outcome<Marked>& marked) { promise.set_value(marked.value()); });
    return promise.get_future().get();
  }
};

}  // namespace

TEST_CASE("a simulated marking machine engraves, refuses, and loses an answer, as its script says") {
  const Station station;
  CHECK(station.mark("A1").empty());
  station.say("marker", "refuse 1");
  CHECK(station.mark("A2") == "plate-marker.refused");
  station.say("marker", "lose-answer 1");
  CHECK(station.mark("A3") == "plate-marker.unknown");
  CHECK(station.state("marker").marks == std::vector<std::string>{"A1", "A3"});
  CHECK(station.ask("A3") == Marked::Yes);
  CHECK(station.ask("A2") == Marked::No);
  station.say("marker", "memory off");
  CHECK(station.ask("A3") == Marked::Unknown);
}

TEST_CASE("simulated lamps are lit, and the door and the power are the device's state") {
  const Station station;
  std::promise<void> lit;
  station.manager->signalLines()->set("lamp-green", true, 10s, [&](const Outcome<void>& done) {
    CHECK(done);
    lit.set_value();
  });
  lit.get_future().get();
  CHECK(station.state("lamps").lit == std::set<std::string>{"lamp-green"});
  const auto shows = [&](const std::string& problem) {
    return eventually([&] { return station.manager->signalLines()->status().problem == problem; });
  };
  station.say("lamps", "door open");
  CHECK(shows("signal-lines.door-open"));
  station.say("lamps", "power low");
  CHECK(shows("signal-lines.battery-low"));
  station.say("lamps", "door closed");
  station.say("lamps", "power battery");
  CHECK(shows("signal-lines.on-battery"));
  station.say("lamps", "power mains");
  CHECK(shows(""));
}

TEST_CASE("only what surely left the piece untouched counts as not marked") {
  for (const char* code :
       {"plate-marker.bad-text", "plate-marker.refused", "plate-marker.silent", "device.busy",
        "device.offline", "device.cancelled", "device.removed", "device.timed-out"})
    CHECK(surelyNotMarked({code, ""}));
  for (const char* code : {"plate-marker.unknown", "device.driver-fault", "something.else", ""})
    CHECK_FALSE(surelyNotMarked({code, ""}));
}
