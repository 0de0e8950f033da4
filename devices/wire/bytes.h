#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <vector>

namespace doorstep::devices::wire {

// Overwrites memory before giving it back: what travels between kiosk and card reader or printer is mostly
// somebody's name and number.
template <class T>
struct WipingAllocator {
  using value_type = T;
  WipingAllocator() = default;
  template <class U>
  explicit(false) WipingAllocator(const WipingAllocator<U>&) {}
  T* allocate(std::size_t count) { return std::allocator<T>().allocate(count); }
  void deallocate(T* place, std::size_t count) {
    explicit_bzero(place, count * sizeof(T));
    std::allocator<T>().deallocate(place, count);
  }
  friend bool operator==(WipingAllocator, WipingAllocator) { return true; }
};

// Bytes of the wire, wiped when they die.
using Bytes = std::vector<std::uint8_t, WipingAllocator<std::uint8_t>>;
using ByteView = std::span<const std::uint8_t>;

}  // namespace doorstep::devices::wire
