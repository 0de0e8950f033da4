#include "devices/simulated/world.h"
#include "tests/unit/devices/conformance.h"

using namespace doorstep;
using namespace doorstep::devices;

namespace {

struct Station {
  SimulatedWorld world;

  Station() {
    (void)world.device("reader", DeviceKind::IdCardReader);
    (void)world.device("printer", DeviceKind::ReceiptPrinter);
    (void)world.device("camera", DeviceKind::Camera);
    (void)world.device("scanner", DeviceKind::BarcodeReader);
    (void)world.device("pages", DeviceKind::DocumentPrinter);
    (void)world.device("marker", DeviceKind::PlateMarker);
    (void)world.device("lamps", DeviceKind::SignalLines);
    (void)world.device("desk", DeviceKind::DocumentScanner);
  }
  std::string refused(const std::string& device, const std::string& line) {
    const auto outcome = world.command(device, line);
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == "device.bad-script");
    return outcome.error().detail;
  }
};

bool names(const std::string& detail, const std::string& what) {
  return detail.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("a script line that makes no sense is refused by name, and changes nothing") {
  Station station;
  CHECK(names(station.refused("reader", "eject"), "eject"));
  CHECK(names(station.refused("reader", "paper out"), "paper"));  // another kind's
  CHECK(names(station.refused("nobody", "plug"), "nobody"));
  CHECK(names(station.refused("reader", "insert"), "insert"));
  CHECK(names(station.refused("reader", "insert stranger"), "stranger"));
  CHECK(names(station.refused("reader", "remove it"), "remove"));
  CHECK(names(station.refused("reader", "slow soon"), "slow"));
  CHECK(names(station.refused("reader", "slow -5"), "slow"));
  CHECK(names(station.refused("reader", "silence 99999999999999999999"), "silence"));
  CHECK(names(station.refused("printer", "paper blue"), "blue"));
  CHECK(names(station.refused("printer", "cover"), "cover"));
  CHECK(station.world.state("reader")->slow == std::chrono::milliseconds{0});
  CHECK(station.world.state("printer")->paper == Supplies::Ok);
}

TEST_CASE("blanks, comments and line ends do no harm") {
  Station station;
  CHECK(station.world.command("reader", ""));
  CHECK(station.world.command("reader", "   # a remark"));
  CHECK(station.world.command("printer", "  paper \t low \r"));
  CHECK(station.world.state("printer")->paper == Supplies::Low);
}

TEST_CASE("every command is described in both languages and does what it lists") {
  Station station;
  station.world.registerCard("li-lei", IdCard{});
  for (const auto& device : station.world.devices()) {
    const auto commands = station.world.commands(device);
    CHECK(commands.size() >= 8);
    for (const auto& command : commands) {
      CHECK_FALSE(command.description.zh.empty());
      CHECK_FALSE(command.description.en.empty());
      auto arguments = command.choices;
      if (command.argument == "SLUG") arguments = {"li-lei"};
      if (command.argument == "FILE") arguments = {"none"};
      if (command.argument == "TEXT") arguments = {"(01)06901234567892", "a code of several words"};
      if (command.argument == "N" || command.argument == "MS") arguments = {"0", "3"};
      if (command.argument.empty()) arguments = {""};
      CHECK_FALSE(arguments.empty());
      for (const auto& argument : arguments)
        CHECK(station.world.command(device, command.name + " " + argument));
    }
  }
  CHECK(station.world.commands("nobody").empty());
}

TEST_CASE("the state a bench shows") {
  Station station;
  station.world.registerCard("li-lei", IdCard{});
  station.world.registerCard("han-meimei", IdCard{});
  CHECK(station.world.cards() == std::vector<std::string>{"han-meimei", "li-lei"});
  CHECK(station.world.devices() == std::vector<std::string>{"camera", "desk", "lamps", "marker", "pages",
                                                            "printer", "reader", "scanner"});
  CHECK_FALSE(station.world.state("nobody"));

  REQUIRE(station.world.command("reader", "insert li-lei"));
  CHECK(station.world.state("reader")->card == "li-lei");
  REQUIRE(station.world.command("reader", "remove"));
  CHECK(station.world.state("reader")->card.empty());

  const auto node = station.world.state("reader")->plugCount;
  REQUIRE(station.world.command("reader", "plug"));  // it is: nothing happens
  CHECK(station.world.state("reader")->plugCount == node);
  REQUIRE(station.world.command("reader", "ghost"));
  CHECK(station.world.state("reader")->ghost);
  REQUIRE(station.world.command("reader", "unplug"));
  CHECK_FALSE(station.world.state("reader")->plugged);
  CHECK_FALSE(station.world.state("reader")->ghost);
  CHECK(station.world.takeSlips("nobody").empty());
}
