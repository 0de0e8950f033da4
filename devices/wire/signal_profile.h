#pragma once

#include <variant>

#include "devices/wire/marker_profile.h"

// How a board of inputs and outputs on a serial line is spoken to (status lamps, a door contact, a UPS's
// contacts); read from config/signals/NAME.yaml.
namespace doorstep::devices::wire {

struct SignalOutput {
  std::string name;  // "lamp-green"
  std::string on;    // the command that switches it
  std::string off;

  friend bool operator==(const SignalOutput&, const SignalOutput&) = default;
};

// What is wrong while an input is active.
enum class SignalRaises { Nothing, DoorOpen, OnBattery, BatteryLow };

struct SignalInput {
  std::string name;    // "door"
  std::string ask;     // the question
  std::string active;  // shell patterns of the two answers
  std::string passive;
  SignalRaises raises = SignalRaises::Nothing;

  friend bool operator==(const SignalInput&, const SignalInput&) = default;
};

struct SignalProfile {
  std::string name;
  LineTalk talk;
  std::vector<SignalOutput> outputs;
  std::vector<SignalInput> inputs;  // the gravest first: staff are told one thing at a time
  std::string taken;                // shell pattern: the board took the command; empty: it does not say
  std::chrono::milliseconds within{1000};

  friend bool operator==(const SignalProfile&, const SignalProfile&) = default;
};

// What a station's device may carry besides its settings.
using MachineProfile = std::variant<std::monostate, MarkerProfile, SignalProfile>;

}  // namespace doorstep::devices::wire
