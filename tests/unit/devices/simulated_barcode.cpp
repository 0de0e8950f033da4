#include "devices/manager.h"
#include "devices/simulated/world.h"
#include "tests/unit/devices/conformance.h"

using namespace doorstep;
using namespace doorstep::devices;
using conformance::becomes;
using conformance::Ending;
using conformance::eventually;
using std::chrono::milliseconds;

namespace {

struct Station {
  std::unique_ptr<DeviceManager> manager =
      *DeviceManager::create({{"scanner", DeviceKind::BarcodeReader, "simulated", {}}});
  std::mutex mutex;
  std::vector<Scan> heard;

  Station() { REQUIRE(becomes(reader(), DeviceState::Online)); }
  BarcodeReader& reader() const { return *manager->barcodeReader(); }
  void say(const std::string& line) const { REQUIRE(manager->simulated()->command("scanner", line)); }
  SimulatedState state() const { return *manager->simulated()->state("scanner"); }

  std::shared_ptr<Ending> listen(milliseconds deadline = milliseconds{10'000}) {
    auto ending = std::make_shared<Ending>();
    reader().listen(
        [this](Scan scan) {
          const std::lock_guard lock(mutex);
          heard.push_back(std::move(scan));
        },
        deadline, [ending](const Outcome<void>& outcome) { ending->tell(outcome); });
    return ending;
  }
  std::size_t count() {
    const std::lock_guard lock(mutex);
    return heard.size();
  }
};

}  // namespace

TEST_CASE("a scan reaches the one listener once, as it was") {
  Station station;
  const auto first = station.listen();
  REQUIRE(eventually([&] { return station.state().listening; }));
  CHECK(station.listen()->await() == "device.busy");
  station.say("scan 京A12345 号牌");
  station.say("scan 2");  // at once: also while the listener is at work on the first
  REQUIRE(eventually([&] { return station.count() == 2; }));
  station.reader().stop();
  CHECK(first->await().empty());
  CHECK(station.heard.at(0).text.reveal() == "京A12345 号牌");
  CHECK(station.heard.at(0).bytes.size() == station.heard.at(0).text.size());
  CHECK(station.heard.at(0).symbology == Symbology::QrCode);
  CHECK(station.heard.at(1).text.reveal() == "2");
  CHECK(station.heard.at(1).bytes == PersonalBytes{std::byte{'2'}});
}

TEST_CASE("what was scanned while nobody listened is nobody's") {
  Station station;
  station.say("scan the last citizen's");
  CHECK(station.listen(milliseconds{200})->await() == "device.timed-out");
  CHECK(station.count() == 0);
  CHECK(station.state().scanCount == 1);
}
