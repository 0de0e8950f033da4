#include <doctest/doctest.h>

#include "tests/emulators/marker_model.h"
#include "tests/emulators/marker_profiles.h"
#include "tests/emulators/marker_rig.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::emulators;
using namespace std::chrono_literals;
using Dialect = MarkerModel::Dialect;

namespace {

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

struct Bench : MarkerBench<MarkerModel> {
  explicit Bench(Dialect dialect) : MarkerBench(std::make_shared<MarkerModel>(dialect), profileOf(dialect)) {}
};

constexpr std::array kDialects{Dialect::VerbLines, Dialect::SohStxEtx, Dialect::StxSum};

}  // namespace

TEST_CASE("marker-serial plate-marker in lines of words conforms") {
  Bench bench(Dialect::VerbLines);
  conformance::check(bench.rig);
}

TEST_CASE("marker-serial plate-marker with SOH, STX, ETX and a check byte conforms") {
  Bench bench(Dialect::SohStxEtx);
  conformance::check(bench.rig);
}

TEST_CASE("marker-serial plate-marker with STX and a sum conforms") {
  Bench bench(Dialect::StxSum);
  conformance::check(bench.rig);
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
