#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "kiosk/base/outcome.h"

// What a device is: the core enforces, drivers act.
//
// A Device owns one thread. On it the driver opens the hardware, is polled while idle, and carries out one
// action at a time. The core answers for the driver when the device is busy or away, when the deadline passes
// and when somebody cancels; the three differ. Only immutable values leave the thread.
namespace doorstep::devices {

using Clock = std::chrono::steady_clock;

enum class DeviceKind {
  IdCardReader,
  ReceiptPrinter,
  Camera,
  BarcodeReader,
  DocumentPrinter,
  PlateMarker,
  SignalLines,
  DocumentScanner
};

// XFS4IoT's words.
enum class DeviceState { NoDevice, Offline, Online, Busy, HardwareError, UserError };
enum class Supplies { Ok, Low, Out };

struct DeviceStatus {
  DeviceState state = DeviceState::NoDevice;
  Supplies supplies = Supplies::Ok;
  std::string problem;       // a code of config/problems.yaml when not well, else empty
  std::string detail;        // for staff: what and where
  std::string model;         // as the hardware names itself, once opened
  std::uint64_t opened = 0;  // counts how often it was opened: a replug is visible as +1

  bool ready() const {
    return (state == DeviceState::Online || state == DeviceState::Busy) && supplies != Supplies::Out;
  }
  friend bool operator==(const DeviceStatus&, const DeviceStatus&) = default;
};

std::string_view word(DeviceKind kind);  // "id-card-reader", "receipt-printer", "camera" ...
std::string_view word(
    DeviceState state);  // "no-device", "offline", "online", "busy", "hardware-error", "user-error"
std::string_view word(Supplies supplies);  // "ok", "low", "out"

// The action under way, as the driver sees it. A driver waits in slices and asks between them: nothing can
// take the hardware from a driver that does not return, so returning in time is the driver's own duty. It has
// `kGrace` after the deadline, a cancel or the hardware's removal; the conformance suite holds every driver
// to it.
class Action {
 public:
  static constexpr std::chrono::milliseconds kSlice{50};
  static constexpr std::chrono::milliseconds kGrace{150};

  explicit Action(Clock::time_point deadline) : deadline_(deadline) {}

  Clock::time_point deadline() const { return deadline_; }
  // Time left, rounded up, never negative.
  std::chrono::milliseconds remaining() const;
  void cancel() { cancelled_ = true; }
  bool cancelled() const { return cancelled_; }
  // Ends an action that has no end of its own (a stream) and makes its end a success. Too late after a
  // cancel.
  void finish();
  bool finished() const { return finished_; }
  // device.cancelled (also after finish) or device.timed-out when the action must end, success otherwise.
  Outcome<void> check() const;
  // Sleeps for `time`, shorter if the action must end; then check().
  Outcome<void> pause(std::chrono::milliseconds time) const;

 private:
  Clock::time_point deadline_;
  std::atomic<bool> cancelled_{false};
  std::atomic<bool> finished_{false};
};

// What a poll of an idle, open device found.
struct Health {
  Supplies supplies = Supplies::Ok;
  std::string problem;  // empty when well; else e.g. "printer.cover-open"
  std::string detail;
  // What the device is while `problem` stands: UserError when hands put it right (a cover, a jam),
  // HardwareError, or Offline (switched off, or taken off line by its own button).
  DeviceState state = DeviceState::UserError;
};

// A family of models on a transport. Every function runs on the device's own thread, one at a time.
// A function that finds the hardware gone returns device.removed; the core then closes and looks for it
// again. An exception becomes device.driver-fault: the core closes the driver and opens it anew.
class Driver {
 public:
  virtual ~Driver() = default;
  // Finds the hardware, takes it, and checks its physical state first. Returns the model's name.
  // device.not-found: nothing is plugged in (no fault, tried again); anything else is a fault, tried with
  // back-off.
  virtual Outcome<std::string> open(Action& action) = 0;
  // Lets go of the hardware. Also called after a failed open, and when nothing is open.
  virtual void close() noexcept = 0;
  // Cancelled when an action is waiting: it then returns soon, and the device is polled again later.
  virtual Outcome<Health> poll(Action& action) = 0;
};

struct Timing {
  std::chrono::milliseconds pollEvery{500};
  std::chrono::milliseconds lookEvery{250};     // for a device that is not there
  std::chrono::milliseconds backOffFirst{250};  // after a failed open, doubling
  std::chrono::milliseconds backOffMost{8000};
  std::chrono::milliseconds openDeadline{3000};
  std::chrono::milliseconds pollDeadline{1000};
  int pollFailures = 3;  // failed polls in a row until the device is closed and opened anew
};

class Device {
 public:
  using Watcher = std::function<void(const DeviceStatus&)>;

  // Ends the action under way (its `done` is still called) and waits for the thread. Not from a `done` or
  // watcher.
  virtual ~Device();
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  const std::string& id() const { return id_; }
  DeviceKind kind() const { return kind_; }
  DeviceStatus status() const;

  // Called on the device's thread: soon once with the present status (after the action under way), then
  // whenever it changes. Never called again once the destructor has begun.
  void watch(Watcher watcher);

  // Ends the action under way with device.cancelled. Does nothing when idle.
  void cancel();

  // Something was plugged in or pulled out: looks at the hardware at once, whatever the back-off says. After
  // the action under way.
  void look();

 protected:
  Device(std::string id, DeviceKind kind, std::unique_ptr<Driver> driver, Timing timing);

  // Hands `work` to the device's thread. `done` is called exactly once. A refusal comes at once, inside this
  // call and on the caller's thread, because the device's own may be busy:
  //   device.busy         another action is under way
  //   device.offline      the device is not there or could not be opened (detail says which)
  // Everything else comes on the device's thread, when the device is free for its next action:
  //   device.timed-out    the deadline passed; device.cancelled: cancel() was called, or the device
  //   destroyed; device.removed      unplugged; device.driver-fault: the driver threw, or spoke of a cancel
  //   that never was; anything the driver itself returns.
  template <class T, class D>
  void run(std::chrono::milliseconds deadline, std::function<Outcome<T>(D&, Action&)> work, Done<T> done);

  // Action::finish for the action under way. Does nothing when idle.
  void finish();

 private:
  // One call of run(): the work, then what came of it, then the report.
  class Job {
   public:
    explicit Job(Clock::time_point deadline) : action(deadline) {}
    virtual ~Job() = default;
    virtual void work(Driver& driver) = 0;
    virtual void fail(tl::unexpected<Problem> why) = 0;
    virtual Problem why() const = 0;  // no code on success
    virtual void report() = 0;

    Action action;
  };
  template <class T, class D>
  class TypedJob;

  // Takes the job or says why not.
  Outcome<void> submit(std::shared_ptr<Job> job);

  // All below run on the device's thread. Those that return a time say when to look at the device next.
  void loop();
  Clock::time_point doJob(Job& job);
  Clock::time_point tryOpen();
  Clock::time_point pollOnce();
  Clock::time_point lost(const Problem& why);
  Clock::time_point backOff();
  Outcome<std::string> openAndCheck(Action& action);
  template <class T>
  Outcome<T> housekeep(std::chrono::milliseconds deadline, const std::function<Outcome<T>(Action&)>& what);
  void judge(Job& job) const;
  void showHealth();
  void setStatus(const std::function<void(DeviceStatus&)>& change);
  void logStatus(const DeviceStatus& status);
  void greetNewWatchers();

  const std::string id_;
  const DeviceKind kind_;
  const std::unique_ptr<Driver> driver_;
  const Timing timing_;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  DeviceStatus status_;
  std::vector<Watcher> watchers_;
  std::vector<Watcher> newWatchers_;  // have not seen a status yet
  std::shared_ptr<Job> job_;          // waiting or under way
  Action* housekeeping_ = nullptr;    // the open or poll under way
  bool open_ = false;
  bool stopping_ = false;
  bool lookNow_ = false;

  Health health_;  // device thread only, as the three below
  int failedPolls_ = 0;
  std::chrono::milliseconds nextBackOff_;
  std::string logged_;

  std::thread thread_;  // started last, joined by the destructor
};

template <class T, class D>
class Device::TypedJob : public Device::Job {
 public:
  TypedJob(Clock::time_point deadline, std::function<Outcome<T>(D&, Action&)> work, Done<T> done)
      : Job(deadline), work_(std::move(work)), done_(std::move(done)) {}

  void work(Driver& driver) override { outcome_ = work_(static_cast<D&>(driver), action); }
  void fail(tl::unexpected<Problem> why) override { outcome_ = std::move(why); }
  Problem why() const override { return outcome_ ? Problem{} : outcome_.error(); }
  void report() override { done_(std::move(outcome_)); }

 private:
  std::function<Outcome<T>(D&, Action&)> work_;
  Done<T> done_;
  Outcome<T> outcome_ = tl::unexpected(Problem{});
};

template <class T, class D>
void Device::run(std::chrono::milliseconds deadline, std::function<Outcome<T>(D&, Action&)> work,
                 Done<T> done) {
  const auto job =
      std::make_shared<TypedJob<T, D>>(Clock::now() + deadline, std::move(work), std::move(done));
  if (auto taken = submit(job); !taken) {
    job->fail(tl::unexpected(taken.error()));
    job->report();
  }
}

}  // namespace doorstep::devices
