#pragma once

#include "devices/wire/marker_profile.h"

// What a marking machine is told and what its answers mean, after a profile.
namespace doorstep::devices::wire {

// What is wrong with a value that would go into a command; empty: nothing. A control character in it could
// end the line and begin another command.
std::string faultInText(const MarkerProfile& profile, const std::string& text);

// The bytes of a command. Nothing when the template names a field that was not given.
std::optional<Bytes> markerCommand(const MarkerProfile& profile, const std::string& send,
                                   const LineFields& fields);

// What an answer means; nothing when no pattern fits or it is not sound. `fields` as in the command.
std::optional<MarkerSays> markerSays(const MarkerProfile& profile, const LineAnswer& answer,
                                     const LineFields& fields);

// What makes no sense in a profile although every part has the right form, as a sentence; empty: nothing.
std::string faultIn(const MarkerProfile& profile);

}  // namespace doorstep::devices::wire
