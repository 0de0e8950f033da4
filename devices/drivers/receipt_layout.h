#pragma once

#include <string>
#include <vector>

#include "devices/printer.h"

// Where the words of a slip go, in columns of the printer's grid.
namespace doorstep::devices {

// Breaks at '\n', then where the line is full: between Latin words, anywhere between Chinese characters, but
// not before a closing mark. A word longer than a line is cut.
std::vector<std::string> wrapped(const std::string& utf8, int columns);

// Label left, value right; a value too long for the rest of the line is wrapped in its own column; a label
// too long for that gets lines of its own.
std::vector<std::string> pairLines(const PrintPair& pair, int columns);

}  // namespace doorstep::devices
