#pragma once

#include <optional>
#include <string_view>

#include "devices/vendor/message.h"

// What every program beside the kiosk does that a VendorProcess starts.
namespace doorstep::devices::vendor {

enum class Ends { WithKiosk, ByItself };

// Its first words. Leaves no picture of its memory, gains no rights, and takes the socket from standard input
// to a number of its own: what a library prints could be about a person and would disturb the messages, so it
// goes nowhere. WithKiosk: killed with the kiosk's thread that started it, even while the library hangs;
// ByItself: the program sees the socket end. -1: not started by `parent`, or nothing works.
int begin(std::string_view parent, Ends ends);

bool say(int socket, Kind kind, wire::ByteView bytes = {});
bool say(int socket, Kind kind, std::string_view words);
// Nothing when the kiosk has gone, or speaks nonsense.
std::optional<wire::Bytes> hearRequest(int socket);

}  // namespace doorstep::devices::vendor
