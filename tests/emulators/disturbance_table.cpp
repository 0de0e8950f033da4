#include "tests/emulators/disturbance_table.h"

#include <algorithm>

namespace doorstep::emulators::disturbance {
namespace {

const std::vector<std::string> gone{"no-device device.removed", "no-device device.not-found"};
const std::vector<std::string> well{"online"};
const std::vector<std::string> works{""};
const std::vector<std::string> refused{"device.offline"};

const std::vector<Trouble> everything(allTroubles.begin(), allTroubles.end());
constexpr const char* noUserError = "nothing on it is put right by hand: a mistake is one action's end";

bool fits(const Rule& rule, const Kind& kind, DeviceState state, Trouble trouble) {
  const auto among = [](const auto& list, auto one) {
    return std::find(list.begin(), list.end(), one) != list.end();
  };
  return (rule.kind.empty() || rule.kind == kind.family || kind.name.starts_with(rule.kind)) &&
         among(rule.states, state) && among(rule.troubles, trouble);
}

}  // namespace

std::string_view word(Trouble trouble) {
  switch (trouble) {
    case Trouble::Unplug:
      return "unplug";
    case Trouble::Garbage:
      return "garbage";
    case Trouble::Silence:
      return "silence";
    case Trouble::SlowDrip:
      return "slow-drip";
    case Trouble::PowerCycle:
      return "power-cycle";
    case Trouble::NoPermission:
      return "no-permission";
    case Trouble::InUse:
      return "in-use";
  }
  return "?";
}

const std::vector<Rule>& rules() {
  using enum DeviceState;
  using enum Trouble;
  static const std::vector<Rule> table{
      // Which cells there are.
      {"", {NoDevice}, {Unplug, PowerCycle}, {}, {}, "it is not there"},
      {"escpos-usb", {Offline}, {Unplug, PowerCycle}, gone, {"device.removed", "device.offline"}},
      {"escpos-usb",
       {Offline},
       {Garbage, Silence},
       {"hardware-error $silent"},
       {"$offline", "device.offline"}},
      {"escpos-usb", {Offline}, {SlowDrip, NoPermission, InUse}, {"offline $offline"}, {"$offline"}},
      {"", {Offline}, everything, {}, {}, "it has no button that takes it off line"},

      {"sdt", {UserError}, everything, {}, {}, noUserError},
      {"simulated id-card-reader", {UserError}, everything, {}, {}, noUserError},
      {"simulated camera", {UserError}, everything, {}, {}, noUserError},
      {"simulated barcode-reader", {UserError}, everything, {}, {}, noUserError},
      {"simulated document-scanner", {UserError}, everything, {}, {}, noUserError},
      {"sane", {UserError}, everything, {}, {}, noUserError},

      // Not there yet: what is plugged in then is like that.
      {"emulated", {NoDevice}, {Garbage}, {"hardware-error $garbled"}, refused},
      {"emulated", {NoDevice}, {Silence}, {"hardware-error $silent"}, refused},
      {"", {NoDevice}, {NoPermission}, {"hardware-error device.no-permission"}, refused},
      {"", {NoDevice}, {InUse}, {"hardware-error device.in-use"}, refused},

      // A serial line stays when its device loses power: that is silence.
      {"sdt-serial", {Online}, {PowerCycle}, {"hardware-error $silent"}, {"$silent", "device.offline"}},
      {"sdt-serial", {Busy}, {PowerCycle}, {"hardware-error $silent"}, {"$silent"}},
      {"sdt-serial",
       {HardwareError},
       {PowerCycle},
       {"hardware-error $silent"},
       {"$silent", "device.offline"}},

      // The hardware goes.
      {"",
       {Online, HardwareError, UserError},
       {Unplug, PowerCycle},
       gone,
       {"device.removed", "device.offline"}},
      {"", {Busy}, {Unplug, PowerCycle}, gone, {"device.removed"}},

      // A wire is heard at every poll; a simulated device is disturbed in its actions only.
      {"emulated",
       {Online, HardwareError, UserError},
       {Garbage},
       {"hardware-error $garbled"},
       {"$garbled", "device.offline"}},
      {"emulated",
       {Online, HardwareError, UserError},
       {Silence},
       {"hardware-error $silent"},
       {"$silent", "device.offline"}},
      // With a slip half-way out the end may be told as that.
      {"escpos-usb",
       {Busy},
       {Garbage, Silence},
       {"hardware-error $silent"},
       {"$silent", "printer.interrupted"}},
      {"emulated", {Busy}, {Garbage}, {"hardware-error $garbled"}, {"$garbled"}},
      {"emulated", {Busy}, {Silence}, {"hardware-error $silent"}, {"$silent"}},
      {"simulated", {NoDevice, Online}, {Garbage}, well, {"$garbled"}},
      {"simulated", {NoDevice, Online}, {Silence}, well, {"$silent"}},
      {"simulated", {Busy}, {Garbage, Silence}, {"busy"}, {goesOn}},

      // Slow is not broken; who holds the device open is not troubled by what keeps others from opening it.
      {"", {NoDevice, Online}, {SlowDrip}, well, works},
      {"", {Online}, {NoPermission, InUse}, well, works},
      {"", {Busy}, {SlowDrip, NoPermission, InUse}, {"busy"}, {goesOn}},

      // Already broken, or hands are needed: it stays so, and says so.
      {"simulated receipt-printer",
       {HardwareError, UserError},
       {Garbage, Silence},
       {"hardware-error $error", "user-error $user"},
       {"$silent"}},
      {"simulated receipt-printer",
       {HardwareError},
       {SlowDrip, NoPermission, InUse},
       {"hardware-error $error"},
       {"$error"}},
      {"simulated", {HardwareError}, {NoPermission}, {"hardware-error device.no-permission"}, refused},
      {"simulated", {HardwareError}, {Garbage, Silence, SlowDrip, InUse}, {"hardware-error $error"}, refused},
      {"emulated", {HardwareError}, {SlowDrip, NoPermission, InUse}, {"hardware-error $error"}, {"$error"}},
      {"", {UserError}, {SlowDrip, NoPermission, InUse}, {"user-error $user"}, {"$user"}},
  };
  return table;
}

const Rule* ruleFor(const Kind& kind, DeviceState state, Trouble trouble) {
  const auto rule = std::find_if(rules().begin(), rules().end(), [&](const Rule& candidate) {
    return fits(candidate, kind, state, trouble);
  });
  return rule == rules().end() ? nullptr : &*rule;
}

std::vector<std::string> spelled(const std::vector<std::string>& words, const Kind& kind) {
  std::vector<std::string> all = words;
  for (auto& text : all)
    for (const auto& [name, code] : kind.codes)
      if (const auto at = text.find(name); at != std::string::npos) text.replace(at, name.size(), code);
  return all;
}

}  // namespace doorstep::emulators::disturbance
