#include "kiosk/cases/slip.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <functional>

#include <doctest/doctest.h>

#include "catalogue_copy.h"
#include "devices/manager.h"
#include "devices/simulated/world.h"
#include "disturb_rig.h"
#include "kiosk/cases/offers.h"
#include "kiosk/cases/tools.h"

using namespace doorstep;
using namespace doorstep::tests;
using devices::DeviceKind;

namespace {

struct Hall {
  explicit Hall(std::vector<devices::DeviceSpec> specs) {
    tools.catalogue = kiosk::loadCatalogue(kConfig, kConfig + "/stations/demo.yaml", freshFolder()).catalogue;
    tools.devices = *devices::DeviceManager::create(specs, world);
    for (const auto& spec : specs)
      REQUIRE(until([&] { return tools.devices->find(spec.id)->status().ready(); }));
  }
  static bool until(const std::function<bool()>& ready) {
    QElapsedTimer clock;
    clock.start();
    while (!ready() && clock.elapsed() < 15'000) QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    return ready();
  }
  // The slip's problem; empty when it came out.
  std::string print() const {
    kiosk::Slip slip(tools);
    slip.print({"test", {devices::PrintText{"一次性告知书"}}});
    REQUIRE(until([&] { return !slip.printing(); }));
    return slip.problem() ? slip.problem()->code : "";
  }

  std::shared_ptr<devices::SimulatedWorld> world = std::make_shared<devices::SimulatedWorld>();
  kiosk::Tools tools;
};

const devices::DeviceSpec kReceipts{"receipts", DeviceKind::ReceiptPrinter, "simulated", {}};
const devices::DeviceSpec kPages{"pages", DeviceKind::DocumentPrinter, "simulated", {}};

}  // namespace

TEST_CASE("papers come out of the receipt printer where there is one") {
  const Hall hall({kPages, kReceipts});
  CHECK(hall.print().empty());
  CHECK(hall.world->state("receipts")->slipCount == 1);
  CHECK(hall.world->state("pages")->slipCount == 0);
}

TEST_CASE("a station without a receipt printer prints its papers on A4, and offers what needs a printer") {
  const Hall hall({kPages,
                   {"reader", DeviceKind::IdCardReader, "simulated", {}},
                   {"camera", DeviceKind::Camera, "simulated", {}}});
  CHECK(hall.print().empty());
  REQUIRE(hall.world->state("pages")->slipCount == 1);
  CHECK(hall.world->state("pages")->lastSlip.lines.at(0) == "一次性告知书");
  CHECK(kiosk::offersNow(hall.tools).at(0).available);
  REQUIRE(hall.world->command("pages", "jam on"));
  CHECK(Hall::until([&] { return !kiosk::offersNow(hall.tools).at(0).available; }));
}

TEST_CASE("a station without any printer says so") {
  CHECK(Hall({}).print() == "device.offline");
}
