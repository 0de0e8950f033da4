#include <future>

#include <doctest/doctest.h>

#include "devices/drivers/drivers.h"
#include "tests/emulators/marker_model.h"
#include "tests/emulators/marker_profiles.h"
#include "tests/unit/devices/conformance.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::emulators;
using namespace std::chrono_literals;
using Dialect = MarkerModel::Dialect;

namespace {

const std::string kCode = "990000000000001";
using Codes = std::vector<std::string>;

wire::MarkerProfile profileOf(Dialect dialect) {
  switch (dialect) {
    case Dialect::VerbLines:
      return sicLikeProfile();
    case Dialect::SohStxEtx:
      return telesisLikeProfile();
    case Dialect::StxSum:
      return panasonicLikeProfile();
  }
  return {};
}

class MarkerRig : public conformance::Rig {
 public:
  explicit MarkerRig(Dialect dialect)
      : model(std::make_shared<MarkerModel>(dialect)), profile(profileOf(dialect)), line_(model) {
    timing.openDeadline = 10s;  // patient with a loaded test machine
    timing.pollDeadline = 5s;
    for (auto& step : profile.steps) step.within = 1500ms;
  }

  std::unique_ptr<Device> make() override { return makeMarker(); }
  std::unique_ptr<PlateMarker> makeMarker() {
    auto driver = makeMarkerSerial({{"port", line_.path()}}, profile);
    REQUIRE(driver);
    return std::make_unique<PlateMarker>("marker", std::move(*driver), timing);
  }
  void act(Device& device, std::chrono::milliseconds deadline, Done<void> done) override {
    if (silent_) model->silence(1000);
    if (garbled_) model->garble(1000);
    silent_ = garbled_ = false;
    static_cast<PlateMarker&>(device).mark(
        {kCode, {}}, deadline, [this, done](const Outcome<MarkReport>& report) {
          model->silence(0);
          model->garble(0);
          done(report ? Outcome<void>() : Outcome<void>(tl::unexpected(report.error())));
        });
  }
  // Before the marking starts: there the end is the device's own.
  void hold() override { model->hold(true); }
  void release() override { model->hold(false); }
  void unplug() override { line_.unplug(); }
  void plug() override { line_.plug(); }
  std::optional<Codes> silence() override {
    silent_ = true;
    return Codes{"plate-marker.silent"};
  }
  std::optional<Codes> garbage() override {
    garbled_ = true;
    return Codes{"plate-marker.garbled"};
  }

  const std::shared_ptr<MarkerModel> model;
  wire::MarkerProfile profile;
  Timing timing;

 private:
  LinePty line_;
  bool silent_ = false, garbled_ = false;
};

// A machine that is online, and one job at it.
struct Bench {
  explicit Bench(Dialect dialect) : rig(dialect) {}
  PlateMarker& marker() {
    if (!device_) {
      device_ = rig.makeMarker();
      REQUIRE(conformance::becomes(*device_, DeviceState::Online));
    }
    return *device_;
  }
  std::future<Outcome<MarkReport>> begin(const std::string& code, std::chrono::milliseconds deadline = 10s) {
    auto promise = std::make_shared<std::promise<Outcome<MarkReport>>>();
    marker().mark({code, {}}, deadline,
                  [promise](Outcome<MarkReport> report) { promise->set_value(report); });
    return promise->get_future();
  }
  Outcome<MarkReport> mark(const std::string& code = kCode, std::chrono::milliseconds deadline = 10s) {
    return begin(code, deadline).get();
  }
  std::string code(const std::string& text = kCode, std::chrono::milliseconds deadline = 10s) {
    const auto report = mark(text, deadline);
    return report ? "" : report.error().code;
  }
  Marked ask(const std::string& text = kCode) {
    std::promise<Outcome<Marked>> promise;
    marker().ask({text, {}}, 10s, [&promise](Outcome<Marked> marked) { promise.set_value(marked); });
    return promise.get_future().get().value_or(Marked::Unknown);
  }
  bool engraves() {
    return conformance::eventually([&] { return !rig.model->engraved().empty(); });
  }
  Codes engraved() const { return rig.model->engraved(); }

  MarkerRig rig;

 private:
  std::unique_ptr<PlateMarker> device_;
};

constexpr std::array kDialects{Dialect::VerbLines, Dialect::SohStxEtx, Dialect::StxSum};

}  // namespace

TEST_CASE("marker-serial plate-marker in lines of words conforms") {
  MarkerRig rig(Dialect::VerbLines);
  conformance::check(rig);
}

TEST_CASE("marker-serial plate-marker with SOH, STX, ETX and a check byte conforms") {
  MarkerRig rig(Dialect::SohStxEtx);
  conformance::check(rig);
}

TEST_CASE("marker-serial plate-marker with STX and a sum conforms") {
  MarkerRig rig(Dialect::StxSum);
  conformance::check(rig);
}

TEST_CASE("a text is engraved once, as it was given") {
  for (const Dialect dialect : kDialects) {
    CAPTURE(static_cast<int>(dialect));
    Bench bench(dialect);
    CHECK(bench.code().empty());
    CHECK(bench.code("SECOND-2").empty());
    CHECK(bench.engraved() == Codes{kCode, "SECOND-2"});
  }
}

TEST_CASE("every check byte there is goes through") {
  Bench bench(Dialect::SohStxEtx);
  bench.rig.model->setRunTime(1ms);
  Codes all;
  // The exclusive or of the text runs through 64 values; those that look like CR, STX or ETX are among them.
  for (char letter = '0'; letter <= 'Z'; ++letter) {
    const std::string text = std::string("A") + letter;
    if (bench.rig.profile.allowed.find(letter) == std::string::npos) continue;
    all.push_back(text);
    CHECK(bench.code(text).empty());
    CHECK(bench.ask(text) == Marked::Yes);
  }
  CHECK(bench.engraved() == all);
}

TEST_CASE("what the machine cannot engrave never reaches it") {
  Bench bench(Dialect::VerbLines);
  bench.marker();
  for (const std::string& text : Codes{"", "1\r\nRUN", "京A12345", std::string(21, '1')})
    CHECK(bench.code(text) == "plate-marker.bad-text");
  CHECK(bench.rig.model->commands() == 0);
}

TEST_CASE("a refusal leaves the piece untouched, and the next job works") {
  for (const Dialect dialect : kDialects) {
    CAPTURE(static_cast<int>(dialect));
    Bench bench(dialect);
    bench.rig.model->refuse(1);
    const auto report = bench.mark();
    REQUIRE_FALSE(report);
    CHECK(report.error().code == "plate-marker.refused");
    CHECK(surelyNotMarked(report.error()));
    CHECK(bench.engraved().empty());
    CHECK(bench.code().empty());
  }
}

TEST_CASE("a preparing command that got lost or garbled is sent again") {
  for (const Dialect dialect : kDialects) {
    CAPTURE(static_cast<int>(dialect));
    Bench bench(dialect);
    bench.rig.timing.pollEvery = 1h;
    for (auto& step : bench.rig.profile.steps) step.within = 300ms;
    bench.marker();
    bench.rig.model->silence(1);
    CHECK(bench.code().empty());
    bench.rig.model->garble(1);
    CHECK(bench.code("2").empty());
    CHECK(bench.engraved() == Codes{kCode, "2"});
  }
}

TEST_CASE("a marking without an end is unknown, and never begun again") {
  for (const Dialect dialect : kDialects) {
    CAPTURE(static_cast<int>(dialect));
    Bench bench(dialect);
    bench.rig.profile.status.clear();
    for (auto& step : bench.rig.profile.steps) step.within = 300ms;
    bench.rig.model->loseEnd(1);
    const auto report = bench.mark();
    REQUIRE_FALSE(report);
    CHECK(report.error().code == "plate-marker.unknown");
    CHECK_FALSE(surelyNotMarked(report.error()));
    CHECK(bench.engraved() == Codes{kCode});
    CHECK(bench.ask() == Marked::Unknown);
    CHECK(bench.code("2").empty());
    CHECK(bench.engraved() == Codes{kCode, "2"});
  }
}

TEST_CASE("a start that got lost is unknown too: the machine is not told twice") {
  for (const Dialect dialect : kDialects) {
    CAPTURE(static_cast<int>(dialect));
    Bench bench(dialect);
    bench.rig.profile.status.clear();
    for (auto& step : bench.rig.profile.steps) step.within = 300ms;
    bench.rig.model->loseStart(1);
    CHECK(bench.code() == "plate-marker.unknown");
    CHECK(bench.rig.model->starts() == 1);
    CHECK(bench.engraved().empty());
  }
}

TEST_CASE("a machine that remembers is asked, and what it says counts") {
  Bench bench(Dialect::SohStxEtx);
  bench.rig.timing.pollEvery = 1h;
  for (auto& step : bench.rig.profile.steps) step.within = 300ms;
  bench.rig.model->setRunTime(800ms);  // still busy when it is asked first
  bench.rig.model->loseEnd(1);
  const auto marked = bench.mark();
  REQUIRE(marked);
  CHECK(marked->asked);
  CHECK(bench.ask() == Marked::Yes);
  CHECK(bench.ask("ANOTHER") == Marked::No);

  bench.rig.model->setMemory(false);
  CHECK(bench.ask() == Marked::Unknown);
  bench.rig.model->loseEnd(1);
  CHECK(bench.code("2") == "plate-marker.unknown");
  CHECK(bench.engraved() == Codes{kCode, "2"});

  bench.rig.model->setMemory(true);
  bench.rig.model->loseStart(1);
  CHECK(bench.code("3") == "plate-marker.refused");  // it says that the last one was another
  CHECK(bench.engraved() == Codes{kCode, "2"});
}

TEST_CASE("a marking that breaks off is unknown: somebody must look") {
  Bench bench(Dialect::VerbLines);
  bench.rig.model->breakOff(1);
  const auto report = bench.mark();
  REQUIRE_FALSE(report);
  CHECK(report.error().code == "plate-marker.unknown");
  CHECK(report.error().detail.find("STOPPED 3") != std::string::npos);
}

TEST_CASE("an error after the work has begun is no refusal") {
  Bench bench(Dialect::VerbLines);
  bench.rig.profile.answers[3].pattern = "never";  // what it says when it breaks off is one more "refused"
  bench.rig.profile.answers[4].pattern = "STOPPED*";
  bench.rig.model->breakOff(1);
  CHECK(bench.code() == "plate-marker.unknown");
}

TEST_CASE("after the start a cancel, the deadline and a pulled cable leave it unknown") {
  Bench bench(Dialect::VerbLines);
  bench.rig.model->setRunTime(5s);
  for (auto& step : bench.rig.profile.steps) step.within = 20s;
  auto cancelled = bench.begin("1");
  REQUIRE(bench.engraves());
  const auto asked = Clock::now();
  bench.marker().cancel();
  CHECK(cancelled.get().error().code == "plate-marker.unknown");
  CHECK(Clock::now() - asked < 1s);

  CHECK(bench.code("2", 400ms) == "device.timed-out");  // owed the answer of the first: not begun
  CHECK(bench.engraved() == Codes{"1"});

  Bench other(Dialect::StxSum);
  other.rig.model->setRunTime(5s);
  CHECK(other.code("1", 400ms) == "plate-marker.unknown");

  Bench third(Dialect::SohStxEtx);
  third.rig.model->setRunTime(5s);
  auto pulled = third.begin("3");
  REQUIRE(third.engraves());
  third.rig.unplug();
  CHECK(pulled.get().error().code == "plate-marker.unknown");
  CHECK(conformance::becomes(third.marker(), DeviceState::NoDevice));
  third.rig.model->setRunTime(0ms);
  third.rig.plug();
  REQUIRE(conformance::becomes(third.marker(), DeviceState::Online));
  CHECK(third.engraved() == Codes{"3"});
}

TEST_CASE("a late answer to a repeated command is not taken for the start's") {
  Bench bench(Dialect::SohStxEtx);
  bench.rig.timing.pollEvery = 1h;
  for (auto& step : bench.rig.profile.steps) step.within = 400ms;
  bench.marker();
  bench.rig.model->late(1, 600ms);  // the answer to P comes when P has been sent again
  bench.rig.model->refuse(1);
  bench.rig.model->setRunTime(300ms);  // the start's own answer takes its time
  const auto report = bench.mark();
  REQUIRE_FALSE(report);
  CHECK(report.error().code == "plate-marker.refused");  // the start's own answer, none before it
  CHECK(bench.engraved().empty());
}

TEST_CASE("a machine that does not answer is shown as broken, and found when it does") {
  Bench bench(Dialect::SohStxEtx);
  bench.rig.profile.statusWithin = 100ms;
  bench.rig.model->silence(1000);
  const auto marker = bench.rig.makeMarker();
  REQUIRE(conformance::becomes(*marker, DeviceState::HardwareError));
  CHECK(marker->status().problem == "plate-marker.silent");
  bench.rig.model->silence(0);
  CHECK(conformance::becomes(*marker, DeviceState::Online));
}
