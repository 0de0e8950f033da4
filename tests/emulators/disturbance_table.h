#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "tests/unit/devices/conformance.h"

// What happens to every kind of device in every state when something gets in its way: one table, from which
// the tests are made. A kind is a row of kinds(); what becomes of it is said by the first rule of rules()
// that fits.
namespace doorstep::emulators::disturbance {

using namespace devices;

enum class Trouble { Unplug, Garbage, Silence, SlowDrip, PowerCycle, NoPermission, InUse };

inline constexpr std::array allStates{DeviceState::NoDevice,      DeviceState::Offline,
                                      DeviceState::Online,        DeviceState::Busy,
                                      DeviceState::HardwareError, DeviceState::UserError};
inline constexpr std::array allTroubles{Trouble::Unplug,   Trouble::Garbage,    Trouble::Silence,
                                        Trouble::SlowDrip, Trouble::PowerCycle, Trouble::NoPermission,
                                        Trouble::InUse};
std::string_view word(Trouble trouble);  // "unplug", "slow-drip", "power-cycle" ...

// A rig of the conformance suite that can also be in trouble for as long as one likes.
class Subject {
 public:
  virtual ~Subject() = default;
  virtual conformance::Rig& rig() = 0;
  // Unplugging begins with the device gone, a power cycle with the power gone; both end with it back.
  virtual void begin(Trouble trouble) = 0;
  virtual void end(Trouble trouble) = 0;
  // Brings the device into offline, hardware-error or user-error, where it has them, and out again.
  virtual void enter(DeviceState, Device&) {}
  virtual void leave(DeviceState) {}
};

struct Kind {
  std::string name;    // "sdt-usb id-card-reader"
  std::string family;  // "emulated": the real driver, polled on a wire; "simulated" also: not polled
  std::function<std::unique_ptr<Subject>()> make;
  // Which problem codes this kind has for the words of the rules: $silent, $garbled, $offline, $error (what
  // it has in state hardware-error), $user.
  std::vector<std::pair<std::string, std::string>> codes;
};
const std::vector<Kind>& kinds();

inline const std::string goesOn = "(goes on)";  // the action is not troubled, and ends well afterwards

struct Rule {
  std::string kind;  // the name or family; empty: any
  std::vector<DeviceState> states;
  std::vector<Trouble> troubles;
  // What the device becomes, "state problem", and how an action ends that is under way (busy) or begun then;
  // "" is success. One of each list must come true.
  std::vector<std::string> statuses;
  std::vector<std::string> endings;
  std::string notApplicable = {};  // why there is no such cell
};
const std::vector<Rule>& rules();
// Null: the table has a hole.
const Rule* ruleFor(const Kind& kind, DeviceState state, Trouble trouble);

// The rule's words in the kind's own codes.
std::vector<std::string> spelled(const std::vector<std::string>& words, const Kind& kind);

}  // namespace doorstep::emulators::disturbance
