#include <future>

#include <doctest/doctest.h>

#include "devices/drivers/drivers.h"
#include "tests/emulators/board_model.h"
#include "tests/emulators/line_rig.h"
#include "tests/emulators/marker_profiles.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::emulators;
using namespace std::chrono_literals;

namespace {

class BoardRig : public LineRig {
 public:
  BoardRig() : BoardRig(std::make_shared<BoardModel>()) {}
  std::unique_ptr<Device> make() override { return makeLines(); }
  std::unique_ptr<SignalLines> makeLines() {
    auto driver = makeLinesSerial({{"port", port()}}, profile);
    REQUIRE(driver);
    return std::make_unique<SignalLines>("lamps", std::move(*driver), timing);
  }
  void act(Device& device, std::chrono::milliseconds deadline, Done<void> done) override {
    disturb();
    static_cast<SignalLines&>(device).set("lamp-green", true, deadline,
                                          [this, done](const Outcome<void>& set) {
                                            calm();
                                            done(set);
                                          });
  }

  const std::shared_ptr<BoardModel> model;
  wire::SignalProfile profile = ioBoardProfile();

 private:
  explicit BoardRig(std::shared_ptr<BoardModel> board)
      : LineRig(board, "signal-lines"), model(std::move(board)) {
    timing.pollEvery = 100ms;
    profile.within = 2000ms;
  }
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
