#include "kiosk/journal/marks.h"

#include <QCoreApplication>
#include <csignal>
#include <thread>

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "devices/manager.h"
#include "devices/simulated/world.h"
#include "disturb_rig.h"
#include "kiosk/cases/tools.h"
#include "kiosk/journal/journal.h"
#include "kiosk/journal/payload.h"

using namespace doorstep;
using namespace doorstep::kiosk;
using namespace std::chrono_literals;
using devices::DeviceState;
using devices::MarkReport;

namespace {

const std::string kCode = "990000000000001";
using Codes = std::vector<std::string>;

template <class Condition>
bool eventually(Condition condition, std::chrono::milliseconds most = 10s) {
  const auto giveUp = std::chrono::steady_clock::now() + most;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > giveUp) return false;
    QCoreApplication::processEvents();
    std::this_thread::sleep_for(2ms);
  }
  return true;
}

// A kiosk's journal and a simulated machine; gone and back again is a restart.
struct MarkStation {
  explicit MarkStation(const std::string& folder, std::shared_ptr<devices::SimulatedWorld> with =
                                                      std::make_shared<devices::SimulatedWorld>())
      : world(std::move(with)), journal(Journal::open(folder).value()) {
    devices::Timing quick;
    quick.pollEvery = quick.lookEvery = 20ms;
    tools.journal = journal.get();
    tools.devices = *devices::DeviceManager::create(
        {{"marker", devices::DeviceKind::PlateMarker, "simulated", {}}}, world, quick);
    marks = std::make_unique<Marks>(tools, 50ms);
  }
  bool online() const {
    return eventually([&] { return tools.devices->plateMarker()->status().state == DeviceState::Online; });
  }
  void say(const std::string& line) const { REQUIRE(world->command("marker", line)); }
  Codes engraved() const { return world->state("marker")->marks; }

  // The code a mark ended with; empty: it is made.
  std::string mark(const std::string& caseId = "case", const std::string& code = kCode) const {
    std::optional<std::string> ended;
    marks->mark(caseId, {code, {}}, 10s,
                [&](const Outcome<MarkReport>& report) { ended = report ? "" : report.error().code; });
    if (!eventually([&] { return ended.has_value(); })) return "(no end)";
    return *ended;
  }
  Intent::State stateOf(const std::string& caseId = "case") const {
    const auto intents = journal->intentsOf(caseId).value();
    return intents.empty() ? Intent::State::Prepared : intents.back().state;
  }

  std::shared_ptr<devices::SimulatedWorld> world;
  std::unique_ptr<Journal> journal;
  Tools tools;
  std::unique_ptr<Marks> marks;
};

// What a machine engraved before the restart.
std::shared_ptr<devices::SimulatedWorld> worldWith(const Codes& marks) {
  auto world = std::make_shared<devices::SimulatedWorld>();
  world->device("marker", devices::DeviceKind::PlateMarker)->with([&](devices::SimulatedHardware& hardware) {
    hardware.marks = marks;
  });
  return world;
}

// A process of its own has a mark under way when it is killed.
void killInMidMark(const std::string& folder) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const MarkStation station(folder);
    if (!station.online() || !station.world->command("marker", "hold")) _exit(1);
    station.marks->mark("case", {kCode, {{"plate", "A-1"}}}, 60s,
                        [](const Outcome<MarkReport>&) { _exit(2); });
    while (station.tools.devices->plateMarker()->status().state != DeviceState::Busy)
      std::this_thread::sleep_for(2ms);
    kill(getpid(), SIGKILL);
    _exit(3);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  CAPTURE(WEXITSTATUS(status));
  REQUIRE(WIFSIGNALED(status));
}

}  // namespace

TEST_CASE("a mark is made once for its case") {
  const auto folder = tests::freshFolder();
  const MarkStation station(folder);
  REQUIRE(station.online());
  CHECK(station.mark().empty());
  CHECK(station.stateOf() == Intent::State::Done);
  CHECK(station.mark() == "plate-marker.already-made");
  CHECK(station.mark("other", "990000000000002").empty());
  CHECK(station.engraved() == Codes{kCode, "990000000000002"});
  CHECK(station.journal->openIntents()->empty());
}

TEST_CASE("a refused mark is over, and may be tried again") {
  const MarkStation station(tests::freshFolder());
  REQUIRE(station.online());
  station.say("refuse 1");
  CHECK(station.mark() == "plate-marker.refused");
  CHECK(station.stateOf() == Intent::State::Abandoned);
  CHECK(station.mark().empty());
  CHECK(station.engraved() == Codes{kCode});
}

TEST_CASE("one mark at a time; a machine that is away costs nothing") {
  const MarkStation station(tests::freshFolder());
  REQUIRE(station.online());
  station.say("hold");
  std::optional<std::string> first;
  station.marks->mark("case", {kCode, {}}, 10s,
                      [&](const Outcome<MarkReport>& report) { first = report ? "" : report.error().code; });
  CHECK(station.mark("other", "2") == "device.busy");
  station.say("release");
  CHECK(eventually([&] { return first == ""; }));
  station.say("unplug");
  REQUIRE(eventually(
      [&] { return station.tools.devices->plateMarker()->status().state == DeviceState::NoDevice; }));
  CHECK(station.mark("third", "3") == "device.offline");
  CHECK(station.stateOf("third") == Intent::State::Abandoned);
  CHECK(station.engraved() == Codes{kCode});
}

TEST_CASE("a mark nobody heard the end of: the machine is asked, and nothing is made before that is clear") {
  const MarkStation station(tests::freshFolder());
  REQUIRE(station.online());
  station.say("lose-answer 1");
  CHECK(station.mark() == "plate-marker.unknown");
  CHECK(eventually([&] { return station.marks->unsettled().empty(); }));
  CHECK(station.stateOf() == Intent::State::Done);

  station.say("memory off");
  station.say("lose-answer 1");
  CHECK(station.mark("second", "2") == "plate-marker.unknown");
  CHECK_FALSE(eventually([&] { return station.marks->unsettled().empty(); }, 300ms));
  CHECK(station.stateOf("second") == Intent::State::Unknown);
  CHECK(station.mark("second", "2") == "plate-marker.unsettled");
  CHECK(station.mark("third", "3") == "plate-marker.unsettled");
  REQUIRE(station.marks->settle(station.marks->unsettled().front().intent.id, true, "G-7"));
  CHECK(station.stateOf("second") == Intent::State::Done);
  CHECK(station.mark("second", "2") == "plate-marker.already-made");
  CHECK(station.mark("third", "3").empty());
  CHECK(station.engraved() == Codes{kCode, "2", "3"});
}

TEST_CASE("killed between the intent and the answer: nothing is made again by itself") {
  const auto folder = tests::freshFolder();
  killInMidMark(folder);

  const MarkStation station(folder);
  station.say("memory off");  // a machine that cannot tell
  REQUIRE(station.marks->reconcile());
  REQUIRE(station.online());
  REQUIRE(station.marks->unsettled().size() == 1);
  const auto open = station.marks->unsettled().front();
  CHECK(open.intent.state == Intent::State::Unknown);
  CHECK(open.job.code == kCode);
  CHECK(open.job.fields.at("plate") == "A-1");
  CHECK_FALSE(eventually([&] { return station.marks->unsettled().empty(); }, 300ms));
  CHECK(station.mark() == "plate-marker.unsettled");
  CHECK(station.engraved().empty());
  // Somebody looked, and nothing was there.
  REQUIRE(station.marks->settle(open.intent.id, false, "G-7"));
  CHECK(station.mark().empty());
  CHECK(station.engraved() == Codes{kCode});
}

TEST_CASE("killed between the intent and the answer: a machine that remembers settles it") {
  for (const bool made : {true, false}) {
    CAPTURE(made);
    const auto folder = tests::freshFolder();
    killInMidMark(folder);
    const auto world = worldWith(made ? Codes{kCode} : Codes{"ANOTHER"});
    const Codes before = made ? Codes{kCode} : Codes{"ANOTHER"};
    REQUIRE(world->command("marker", "unplug"));  // it comes later than the program
    const MarkStation station(folder, world);
    REQUIRE(station.marks->reconcile());
    CHECK(station.marks->unsettled().size() == 1);
    station.say("plug");
    CHECK(eventually([&] { return station.marks->unsettled().empty(); }));
    CHECK(station.stateOf() == (made ? Intent::State::Done : Intent::State::Abandoned));
    CHECK(station.engraved() == before);
  }
}

TEST_CASE("what cannot be written down is not sent") {
  const auto folder = tests::freshFolder();
  const MarkStation station(folder);
  REQUIRE(station.online());
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit full{64, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &full);
  CHECK(station.mark() == "journal.unwritable");
  setrlimit(RLIMIT_FSIZE, &before);
  CHECK(station.engraved().empty());
}
