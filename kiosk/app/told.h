#pragma once

#include <string>

#include <tl/expected.hpp>

namespace doorstep::app {

// For what no citizen ever sees, the tools around the kiosk: a value, or a sentence that says what went
// wrong.
template <class T>
using Told = tl::expected<T, std::string>;

inline tl::unexpected<std::string> wrong(std::string sentence) {
  return tl::unexpected<std::string>(std::move(sentence));
}

}  // namespace doorstep::app
