#include "devices/device.h"

#include <algorithm>
#include <utility>

#include "kiosk/base/log.h"

namespace doorstep::devices {
namespace {

using std::chrono::milliseconds;

// A driver's exception stops here: it costs one action, never the program.
template <class F>
auto guarded(F call) -> decltype(call()) {
  try {
    return call();
  } catch (const std::exception& fault) {
    return problem("device.driver-fault", fault.what());
  } catch (...) {
    return problem("device.driver-fault", "an exception of no known type");
  }
}

bool mustClose(const Problem& why) {
  return why.code == "device.removed" || why.code == "device.driver-fault";
}

bool notThere(const Problem& why) {
  return why.code == "device.removed" || why.code == "device.not-found";
}

void show(const Health& health, DeviceStatus& status) {
  status.state = health.problem.empty() ? DeviceState::Online : health.state;
  status.supplies = health.supplies;
  status.problem = health.problem;
  status.detail = health.detail;
}

}  // namespace

std::string_view word(DeviceKind kind) {
  switch (kind) {
    case DeviceKind::IdCardReader:
      return "id-card-reader";
    case DeviceKind::ReceiptPrinter:
      return "receipt-printer";
    case DeviceKind::Camera:
      return "camera";
    case DeviceKind::BarcodeReader:
      return "barcode-reader";
    case DeviceKind::DocumentPrinter:
      return "document-printer";
    case DeviceKind::PlateMarker:
      return "plate-marker";
    case DeviceKind::SignalLines:
      return "signal-lines";
    case DeviceKind::DocumentScanner:
      return "document-scanner";
  }
  return "?";
}

std::string_view word(DeviceState state) {
  switch (state) {
    case DeviceState::NoDevice:
      return "no-device";
    case DeviceState::Offline:
      return "offline";
    case DeviceState::Online:
      return "online";
    case DeviceState::Busy:
      return "busy";
    case DeviceState::HardwareError:
      return "hardware-error";
    case DeviceState::UserError:
      return "user-error";
  }
  return "?";
}

std::string_view word(Supplies supplies) {
  switch (supplies) {
    case Supplies::Ok:
      return "ok";
    case Supplies::Low:
      return "low";
    case Supplies::Out:
      return "out";
  }
  return "?";
}

Device::Device(std::string id, DeviceKind kind, std::unique_ptr<Driver> driver, Timing timing)
    : id_(std::move(id)),
      kind_(kind),
      driver_(std::move(driver)),
      timing_(timing),
      nextBackOff_(timing.backOffFirst),
      thread_([this] { loop(); }) {}

Device::~Device() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    if (job_) job_->action.cancel();
    if (housekeeping_ != nullptr) housekeeping_->cancel();
  }
  wake_.notify_all();
  thread_.join();
}

DeviceStatus Device::status() const {
  const std::lock_guard lock(mutex_);
  return status_;
}

void Device::watch(Watcher watcher) {
  {
    const std::lock_guard lock(mutex_);
    newWatchers_.push_back(std::move(watcher));
  }
  wake_.notify_all();
}

void Device::cancel() {
  const std::lock_guard lock(mutex_);
  if (job_) job_->action.cancel();
}

void Device::look() {
  {
    const std::lock_guard lock(mutex_);
    lookNow_ = true;
  }
  wake_.notify_all();
}

void Device::finish() {
  const std::lock_guard lock(mutex_);
  if (job_) job_->action.finish();
}

Outcome<void> Device::submit(std::shared_ptr<Job> job) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return problem("device.cancelled", id_ + " is being closed");
    if (job_) return problem("device.busy", id_);
    if (!open_)
      return problem("device.offline", id_ + ": " + std::string(word(status_.state)) + " " + status_.problem);
    job_ = std::move(job);
    if (housekeeping_ != nullptr) housekeeping_->cancel();  // a person is waiting, the poll is not
  }
  wake_.notify_all();
  return {};
}

void Device::loop() {
  auto next = Clock::now();
  while (true) {
    std::shared_ptr<Job> job;
    bool look = false;
    {
      std::unique_lock lock(mutex_);
      wake_.wait_until(lock, next, [this] { return stopping_ || job_ || lookNow_ || !newWatchers_.empty(); });
      if (stopping_) break;
      job = job_;
      if (!job) look = std::exchange(lookNow_, false);
    }
    greetNewWatchers();
    if (look) nextBackOff_ = timing_.backOffFirst;
    if (job) {
      next = doJob(*job);
    } else if (look || Clock::now() >= next) {
      next = open_ ? pollOnce() : tryOpen();
    }
  }
  driver_->close();
  if (job_) {  // taken, but not begun; submit() takes no other
    job_->fail(problem("device.cancelled", id_ + " is being closed"));
    job_->report();
  }
}

Clock::time_point Device::doJob(Job& job) {
  const auto mayStart = job.action.check();
  if (!open_) {  // it was when the job was taken
    job.fail(status_.state == DeviceState::NoDevice
                 ? problem("device.removed", id_)
                 : problem("device.offline", id_ + ": " + status_.problem));
  } else if (!mayStart && !job.action.finished()) {
    job.fail(tl::unexpected(mayStart.error()));
  } else {
    setStatus([](DeviceStatus& status) { status.state = DeviceState::Busy; });
    const auto worked = guarded([&]() -> Outcome<void> {
      job.work(*driver_);
      return {};
    });
    if (!worked) job.fail(tl::unexpected(worked.error()));
    judge(job);
  }
  {
    const std::lock_guard lock(mutex_);
    job_.reset();  // before anybody is told, so that they can start the next action
  }
  const Problem why = job.why();
  auto next = Clock::now();  // after a failure see at once how the device is
  if (open_ && mustClose(why)) {
    next = lost(why);
  } else if (open_) {
    showHealth();
    if (why.code.empty()) next += timing_.pollEvery;
  }
  job.report();
  return next;
}

// What a driver says about the end of an action must agree with what was asked of it.
void Device::judge(Job& job) const {
  const Problem why = job.why();
  if (why.code == "device.cancelled" && !job.action.cancelled())
    job.fail(problem("device.driver-fault", id_ + " reports a cancel that never was: " + why.detail));
  if (why.code == "device.timed-out" && job.action.remaining() > Action::kSlice)
    job.fail(problem("device.driver-fault", id_ + " reports a time-out before the deadline: " + why.detail));
  if (const auto late = Clock::now() - job.action.deadline(); late > Action::kGrace)
    logWarning("device", id_, ": the driver overstayed its deadline by ",
               std::chrono::duration_cast<milliseconds>(late).count(), " ms");
}

template <class T>
Outcome<T> Device::housekeep(milliseconds deadline, const std::function<Outcome<T>(Action&)>& what) {
  Action action(Clock::now() + deadline);
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || job_) return problem("device.cancelled", id_);
    housekeeping_ = &action;
  }
  auto outcome = guarded([&] { return what(action); });
  const std::lock_guard lock(mutex_);
  housekeeping_ = nullptr;
  return outcome;
}

// Not shown as online before its physical state is known: paper may have run out while it was away.
Outcome<std::string> Device::openAndCheck(Action& action) {
  auto model = driver_->open(action);
  if (!model) return model;
  auto health = driver_->poll(action);
  if (!health) return tl::unexpected(health.error());
  health_ = std::move(*health);
  return model;
}

Clock::time_point Device::tryOpen() {
  auto model =
      housekeep<std::string>(timing_.openDeadline, [this](Action& action) { return openAndCheck(action); });
  if (!model) return lost(model.error());
  failedPolls_ = 0;
  nextBackOff_ = timing_.backOffFirst;
  setStatus([&](DeviceStatus& status) {
    open_ = true;
    status.model = *model;
    ++status.opened;
    show(health_, status);
  });
  return Clock::now() + timing_.pollEvery;
}

Clock::time_point Device::pollOnce() {
  auto health =
      housekeep<Health>(timing_.pollDeadline, [this](Action& action) { return driver_->poll(action); });
  if (health) {
    failedPolls_ = 0;
    health_ = std::move(*health);
  } else if (health.error().code != "device.cancelled") {
    ++failedPolls_;
    if (mustClose(health.error()) || failedPolls_ >= timing_.pollFailures) return lost(health.error());
    health_ = {health_.supplies, health.error().code, health.error().detail, DeviceState::HardwareError};
  }
  showHealth();
  return Clock::now() + timing_.pollEvery;
}

Clock::time_point Device::lost(const Problem& why) {
  const bool wasOpen = open_;
  driver_->close();
  setStatus([&](DeviceStatus& status) {
    open_ = false;
    status.state = notThere(why) ? DeviceState::NoDevice : DeviceState::HardwareError;
    status.supplies = Supplies::Ok;
    status.problem = why.code;
    status.detail = why.detail;
  });
  if (!notThere(why)) return backOff();
  nextBackOff_ = timing_.backOffFirst;
  const auto now = Clock::now();
  return wasOpen ? now : now + timing_.lookEvery;  // just lost: it may be back already, as another node
}

Clock::time_point Device::backOff() {
  const auto wait = nextBackOff_;
  nextBackOff_ = std::min(nextBackOff_ * 2, timing_.backOffMost);
  return Clock::now() + wait;
}

void Device::showHealth() {
  setStatus([this](DeviceStatus& status) { show(health_, status); });
}

// `change` runs inside the lock, the watchers outside: they may ask for the status or start an action.
void Device::setStatus(const std::function<void(DeviceStatus&)>& change) {
  DeviceStatus now;
  std::vector<Watcher> watchers;
  {
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    now = status_;
    change(now);
    if (now == status_) return;
    status_ = now;
    std::move(newWatchers_.begin(), newWatchers_.end(), std::back_inserter(watchers_));
    newWatchers_.clear();
    watchers = watchers_;
  }
  logStatus(now);
  for (const auto& watcher : watchers) watcher(now);
}

void Device::greetNewWatchers() {
  DeviceStatus now;
  std::vector<Watcher> watchers;
  {
    const std::lock_guard lock(mutex_);
    if (newWatchers_.empty() || stopping_) return;
    now = status_;
    watchers = newWatchers_;
    std::move(newWatchers_.begin(), newWatchers_.end(), std::back_inserter(watchers_));
    newWatchers_.clear();
  }
  for (const auto& watcher : watchers) watcher(now);
}

// Being busy and idle in turn is no news; everything else is, once.
void Device::logStatus(const DeviceStatus& status) {
  if (status.state == DeviceState::Busy) return;
  std::string line = std::string(word(status.state));
  if (status.supplies != Supplies::Ok) line += ", supplies " + std::string(word(status.supplies));
  if (!status.problem.empty()) line += ", " + status.problem + " " + status.detail;
  if (!status.model.empty()) line += " (" + status.model + ", opened " + std::to_string(status.opened) + "x)";
  if (line == logged_) return;
  logged_ = line;
  logInfo("device", id_, ": ", line);
}

}  // namespace doorstep::devices
