#pragma once

#include <map>
#include <optional>
#include <vector>

#include "devices/wire/bytes.h"

// What an HID device says about the reports it sends (Device Class Definition for HID 1.11, 6.2.2).
namespace doorstep::devices::wire {

// Usage page in the upper half, usage in the lower.
using HidUsage = std::uint32_t;

// Neighbouring elements of one usage in an input report.
struct HidField {
  HidUsage usage = 0;
  HidUsage application = 0;  // of the outermost application collection around it
  std::uint8_t reportId = 0;
  std::size_t bit = 0;    // where it begins, from the report's first byte on the wire, its id included
  std::size_t bits = 0;   // of one element
  std::size_t count = 0;  // of elements
};

struct HidInputs {
  std::vector<HidField> fields;
  // Length in bytes on the wire, its id included, by report id. The id 0 stands for reports that carry none.
  std::map<std::uint8_t, std::size_t> lengths;
};

// Nothing when the descriptor is broken: cut off, unbalanced, of impossible sizes.
std::optional<HidInputs> parseHidInputs(ByteView descriptor);

}  // namespace doorstep::devices::wire
