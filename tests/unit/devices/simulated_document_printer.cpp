#include <future>

#include "devices/manager.h"
#include "devices/simulated/world.h"
#include "tests/unit/devices/conformance.h"

using namespace doorstep;
using namespace doorstep::devices;
using conformance::becomes;
using conformance::eventually;
using std::chrono::milliseconds;

namespace {

struct Station {
  std::unique_ptr<DeviceManager> manager =
      *DeviceManager::create({{"pages", DeviceKind::DocumentPrinter, "simulated", {}}});

  Station() { REQUIRE(becomes(printer(), DeviceState::Online)); }
  DocumentPrinter& printer() const { return *manager->documentPrinter(); }
  void say(const std::string& line) const { REQUIRE(manager->simulated()->command("pages", line)); }

  std::string print(milliseconds deadline = milliseconds{10'000}) const {
    std::promise<std::string> end;
    printer().print({"test", {PrintText{"一"}, PrintPair{"二", "三"}}}, deadline,
                    [&end](const Outcome<PrintReport>& report) {
                      end.set_value(report
                                        ? std::to_string(report->blocks) + (report->resumed ? " resumed" : "")
                                        : report.error().code + " " + report.error().detail);
                    });
    return end.get_future().get();
  }
};

}  // namespace

TEST_CASE("a document comes out of the simulated document printer") {
  const Station station;
  CHECK(station.print() == "2");
  const auto pages = station.manager->simulated()->takeSlips("pages");
  REQUIRE(pages.size() == 1);
  CHECK(pages[0].complete);
  CHECK(pages[0].lines.at(0) == "一");
}

TEST_CASE("each trouble of the document printer is seen while idle and goes again") {
  const Station station;
  const auto shows = [&](const std::string& line, const std::string& code, DeviceState state) {
    CAPTURE(line);
    station.say(line);
    CHECK(eventually([&] { return station.printer().status().problem == code; }));
    CHECK(station.printer().status().state == state);
    CHECK_FALSE(station.printer().status().ready());
  };
  shows("jam on", "document-printer.jam", DeviceState::UserError);
  station.say("jam off");
  shows("paper out", "document-printer.paper-out", DeviceState::UserError);
  station.say("paper ok");
  shows("cover open", "document-printer.cover-open", DeviceState::UserError);
  station.say("cover closed");
  shows("power off", "document-printer.offline", DeviceState::Offline);
  station.say("power on");
  CHECK(becomes(station.printer(), DeviceState::Online));
}

TEST_CASE(
    "a document that never began says what stood in the way; one half-way out says that it may be torn") {
  const Station station;
  station.say("jam on");
  CHECK(station.print(milliseconds{200}).starts_with("document-printer.jam"));
  station.say("jam off");
  station.say("paper-out-after 1");
  CHECK(station.print(milliseconds{200}) == "document-printer.interrupted document-printer.paper-out");
  CHECK_FALSE(station.manager->simulated()->takeSlips("pages").at(0).complete);
}
