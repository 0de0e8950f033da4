#include <doctest/doctest.h>

#include "catalogue_copy.h"
#include "tests/emulators/marker_profiles.h"

using namespace doorstep;
using tests::ConfigCopy;

namespace {

// The profile of the one device `entry` adds to the demo station, from a file without its "unconfirmed" list.
devices::wire::MachineProfile loaded(const std::string& file, const std::string& entry) {
  const ConfigCopy copy;
  std::string text = copy.read(file);
  const auto from = text.find("unconfirmed:");
  const auto to = text.find("\n\n", from);
  REQUIRE(to != std::string::npos);
  copy.write(file, text.replace(from, to - from, "unconfirmed: []"));
  copy.replace("stations/demo.yaml", "devices:", "devices:\n  - " + entry);
  const auto result = kiosk::loadCatalogue(copy.path(""), copy.path("stations/demo.yaml"), "/state");
  for (const auto& fault : result.faults) FAIL_CHECK(fault.text());
  REQUIRE(result.catalogue);
  return result.catalogue->station().devices.front().profile;
}

devices::wire::MarkerProfile marker(const std::string& name) {
  return std::get<devices::wire::MarkerProfile>(
      loaded("markers/" + name + ".yaml",
             "{id: marker, kind: plate-marker, driver: marker-serial, settings: "
             "{port: /dev/marker, profile: " +
                 name + "}}"));
}

}  // namespace

// The emulators speak these values: what they prove of the driver they prove of the files.
TEST_CASE("the example profiles reach the driver as they are written") {
  CHECK(marker("example-verb-lines") == emulators::sicLikeProfile());
  CHECK(marker("example-soh-stx-etx") == emulators::telesisLikeProfile());
  CHECK(marker("example-stx-sum") == emulators::panasonicLikeProfile());
  CHECK(marker("example-label-lines") == emulators::labelProfile());
  CHECK(std::get<devices::wire::SignalProfile>(loaded(
            "signals/example-io-board.yaml",
            "{id: lamps, kind: signal-lines, driver: lines-serial, settings: {port: /dev/lamps, profile: "
            "example-io-board}}")) == emulators::ioBoardProfile());
}
