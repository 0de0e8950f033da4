#include <doctest/doctest.h>

#include "tests/emulators/label_model.h"
#include "tests/emulators/marker_profiles.h"
#include "tests/emulators/marker_rig.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::emulators;
using namespace std::chrono_literals;

namespace {

struct Bench : MarkerBench<LabelModel> {
  Bench() : MarkerBench(std::make_shared<LabelModel>(), labelProfile()) {}
};

}  // namespace

TEST_CASE("marker-serial plate-marker that prints labels and acknowledges nothing conforms") {
  Bench bench;
  conformance::check(bench.rig);
}

TEST_CASE("a label is printed once, with every line of it") {
  Bench bench;
  CHECK(bench.code().empty());
  CHECK(bench.rig.model->lastLabel() == Codes{"TEXT E-BIKE", "TEXT " + kCode, "CODE " + kCode});
  CHECK(bench.code("SECOND-2").empty());
  CHECK(bench.engraved() == Codes{kCode, "SECOND-2"});
  CHECK(bench.rig.model->starts() == 2);
}

TEST_CASE("a printer that is at work on something else is waited for") {
  Bench bench;
  bench.marker();
  bench.rig.model->hold(true);
  auto later = bench.begin(kCode);
  CHECK(later.wait_for(500ms) == std::future_status::timeout);
  CHECK(bench.rig.model->starts() == 0);
  bench.rig.model->hold(false);
  CHECK(later.get());
}

TEST_CASE("without labels, or with a line it does not understand, nothing is printed") {
  Bench bench;
  bench.rig.timing.pollEvery = 1h;
  bench.marker();
  bench.rig.model->setLabels(0);
  const auto none = bench.mark();
  REQUIRE_FALSE(none);
  CHECK(none.error().code == "plate-marker.refused");
  CHECK(none.error().detail.find("NO LABELS") != std::string::npos);
  bench.rig.model->setLabels(2);
  CHECK(bench.code().empty());
  CHECK(bench.code() == "plate-marker.unknown");  // the last of the roll: whole, or did it end on the way?

  Bench other;
  other.rig.profile.steps[2].send = "TEKST";
  const auto wrong = other.mark();
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().code == "plate-marker.refused");
  CHECK(wrong.error().detail.find("TEKST") != std::string::npos);
  CHECK(other.rig.model->starts() == 0);
}

TEST_CASE("a start that got lost is unknown, though the printer is ready") {
  Bench bench;
  bench.rig.model->loseStart();
  CHECK(bench.code() == "plate-marker.unknown");
  CHECK(bench.rig.model->starts() == 1);
  CHECK(bench.engraved().empty());
}

TEST_CASE("a label that stops half way is unknown") {
  Bench bench;
  bench.rig.model->jamNext();
  const auto report = bench.mark();
  REQUIRE_FALSE(report);
  CHECK(report.error().code == "plate-marker.unknown");
  CHECK(report.error().detail.find("JAM") != std::string::npos);
}

TEST_CASE("a printer that falls silent while it prints, and is ready later, leaves it unknown") {
  Bench bench;
  bench.rig.profile.statusWithin = 200ms;
  bench.rig.model->setRunTime(600ms);
  auto report = bench.begin(kCode);
  REQUIRE(bench.engraves());
  bench.rig.model->silence(2);  // both tries of one question
  CHECK(report.get().error().code == "plate-marker.unknown");
  CHECK(bench.engraved() == Codes{kCode});
}

TEST_CASE("a printer out of labels is shown as broken, and as well when they are there again") {
  Bench bench;
  bench.rig.timing.pollEvery = 50ms;
  bench.marker();
  bench.rig.model->setLabels(0);
  REQUIRE(conformance::becomes(bench.marker(), DeviceState::HardwareError));
  CHECK(bench.marker().status().problem == "plate-marker.fault");
  bench.rig.model->setLabels(5);
  CHECK(conformance::becomes(bench.marker(), DeviceState::Online));
}
