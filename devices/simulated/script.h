#pragma once

#include <map>

#include "devices/simulated/world.h"

namespace doorstep::devices {

std::vector<ScriptCommand> scriptCommands(DeviceKind kind);

// One line on one device. device.bad-script, camera.picture-unreadable.
Outcome<void> runScriptLine(SimulatedDevice& device, const std::map<std::string, IdCard>& cards,
                            const std::string& line);

}  // namespace doorstep::devices
