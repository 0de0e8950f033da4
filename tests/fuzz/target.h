#pragma once

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// What a fuzz target is: a file that defines these two functions. target.cpp makes a libFuzzer program of it.
namespace doorstep::fuzz {

using Input = std::span<const std::uint8_t>;

// Good inputs, to begin with. The people in them are invented.
std::vector<std::string> seeds();
// Hands `input` to the code under test and checks what it makes of it.
void run(Input input);

inline std::string_view asText(Input input) {
  return {reinterpret_cast<const char*>(input.data()), input.size()};
}
template <class Bytes>
std::string asString(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace doorstep::fuzz

// A property that holds for every input.
#define MUST(condition)                                                          \
  do {                                                                           \
    if (!(condition)) {                                                          \
      std::fprintf(stderr, "%s:%d: MUST(%s)\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                              \
    }                                                                            \
  } while (false)
