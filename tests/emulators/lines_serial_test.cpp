#include <future>

#include <doctest/doctest.h>

#include "devices/drivers/drivers.h"
#include "tests/emulators/board_model.h"
#include "tests/emulators/marker_profiles.h"
#include "tests/unit/devices/conformance.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::emulators;
using namespace std::chrono_literals;

namespace {

using Codes = std::vector<std::string>;

class BoardRig : public conformance::Rig {
 public:
  BoardRig() : line_(model) {
    timing.openDeadline = 10s;  // patient with a loaded test machine
    timing.pollDeadline = 5s;
    timing.pollEvery = 100ms;
    profile.within = 2000ms;
  }
  std::unique_ptr<Device> make() override { return makeLines(); }
  std::unique_ptr<SignalLines> makeLines() {
    auto driver = makeLinesSerial({{"port", line_.path()}}, profile);
    REQUIRE(driver);
    return std::make_unique<SignalLines>("lamps", std::move(*driver), timing);
  }
  void act(Device& device, std::chrono::milliseconds deadline, Done<void> done) override {
    if (silent_) model->silence(1000);
    if (garbled_) model->garble(1000);
    silent_ = garbled_ = false;
    static_cast<SignalLines&>(device).set("lamp-green", true, deadline,
                                          [this, done](const Outcome<void>& set) {
                                            model->silence(0);
                                            model->garble(0);
                                            done(set);
                                          });
  }
  void hold() override { model->hold(true); }
  void release() override { model->hold(false); }
  void unplug() override { line_.unplug(); }
  void plug() override { line_.plug(); }
  std::optional<Codes> silence() override {
    silent_ = true;
    return Codes{"signal-lines.silent"};
  }
  std::optional<Codes> garbage() override {
    garbled_ = true;
    return Codes{"signal-lines.garbled"};
  }

  const std::shared_ptr<BoardModel> model = std::make_shared<BoardModel>();
  wire::SignalProfile profile = ioBoardProfile();
  Timing timing;

 private:
  LinePty line_;
  bool silent_ = false, garbled_ = false;
};

std::string set(SignalLines& lines, const std::string& output, bool on) {
  std::promise<Outcome<void>> promise;
  lines.set(output, on, 10s, [&promise](const Outcome<void>& done) { promise.set_value(done); });
  const auto done = promise.get_future().get();
  return done ? "" : done.error().code;
}

}  // namespace

TEST_CASE("lines-serial signal-lines conforms") {
  BoardRig rig;
  conformance::check(rig);
}

TEST_CASE("lamps are switched by name, and stay so when the board was without power") {
  BoardRig rig;
  const auto lines = rig.makeLines();
  REQUIRE(conformance::becomes(*lines, DeviceState::Online));
  CHECK(set(*lines, "lamp-green", true).empty());
  CHECK(set(*lines, "lamp-red", true).empty());
  CHECK(set(*lines, "lamp-red", false).empty());
  CHECK(set(*lines, "lamp-blue", true) == "signal-lines.unknown-output");
  const std::map<std::string, bool> expected{{"OUT1", true}, {"OUT2", false}};
  CHECK(rig.model->outputs() == expected);
  rig.replug();
  CHECK(conformance::eventually([&] { return rig.model->outputs() == expected; }));
}

TEST_CASE("an open door and a lost mains are the device's state, the gravest first") {
  BoardRig rig;
  const auto lines = rig.makeLines();
  REQUIRE(conformance::becomes(*lines, DeviceState::Online));
  const auto shows = [&](const std::string& problem) {
    return conformance::eventually([&] { return lines->status().problem == problem; });
  };
  rig.model->setInput("IN1", true);
  CHECK(shows("signal-lines.door-open"));
  CHECK(lines->status().state == DeviceState::UserError);
  rig.model->setInput("IN3", true);
  CHECK(shows("signal-lines.battery-low"));
  CHECK(set(*lines, "lamp-red", true).empty());  // lamps are switched all the same
  rig.model->setInput("IN3", false);
  rig.model->setInput("IN1", false);
  rig.model->setInput("IN2", true);
  CHECK(shows("signal-lines.on-battery"));
  rig.model->setInput("IN2", false);
  CHECK(shows(""));
  CHECK(lines->status().ready());
}
