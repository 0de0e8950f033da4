#include <stdexcept>

#include "devices/id_card_reader.h"
#include "tests/unit/devices/conformance.h"

using namespace doorstep;
using namespace doorstep::devices;
using conformance::becomes;
using conformance::Ending;
using conformance::eventually;
using std::chrono::milliseconds;

namespace {

// What the driver below does when it is called; the test changes it while the device runs.
struct Script {
  std::mutex mutex;
  std::function<Outcome<std::string>(Action&)> open = [](Action&) { return std::string("model"); };
  std::function<Outcome<Health>(Action&)> poll = [](Action&) { return Health{}; };
  std::function<Outcome<IdCard>(Action&)> read = [](Action&) { return IdCard{}; };
  std::vector<Clock::time_point> opens;
  int polls = 0;
  int closes = 0;

  template <class F>
  auto with(F change) {
    const std::lock_guard lock(mutex);
    return change(*this);
  }
};

class ScriptedDriver : public IdCardDriver {
 public:
  explicit ScriptedDriver(std::shared_ptr<Script> script) : script_(std::move(script)) {}
  Outcome<std::string> open(Action& action) override {
    return script_->with([](Script& s) { return s.opens.push_back(Clock::now()), s.open; })(action);
  }
  void close() noexcept override {
    script_->with([](Script& s) { ++s.closes; });
  }
  Outcome<Health> poll(Action& action) override {
    return script_->with([](Script& s) { return ++s.polls, s.poll; })(action);
  }
  Outcome<IdCard> read(const CardReadOptions&, Action& action) override {
    return script_->with([](Script& s) { return s.read; })(action);
  }
  Outcome<void> waitForRemoval(Action&) override { return {}; }

 private:
  std::shared_ptr<Script> script_;
};

struct Bench {
  std::shared_ptr<Script> script = std::make_shared<Script>();
  std::unique_ptr<IdCardReader> device;

  explicit Bench(const std::function<void(Script&)>& prepare = {}, Timing timing = {milliseconds{20}}) {
    if (prepare) prepare(*script);
    device = std::make_unique<IdCardReader>("reader", std::make_unique<ScriptedDriver>(script), timing);
  }
  std::shared_ptr<Ending> read(milliseconds deadline = milliseconds{5000}) const {
    auto ending = std::make_shared<Ending>();
    device->read({}, deadline, [ending](const Outcome<IdCard>& card) {
      ending->tell(card ? Outcome<void>{} : tl::unexpected(card.error()));
    });
    return ending;
  }
  void online() const { REQUIRE(becomes(*device, DeviceState::Online)); }
};

// Waits as drivers do.
Outcome<IdCard> waitsForCard(Action& action) {
  if (auto waited = action.pause(milliseconds{60'000}); !waited) return tl::unexpected(waited.error());
  return IdCard{};
}

}  // namespace

TEST_CASE("an exception of the driver costs one action and a new open, never the program") {
  Bench bench(
      [](Script& s) { s.read = [](Action&) -> Outcome<IdCard> { throw std::runtime_error("oops"); }; });
  bench.online();
  const auto ending = bench.read();
  CHECK(ending->await() == "device.driver-fault");
  CHECK(ending->detail() == "oops");
  bench.script->with([](Script& s) { s.read = [](Action&) { return IdCard{}; }; });
  REQUIRE(eventually([&] { return bench.device->status().opened == 2; }));
  CHECK(bench.read()->await().empty());

  SUBCASE("of an open") {
    Bench other([](Script& s) { s.open = [](Action&) -> Outcome<std::string> { throw 7; }; });
    REQUIRE(becomes(*other.device, DeviceState::HardwareError));
    CHECK(other.device->status().problem == "device.driver-fault");
  }
  SUBCASE("of a poll") {
    bench.script->with(
        [](Script& s) { s.poll = [](Action&) -> Outcome<Health> { throw std::bad_alloc(); }; });
    REQUIRE(becomes(*bench.device, DeviceState::HardwareError));
    CHECK(bench.device->status().problem == "device.driver-fault");
  }
}

TEST_CASE("a driver cannot speak of a cancel or a time-out that never was") {
  Bench bench;
  bench.online();
  SUBCASE("cancel") {
    bench.script->with([](Script& s) {
      s.read = [](Action&) -> Outcome<IdCard> { return problem("device.cancelled", "quirk"); };
    });
    const auto ending = bench.read();
    CHECK(ending->await() == "device.driver-fault");
    CHECK(ending->detail().find("quirk") != std::string::npos);
  }
  SUBCASE("time-out") {
    bench.script->with(
        [](Script& s) { s.read = [](Action&) -> Outcome<IdCard> { return problem("device.timed-out"); }; });
    CHECK(bench.read()->await() == "device.driver-fault");
  }
}

TEST_CASE("timed out, cancelled and the driver's own words are told apart") {
  Bench bench([](Script& s) { s.read = waitsForCard; });
  bench.online();
  CHECK(bench.read(milliseconds{30})->await() == "device.timed-out");
  CHECK(bench.read(milliseconds{0})->await() == "device.timed-out");

  const auto cancelled = bench.read();
  bench.device->cancel();  // perhaps before the driver has begun: that counts too
  CHECK(cancelled->await() == "device.cancelled");

  bench.script->with(
      [](Script& s) { s.read = [](Action&) -> Outcome<IdCard> { return problem("id-card.absent"); }; });
  CHECK(bench.read()->await() == "id-card.absent");
  CHECK(becomes(*bench.device, DeviceState::Online));
  CHECK(bench.device->status().opened == 1);
}

TEST_CASE("done may start the next action") {
  Bench bench;
  bench.online();
  const auto second = std::make_shared<Ending>();
  bench.device->read({}, milliseconds{5000}, [&](const Outcome<IdCard>&) {
    bench.device->read({}, milliseconds{5000}, [&](const Outcome<IdCard>& card) {
      second->tell(card ? Outcome<void>{} : tl::unexpected(card.error()));
    });
  });
  CHECK(second->await().empty());
}

TEST_CASE("an action does not wait for a slow poll") {
  Bench bench({}, {.pollEvery = milliseconds{10}, .pollDeadline = milliseconds{60'000}});
  bench.online();
  bench.script->with([](Script& s) {
    s.poll = [](Action& action) -> Outcome<Health> {
      if (auto waited = action.pause(milliseconds{60'000}); !waited) return tl::unexpected(waited.error());
      return Health{};
    };
    s.polls = 0;
  });
  REQUIRE(eventually([&] { return bench.script->with([](Script& s) { return s.polls > 0; }); }));
  CHECK(bench.read(milliseconds{30'000})->await().empty());
  CHECK(bench.device->status().problem.empty());  // a poll that gave way is no failure
}

TEST_CASE("hardware found gone by a poll just as an action was asked for") {
  Bench bench;
  bench.online();
  bench.script->with([](Script& s) {
    s.polls = 0;
    s.open = [](Action&) -> Outcome<std::string> { return problem("device.not-found"); };
    s.poll = [](Action& action) -> Outcome<Health> {
      (void)action.pause(milliseconds{60'000});  // until the action below interrupts it
      return problem("device.removed");
    };
  });
  REQUIRE(eventually([&] { return bench.script->with([](Script& s) { return s.polls > 0; }); }));
  CHECK(bench.read()->await() == "device.removed");
  REQUIRE(eventually([&] { return bench.device->status().problem == "device.not-found"; }));
  CHECK(bench.device->status().state == DeviceState::NoDevice);
  CHECK(bench.read()->await() == "device.offline");
}

TEST_CASE("a failed open is tried again, more and more patiently") {
  Bench bench(
      [](Script& s) {
        s.open = [](Action&) -> Outcome<std::string> { return problem("id-card.sam-fault", "status 60"); };
      },
      {.backOffFirst = milliseconds{20}, .backOffMost = milliseconds{80}});
  REQUIRE(becomes(*bench.device, DeviceState::HardwareError));
  CHECK(bench.device->status().problem == "id-card.sam-fault");
  CHECK(bench.device->status().detail == "status 60");
  // Fourteen tries within eventually()'s patience: doubling without an end would take minutes.
  REQUIRE(eventually([&] { return bench.script->with([](Script& s) { return s.opens.size() >= 14; }); }));
  const auto opens = bench.script->with([](Script& s) { return s.opens; });
  const std::vector<int> least{20, 40, 80, 80, 80};  // ms between the tries: doubling up to the most
  for (std::size_t i = 0; i < least.size(); ++i) CHECK(opens[i + 1] - opens[i] >= milliseconds{least[i]});

  bench.script->with([](Script& s) { s.open = [](Action&) { return std::string("model"); }; });
  bench.online();
  CHECK(bench.device->status().opened == 1);
  CHECK(bench.script->with([](Script& s) { return s.closes; }) >= 5);  // after every failed open
}

TEST_CASE("what a poll finds is the status") {
  Bench bench;
  bench.online();
  bench.script->with([](Script& s) { s.poll = [](Action&) { return Health{Supplies::Low, "", ""}; }; });
  REQUIRE(eventually([&] { return bench.device->status().supplies == Supplies::Low; }));
  CHECK(bench.device->status().ready());
  bench.script->with([](Script& s) {
    s.poll = [](Action&) { return Health{Supplies::Ok, "printer.cover-open", "front"}; };
  });
  REQUIRE(becomes(*bench.device, DeviceState::UserError));
  CHECK(bench.device->status().problem == "printer.cover-open");
  CHECK(bench.device->status().detail == "front");
  CHECK_FALSE(bench.device->status().ready());
  bench.script->with([](Script& s) { s.poll = [](Action&) { return Health{}; }; });
  bench.online();
  CHECK(bench.device->status().problem.empty());
  CHECK(bench.device->status().opened == 1);
}

TEST_CASE("a device is not shown as online before its physical state is known") {
  Bench bench([](Script& s) {
    s.open = [](Action&) -> Outcome<std::string> { return problem("device.not-found"); };
    s.poll = [](Action&) { return Health{Supplies::Out, "printer.paper-out", ""}; };
  });
  std::atomic<bool> shownWell{false};
  bench.device->watch([&](const DeviceStatus& status) {
    if (status.ready()) shownWell = true;
  });
  bench.script->with([](Script& s) { s.open = [](Action&) { return std::string("model"); }; });
  CHECK(becomes(*bench.device, DeviceState::UserError));
  bench.device.reset();
  CHECK_FALSE(shownWell);
}

TEST_CASE("a device that fails its polls is shown as faulty at once, and opened anew after a few") {
  Bench bench;
  bench.online();
  bench.script->with([](Script& s) {
    s.poll = [](Action&) -> Outcome<Health> { return problem("id-card.reader-silent"); };
    s.polls = 0;
  });
  REQUIRE(becomes(*bench.device, DeviceState::HardwareError));
  CHECK(bench.device->status().problem == "id-card.reader-silent");
  REQUIRE(eventually([&] { return bench.script->with([](Script& s) { return s.opens.size() >= 2; }); }));
  CHECK(bench.script->with([](Script& s) { return s.polls; }) >= 3);
  bench.script->with([](Script& s) { s.poll = [](Action&) { return Health{}; }; });
  bench.online();
}

TEST_CASE("watchers see the present status and every change, in order, on the device's thread") {
  Bench bench;
  bench.online();
  std::mutex mutex;
  std::vector<DeviceStatus> seen;
  std::vector<std::thread::id> threads;
  bench.device->watch([&](const DeviceStatus& status) {
    (void)bench.device->status();  // outside the lock: this would not return inside
    const std::lock_guard lock(mutex);
    seen.push_back(status);
    threads.push_back(std::this_thread::get_id());
  });
  const auto count = [&] {
    const std::lock_guard lock(mutex);
    return seen.size();
  };
  REQUIRE(eventually([&] { return count() == 1; }));
  CHECK(bench.read()->await().empty());
  REQUIRE(eventually([&] { return count() == 3; }));
  bench.script->with([](Script& s) {
    s.read = [](Action&) -> Outcome<IdCard> { return problem("device.removed"); };
    s.open = [](Action&) -> Outcome<std::string> { return problem("device.not-found"); };
  });
  CHECK(bench.read()->await() == "device.removed");
  REQUIRE(eventually([&] { return count() == 6; }));
  bench.device.reset();

  std::string states;
  for (const auto& status : seen) states += std::string(word(status.state)) + "/" + status.problem + " ";
  CHECK(states == "online/ busy/ online/ busy/ no-device/device.removed no-device/device.not-found ");
  CHECK(std::count(threads.begin(), threads.end(), threads.front()) == 6);
  CHECK(threads.front() != std::this_thread::get_id());
}

TEST_CASE("destruction ends what waits and what is under way, once each") {
  SUBCASE("an action under way") {
    Bench bench([](Script& s) { s.read = waitsForCard; });
    bench.online();
    const auto ending = bench.read();
    bench.device.reset();
    CHECK(ending->calls() == 1);
    CHECK(ending->await() == "device.cancelled");
  }
  SUBCASE("an open under way") {
    Bench bench(
        [](Script& s) {
          s.open = [](Action& action) -> Outcome<std::string> {
            (void)action.pause(milliseconds{60'000});
            return problem("device.timed-out");
          };
        },
        {.openDeadline = milliseconds{60'000}});
    REQUIRE(eventually([&] { return bench.script->with([](Script& s) { return !s.opens.empty(); }); }));
    bench.device.reset();  // returns, that is all
    CHECK(bench.script->with([](Script& s) { return s.closes; }) >= 1);
  }
  SUBCASE("an action that has not begun") {
    Bench bench;
    bench.online();
    std::atomic<bool> polling{false};
    std::atomic<bool> goOn{false};
    bench.script->with([&](Script& s) {
      s.poll = [&](Action&) {
        polling = true;
        conformance::eventually([&] { return goOn.load(); });
        return Health{};
      };
    });
    REQUIRE(eventually([&] { return polling.load(); }));
    const auto ending = bench.read();
    std::thread later([&] {
      std::this_thread::sleep_for(milliseconds{50});  // into the destructor below
      goOn = true;
    });
    bench.device.reset();
    later.join();
    CHECK(ending->calls() == 1);
    CHECK(ending->await() == "device.cancelled");
  }
}

TEST_CASE("the action's own clockwork") {
  Action action(Clock::now() + milliseconds{20});
  CHECK(action.check());
  CHECK(action.remaining() > milliseconds{0});
  CHECK(action.pause(milliseconds{60'000}).error().code == "device.timed-out");
  CHECK(action.remaining() == milliseconds{0});

  Action cancelled(Clock::now() + milliseconds{60'000});
  cancelled.cancel();
  cancelled.finish();
  CHECK_FALSE(cancelled.finished());  // too late: it was cancelled
  CHECK(cancelled.pause(milliseconds{60'000}).error().code == "device.cancelled");

  Action finished(Clock::now() + milliseconds{60'000});
  finished.finish();
  CHECK(finished.finished());
  CHECK_FALSE(finished.check());
}
