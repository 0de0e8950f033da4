#pragma once

#include <cstdint>

namespace doorstep::app {

// Qt 6.4's vnc platform listens on every address and cannot be told otherwise. This puts a kernel filter on
// its listening socket that drops every packet whose sender is not this machine's loopback, and locks it.
// Returns false while nothing listens on the port yet: Qt opens it when the event loop starts.
bool keepPortOnLoopback(std::uint16_t port);

}  // namespace doorstep::app
