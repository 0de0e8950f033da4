#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "devices/device.h"

// What every driver must do, whatever hardware it stands on. A rig says how to disturb that hardware; run it
// with
//
//   TEST_CASE("the ... driver conforms") { MyRig rig; conformance::check(rig); }
//
// Times are judged by the best of several attempts: a loaded machine can be late once, a driver that blocks
// is late every time.
namespace doorstep::devices::conformance {

using std::chrono::milliseconds;

// One device's hardware under test. At first it is plugged in, in order, and an action goes through by
// itself.
class Rig {
 public:
  virtual ~Rig() = default;

  // A device with the driver under test. The rig outlives it; one device at a time.
  virtual std::unique_ptr<Device> make() = 0;
  // The kind's ordinary action: read a card, print a slip, take a frame.
  virtual void act(Device& device, milliseconds deadline, Done<void> done) = 0;

  // From now on actions get stuck in the middle (no card, no paper, no frame), until release().
  virtual void hold() = 0;
  virtual void release() = 0;
  // What a held action may end with at its deadline.
  virtual std::vector<std::string> heldCodes() const { return {"device.timed-out"}; }

  virtual void unplug() = 0;
  virtual void plug() = 0;
  virtual void replug() {
    unplug();
    plug();
  }

  // The next action gets no answer, or nonsense, also when the driver asks again. Nothing: this hardware
  // cannot. Else what the action must end with.
  virtual std::optional<std::vector<std::string>> silence() { return std::nullopt; }
  virtual std::optional<std::vector<std::string>> garbage() { return std::nullopt; }
  // Replugged as two nodes, of which the first never answers. False: this hardware cannot.
  virtual bool ghost() { return false; }

  // How many handles are open on the hardware, when the rig can tell.
  virtual std::optional<int> holders() { return std::nullopt; }
  // The longest an action may take until the driver gives up on its own.
  virtual milliseconds patience() const { return milliseconds{10'000}; }
};

// The end of an action, as its `done` told it.
class Ending {
 public:
  void tell(const Outcome<void>& outcome) {
    const std::lock_guard lock(mutex_);
    ++calls_;
    code_ = outcome ? "" : outcome.error().code;
    detail_ = outcome ? "" : outcome.error().detail;
    thread_ = std::this_thread::get_id();
    at_ = Clock::now();
    changed_.notify_all();
  }
  // The problem's code, empty for a success; "(no end)" when nothing came.
  std::string await(milliseconds most = milliseconds{20'000}) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, most, [this] { return calls_ > 0; }) ? code_ : "(no end)";
  }
  int calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }
  std::string detail() const {
    const std::lock_guard lock(mutex_);
    return detail_;
  }
  std::thread::id thread() const {
    const std::lock_guard lock(mutex_);
    return thread_;
  }
  Clock::time_point at() const {
    const std::lock_guard lock(mutex_);
    return at_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  int calls_ = 0;
  std::string code_;
  std::string detail_;
  std::thread::id thread_;
  Clock::time_point at_;
};

inline std::shared_ptr<Ending> begin(Rig& rig, Device& device, milliseconds deadline) {
  auto ending = std::make_shared<Ending>();
  rig.act(device, deadline, [ending](const Outcome<void>& outcome) { ending->tell(outcome); });
  return ending;
}

template <class Condition>
bool eventually(Condition condition, milliseconds most = milliseconds{15'000}) {
  const auto giveUp = Clock::now() + most;
  while (!condition()) {
    if (Clock::now() > giveUp) return false;
    std::this_thread::sleep_for(milliseconds{2});
  }
  return true;
}

inline bool becomes(const Device& device, DeviceState state, milliseconds most = milliseconds{15'000}) {
  return eventually([&] { return device.status().state == state; }, most);
}

inline std::unique_ptr<Device> makeOnline(Rig& rig) {
  auto device = rig.make();
  REQUIRE(becomes(*device, DeviceState::Online));
  return device;
}

// An action that is stuck in its middle.
inline std::shared_ptr<Ending> beginHeld(Rig& rig, Device& device,
                                         milliseconds deadline = milliseconds{15'000}) {
  rig.hold();
  auto ending = begin(rig, device, deadline);
  REQUIRE(becomes(device, DeviceState::Busy));
  std::this_thread::sleep_for(milliseconds{80});  // into the driver's own waiting
  REQUIRE(ending->calls() == 0);
  return ending;
}

// A closed handle may be seen closed a moment later.
inline void checkHolders(Rig& rig, int expected) {
  if (!rig.holders()) return;
  const bool held = eventually([&] { return *rig.holders() == expected; }, milliseconds{1000});
  INFO("held by " << *rig.holders());
  CHECK(held);
}

// The device is in order (again): it comes online, does its work, and is held by one handle only.
inline void checkWorks(Rig& rig, Device& device) {
  REQUIRE(becomes(device, DeviceState::Online));
  const auto ending = begin(rig, device, rig.patience());
  const auto code = ending->await();
  INFO(code << ": " << ending->detail());
  CHECK(code.empty());
  checkHolders(rig, 1);
}

// The least of several measurements is within `most`.
template <class Measure>
void checkBest(milliseconds most, Measure measure) {
  constexpr int kAttempts = 5;
  auto best = milliseconds::max();
  for (int attempt = 0; attempt < kAttempts && best > most; ++attempt)
    best = std::min(best, std::chrono::duration_cast<milliseconds>(measure()));
  CHECK(best.count() <= most.count());
}

inline bool holds(const std::vector<std::string>& codes, const std::string& code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

inline void checkStatusWords(Rig& rig) {
  const auto device = makeOnline(rig);
  const auto status = device->status();
  CHECK(status.problem.empty());
  CHECK_FALSE(status.model.empty());
  CHECK(status.opened == 1);
  CHECK(status.ready());
  checkWorks(rig, *device);
  CHECK(device->status().opened == 1);
}

inline void checkAbsent(Rig& rig) {
  rig.unplug();
  const auto device = rig.make();
  REQUIRE(eventually([&] { return device->status().problem == "device.not-found"; }));
  CHECK(device->status().state == DeviceState::NoDevice);
  CHECK_FALSE(device->status().ready());
  CHECK(begin(rig, *device, milliseconds{1000})->await() == "device.offline");
  checkBest(milliseconds{1000}, [&] {
    rig.unplug();
    REQUIRE(becomes(*device, DeviceState::NoDevice));
    const auto plugged = Clock::now();
    rig.plug();
    REQUIRE(becomes(*device, DeviceState::Online));
    return Clock::now() - plugged;
  });
  checkWorks(rig, *device);
}

inline void checkBusy(Rig& rig) {
  const auto device = makeOnline(rig);
  const auto first = beginHeld(rig, *device);
  const auto second = begin(rig, *device, milliseconds{1000});
  CHECK(second->calls() == 1);  // at once: nobody queues behind a person
  CHECK(second->await() == "device.busy");
  CHECK(first->calls() == 0);
  device->cancel();
  CHECK(first->await() == "device.cancelled");
  CHECK(first->thread() != std::this_thread::get_id());
  CHECK(first->calls() == 1);
}

inline void checkCancel(Rig& rig) {
  const auto device = makeOnline(rig);
  device->cancel();  // idle: nothing happens, neither now nor to the next action
  checkBest(Action::kGrace, [&] {
    const auto ending = beginHeld(rig, *device);
    const auto cancelled = Clock::now();
    device->cancel();
    CHECK(ending->await() == "device.cancelled");
    rig.release();
    checkWorks(rig, *device);
    return ending->at() - cancelled;
  });
}

inline void checkDeadline(Rig& rig) {
  const auto device = makeOnline(rig);
  constexpr milliseconds kDeadline{400};
  checkBest(Action::kGrace, [&] {
    const auto due = Clock::now() + kDeadline;
    const auto code = beginHeld(rig, *device, kDeadline)->await();
    const auto ended = Clock::now();
    INFO(code);
    CHECK(holds(rig.heldCodes(), code));
    CHECK(ended >= due);
    rig.release();
    checkWorks(rig, *device);
    return ended - due;
  });
}

inline void checkUnplugInAction(Rig& rig) {
  const auto device = makeOnline(rig);
  const auto ending = beginHeld(rig, *device);
  rig.unplug();
  CHECK(ending->await(milliseconds{5000}) == "device.removed");
  CHECK(becomes(*device, DeviceState::NoDevice));
  rig.release();
  rig.plug();
  checkWorks(rig, *device);
  CHECK(device->status().opened == 2);
}

inline void checkUnplugWhileIdle(Rig& rig) {
  const auto device = makeOnline(rig);
  rig.unplug();
  CHECK(becomes(*device, DeviceState::NoDevice));
  rig.plug();
  checkWorks(rig, *device);
  CHECK(device->status().opened == 2);
}

// Two replugs, quicker than any poll: one device, opened anew, and no handle left behind on an old node.
inline void checkQuickReplugs(Rig& rig) {
  auto device = makeOnline(rig);
  rig.replug();
  rig.replug();
  REQUIRE(eventually([&] { return device->status().opened > 1; }));
  checkWorks(rig, *device);
  device.reset();
  checkHolders(rig, 0);
}

inline void checkDisturbed(Rig& rig, std::optional<std::vector<std::string>> (Rig::*disturb)()) {
  const auto device = makeOnline(rig);
  const auto expected = (rig.*disturb)();
  if (!expected) {
    MESSAGE("not on this rig");
    return;
  }
  const auto begun = Clock::now();
  const auto ending = begin(rig, *device, rig.patience());
  const auto code = ending->await();
  INFO(code << ": " << ending->detail());
  CHECK(holds(*expected, code));
  CHECK(ending->at() < begun + rig.patience());
  checkWorks(rig, *device);
}

inline void checkGhost(Rig& rig) {
  auto device = makeOnline(rig);
  if (!rig.ghost()) {
    MESSAGE("not on this rig");
    return;
  }
  REQUIRE(eventually([&] { return device->status().opened > 1; }));
  checkWorks(rig, *device);
  device.reset();
  checkHolders(rig, 0);
}

inline void checkDestruction(Rig& rig) {
  checkBest(Action::kGrace, [&] {
    auto device = makeOnline(rig);
    const auto ending = beginHeld(rig, *device);
    const auto destroyed = Clock::now();
    device.reset();
    const auto took = Clock::now() - destroyed;
    CHECK(ending->calls() == 1);
    CHECK(ending->await() == "device.cancelled");
    checkHolders(rig, 0);
    rig.release();
    return took;
  });
}

inline void check(Rig& rig) {
  SUBCASE("status words at the start") {
    checkStatusWords(rig);
  }
  SUBCASE("absent, then plugged in") {
    checkAbsent(rig);
  }
  SUBCASE("one action at a time") {
    checkBusy(rig);
  }
  SUBCASE("cancel in mid action") {
    checkCancel(rig);
  }
  SUBCASE("the deadline is kept") {
    checkDeadline(rig);
  }
  SUBCASE("unplugged in mid action") {
    checkUnplugInAction(rig);
  }
  SUBCASE("unplugged while idle") {
    checkUnplugWhileIdle(rig);
  }
  SUBCASE("two quick replugs") {
    checkQuickReplugs(rig);
  }
  SUBCASE("silence") {
    checkDisturbed(rig, &Rig::silence);
  }
  SUBCASE("garbage") {
    checkDisturbed(rig, &Rig::garbage);
  }
  SUBCASE("a ghost node") {
    checkGhost(rig);
  }
  SUBCASE("destroyed in mid action") {
    checkDestruction(rig);
  }
}

}  // namespace doorstep::devices::conformance
