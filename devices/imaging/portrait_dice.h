#pragma once

#include <array>
#include <random>

namespace doorstep::devices {

// Chance for drawn portraits. Gives the same numbers on every machine: std::uniform_real_distribution may
// differ between libraries, std::mt19937 does not.
class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed * 2654435761u + 97u) {}
  double between(double low, double high) { return low + (high - low) * (engine_() / 4294967295.0); }
  bool coin() { return engine_() % 2 == 0; }
  template <class T, std::size_t N>
  const T& of(const std::array<T, N>& choices) {
    return choices[engine_() % N];
  }

 private:
  std::mt19937 engine_;
};

}  // namespace doorstep::devices
