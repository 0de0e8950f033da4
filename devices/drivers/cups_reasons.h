#pragma once

#include <optional>
#include <set>
#include <string>

#include "devices/device.h"

namespace doorstep::devices {

// printer-state-reasons (RFC 8011, 5.4.12), as CUPS passes them on from a printer.
using Reasons = std::set<std::string>;

// What keeps paper from coming out, the nearest thing to do first; nothing when all is well. The suffixes
// -report, -warning and -error are no measure of it: CUPS's own backends call an empty tray and a jam a
// warning and an open door a report (backend/snmp-supplies.c). Only for toner they count: a printer that
// warns still prints.
std::optional<Problem> obstacleIn(const Reasons& reasons);
Supplies suppliesIn(const Reasons& reasons);

// For staff: the reasons one behind the other.
std::string listed(const Reasons& reasons);

}  // namespace doorstep::devices
