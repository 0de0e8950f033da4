#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "kiosk/base/personal_bytes.h"

namespace doorstep::devices::wire {

// Bytes of the wire, wiped when they die: what travels between kiosk and card reader or printer is mostly
// somebody's name and number.
using Bytes = std::vector<std::uint8_t, WipingAllocator<std::uint8_t>>;
using ByteView = std::span<const std::uint8_t>;

// Removes the first bytes, and leaves no copy of what moved up in the room behind the end.
inline void dropFront(Bytes& bytes, std::size_t count) {
  if (count == 0) return;
  const std::size_t left = bytes.size() - count;
  std::memmove(bytes.data(), bytes.data() + count, left);
  explicit_bzero(bytes.data() + left, count);
  bytes.resize(left);
}

}  // namespace doorstep::devices::wire
