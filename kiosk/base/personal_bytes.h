#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <vector>

namespace doorstep {

// Gives memory back only after overwriting it, so that a vector which grows, moves or dies leaves nothing
// behind.
template <class T>
struct WipingAllocator : std::allocator<T> {
  using value_type = T;
  WipingAllocator() = default;
  template <class Other>
  WipingAllocator(const WipingAllocator<Other>&) noexcept {}
  template <class Other>
  struct rebind {
    using other = WipingAllocator<Other>;
  };
  void deallocate(T* memory, std::size_t count) {
    explicit_bzero(memory, count * sizeof(T));
    std::allocator<T>::deallocate(memory, count);
  }
};

// A face, a signature, a record as it came from a wire: bytes that are worked on, and wiped when they go.
// What is only kept and passed on is a Secret.
using PersonalBytes = std::vector<std::byte, WipingAllocator<std::byte>>;

}  // namespace doorstep
