#pragma once

#include "devices/printer.h"

namespace doorstep::devices {

// The lines of text a block becomes on paper of so many columns, laid out as a real printer's driver lays
// them out.
std::vector<std::string> slipLines(const PrintBlock& block, int columns);

}  // namespace doorstep::devices
