#pragma once

#include "devices/wire/signal_profile.h"

// The example profiles of config/markers and config/signals as values; a test of the catalogue holds the
// files to them.
namespace doorstep::emulators {

inline const std::string kDigitsAndCapitals = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-";

inline devices::wire::MarkerProfile sicLikeProfile() {
  using namespace devices::wire;
  using enum MarkerStep::Awaits;
  MarkerProfile profile;
  profile.name = "verb lines (example)";
  profile.talk.baud = 9600;
  profile.talk.command.end = profile.talk.answer.end = "\r\n";
  profile.longest = 20;
  profile.allowed = kDigitsAndCapitals;
  profile.steps = {{"LOADFILE EBIKE", Acknowledged, std::chrono::milliseconds{3000}, 2, false},
                   {"SETVAR CODE {code}", Acknowledged, std::chrono::milliseconds{3000}, 2, false},
                   {"RUN", Finished, std::chrono::milliseconds{60000}, 1, true}};
  profile.answers = {{"OK", MarkerSays::Acknowledged},
                     {"END", MarkerSays::Finished},
                     {"RUNNING*", MarkerSays::Progress},
                     {"STOPPED*", MarkerSays::BrokenOff},
                     {"ERROR*", MarkerSays::Refused}};
  return profile;
}

inline devices::wire::MarkerProfile telesisLikeProfile() {
  using namespace devices::wire;
  using enum MarkerStep::Awaits;
  MarkerProfile profile;
  profile.name = "SOH STX ETX BCC (example)";
  profile.talk.baud = 9600;
  profile.talk.command = {
      "\x01", "\r", {LineCheck::Kind::Xor8, LineCheck::Form::Byte, LineCheck::From::AfterStx}};
  profile.talk.answer = profile.talk.command;
  profile.talk.alone = "\x06\x15";
  profile.longest = 30;
  profile.allowed = kDigitsAndCapitals;
  profile.steps = {{"P\x02"
                    "EBIKE\x03",
                    Acknowledged, std::chrono::milliseconds{3000}, 3, false},
                   {"V\x02{code}\x03", Acknowledged, std::chrono::milliseconds{3000}, 3, false},
                   {"G\x02\x03", Acknowledged, std::chrono::milliseconds{3000}, 1, true},
                   {"", Finished, std::chrono::milliseconds{60000}, 1, false}};
  profile.answers = {{"\x06", MarkerSays::Acknowledged},
                     {"\x15", MarkerSays::Refused},
                     {"G\x02"
                      "DONE\x03",
                      MarkerSays::Finished},
                     {"S\x02MARKED {code}\x03", MarkerSays::Marked},
                     {"S\x02MARKED *\x03", MarkerSays::NotMarked},
                     {"S\x02"
                      "BUSY\x03",
                      MarkerSays::Progress},
                     {"S\x02READY\x03", MarkerSays::Ready}};
  profile.status = "S\x02\x03";
  return profile;
}

inline devices::wire::MarkerProfile panasonicLikeProfile() {
  using namespace devices::wire;
  using enum MarkerStep::Awaits;
  MarkerProfile profile;
  profile.name = "STX command sum CR (example)";
  profile.talk.baud = 9600;
  profile.talk.command = {
      "\x02", "\r", {LineCheck::Kind::Sum8, LineCheck::Form::HexDigits, LineCheck::From::Start}};
  profile.talk.answer.end = "\r";
  profile.longest = 30;
  profile.allowed = kDigitsAndCapitals;
  profile.steps = {{"TXTS{code}", Acknowledged, std::chrono::milliseconds{3000}, 2, false},
                   {"RUNS", Finished, std::chrono::milliseconds{60000}, 1, true}};
  profile.answers = {{"\x06"
                      "99",
                      MarkerSays::Finished},
                     {"\x06*", MarkerSays::Acknowledged},
                     {"\x15*", MarkerSays::Refused}};
  return profile;
}

inline devices::wire::MarkerProfile labelProfile() {
  using namespace devices::wire;
  using enum MarkerStep::Awaits;
  using std::chrono::milliseconds;
  MarkerProfile profile;
  profile.name = "label printer (example)";
  profile.talk.baud = 9600;
  profile.talk.command.end = profile.talk.answer.end = "\r\n";
  profile.longest = 24;
  profile.allowed = kDigitsAndCapitals;
  profile.steps = {{"", Ready, milliseconds{5000}, 1, false},
                   {"LABEL 60 30", Nothing, milliseconds{3000}, 1, false},
                   {"TEXT 4 4 \"E-BIKE\"", Nothing, milliseconds{3000}, 1, false},
                   {"TEXT 4 12 \"{code}\"", Nothing, milliseconds{3000}, 1, false},
                   {"CODE 4 18 \"{code}\"", Nothing, milliseconds{3000}, 1, false},
                   {"", Ready, milliseconds{3000}, 1, false},
                   {"PRINT 1", Ready, milliseconds{10000}, 1, true}};
  profile.answers = {{"READY", MarkerSays::Ready},
                     {"PRINTING", MarkerSays::Progress},
                     {"NO LABELS", MarkerSays::Refused},
                     {"ERROR*", MarkerSays::Refused},
                     {"JAM", MarkerSays::BrokenOff}};
  profile.status = "STATUS";
  return profile;
}

inline devices::wire::SignalProfile ioBoardProfile() {
  using namespace devices::wire;
  SignalProfile profile;
  profile.name = "board of inputs and outputs (example)";
  profile.talk.baud = 9600;
  profile.talk.command.end = profile.talk.answer.end = "\r";
  profile.outputs = {{"lamp-green", "OUT1=1", "OUT1=0"}, {"lamp-red", "OUT2=1", "OUT2=0"}};
  profile.inputs = {{"ups-battery-low", "IN3?", "IN3=1", "IN3=0", SignalRaises::BatteryLow},
                    {"door", "IN1?", "IN1=1", "IN1=0", SignalRaises::DoorOpen},
                    {"ups-on-battery", "IN2?", "IN2=1", "IN2=0", SignalRaises::OnBattery}};
  profile.taken = "OK";
  return profile;
}

}  // namespace doorstep::emulators
