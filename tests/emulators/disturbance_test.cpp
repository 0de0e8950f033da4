#include <cstdio>
#include <set>

#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tests/emulators/disturbance_table.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::emulators::disturbance;
using conformance::eventually;
using conformance::holds;
using std::chrono::milliseconds;

namespace {

// Root may open what nobody may; a kiosk is not root. Threads started meanwhile keep to the rules, too.
class Unprivileged {
 public:
  Unprivileged() {
    syscall(SYS_capget, &header_, before_);
    __user_cap_data_struct now[2] = {before_[0], before_[1]};
    now[0].effective &= ~(1U << CAP_DAC_OVERRIDE | 1U << CAP_DAC_READ_SEARCH);
    syscall(SYS_capset, &header_, now);
  }
  ~Unprivileged() { syscall(SYS_capset, &header_, before_); }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;

 private:
  __user_cap_header_struct header_{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct before_[2]{};
};

std::unique_ptr<Device> makeDevice(Subject& subject) {
  const Unprivileged unprivileged;
  return subject.rig().make();
}

std::string statusOf(const Device& device) {
  const auto status = device.status();
  return std::string(word(status.state)) + (status.problem.empty() ? "" : " " + status.problem);
}

// Waits until the device is as one of `expected`; says how it is.
std::string awaitStatus(const Device& device, const std::vector<std::string>& expected) {
  std::string now;
  eventually([&] { return holds(expected, now = statusOf(device)); });
  return now;
}

struct Seen {
  std::string status, ending;
};

Seen disturbBusy(Subject& subject, Device& device, const Rule& rule, const std::vector<std::string>& statuses,
                 Trouble trouble) {
  const auto held = conformance::beginHeld(subject.rig(), device);
  subject.begin(trouble);
  Seen seen;
  if (rule.endings == std::vector{goesOn}) {
    std::this_thread::sleep_for(milliseconds{400});
    seen.status = held->calls() == 0 ? statusOf(device) : "(the action ended)";
    subject.end(trouble);
    subject.rig().release();
    const auto code = held->await();
    seen.ending = code.empty() ? goesOn : code;
  } else {
    seen.ending = held->await();
    seen.status = awaitStatus(device, statuses);
    subject.end(trouble);
    subject.rig().release();
  }
  return seen;
}

// An emulated node exists for a moment before it is locked; whoever slips in then is sent away again.
void plugInto(Subject& subject, const Device& device, const std::vector<std::string>& statuses) {
  for (int attempt = 0; attempt < 5; ++attempt) {
    subject.rig().plug();
    eventually([&] { return device.status().state != DeviceState::NoDevice; });
    if (holds(statuses, awaitStatus(device, statuses))) return;
    subject.rig().unplug();
    CHECK(conformance::becomes(device, DeviceState::NoDevice));
  }
}

Seen disturbIdle(Subject& subject, Device& device, DeviceState state,
                 const std::vector<std::string>& statuses, Trouble trouble) {
  const bool absent = state == DeviceState::NoDevice;
  if (!absent && state != DeviceState::Online) subject.enter(state, device);
  CHECK(conformance::becomes(device, state));
  subject.begin(trouble);
  if (absent) plugInto(subject, device, statuses);
  Seen seen;
  const auto ending = conformance::begin(subject.rig(), device, subject.rig().patience());
  seen.ending = ending->await();
  seen.status = awaitStatus(device, statuses);
  subject.end(trouble);
  if (!absent) subject.leave(state);
  return seen;
}

// One cell of the table: into the state, into the trouble, out of both, and the next action works.
void checkCell(const Kind& kind, DeviceState state, Trouble trouble) {
  const auto cell = kind.name + " | " + std::string(word(state)) + " | " + std::string(word(trouble));
  CAPTURE(cell);
  const Rule* const rule = ruleFor(kind, state, trouble);
  REQUIRE_MESSAGE(rule != nullptr, "no entry in the table");
  if (!rule->notApplicable.empty()) {
    std::printf("%-36s %-15s %-14s not applicable: %s\n", kind.name.c_str(), word(state).data(),
                word(trouble).data(), rule->notApplicable.c_str());
    return;
  }
  const auto statuses = spelled(rule->statuses, kind), endings = spelled(rule->endings, kind);
  const auto subject = kind.make();
  if (state == DeviceState::NoDevice) subject->rig().unplug();
  const auto device = makeDevice(*subject);
  if (state != DeviceState::NoDevice) REQUIRE(conformance::becomes(*device, DeviceState::Online));
  const auto begun = Clock::now();
  const Seen seen = state == DeviceState::Busy ? disturbBusy(*subject, *device, *rule, statuses, trouble)
                                               : disturbIdle(*subject, *device, state, statuses, trouble);
  const auto took = std::chrono::duration_cast<milliseconds>(Clock::now() - begun).count();
  std::printf("%-36s %-15s %-14s %-40s action: %s (%lld ms)\n", kind.name.c_str(), word(state).data(),
              word(trouble).data(), seen.status.c_str(), seen.ending.empty() ? "works" : seen.ending.c_str(),
              static_cast<long long>(took));
  CHECK_MESSAGE(holds(statuses, seen.status), "status: " << seen.status);
  CHECK_MESSAGE(holds(endings, seen.ending), "action: " << seen.ending);
  conformance::checkWorks(subject->rig(), *device);
}

}  // namespace

TEST_SUITE_BEGIN("disturbance");

TEST_CASE("every cell of the table has an entry, a cell left out says why, and no entry is idle") {
  std::set<const Rule*> used;
  for (const auto& kind : kinds())
    for (const auto state : allStates)
      for (const auto trouble : allTroubles) {
        const Rule* const rule = ruleFor(kind, state, trouble);
        INFO(kind.name << ' ' << word(state) << ' ' << word(trouble));
        REQUIRE(rule != nullptr);
        CHECK(rule->notApplicable.empty() == !rule->statuses.empty());
        CHECK(rule->statuses.empty() == rule->endings.empty());
        for (const auto& words : {spelled(rule->statuses, kind), spelled(rule->endings, kind)})
          for (const auto& text : words) CHECK_MESSAGE(text.find('$') == std::string::npos, text);
        used.insert(rule);
      }
  CHECK(used.size() == rules().size());
}

TEST_CASE("every kind of device in every state gets over every disturbance") {
  for (const auto& kind : kinds()) SUBCASE(kind.name.c_str()) {
      for (const auto state : allStates)
        for (const auto trouble : allTroubles) checkCell(kind, state, trouble);
    }
}

TEST_SUITE_END();
