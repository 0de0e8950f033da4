#include "devices/transport/transport.h"

#include <algorithm>

namespace doorstep::devices {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds quiet{60};  // longer than any gap inside a frame on the slowest line
constexpr milliseconds patience{1000};

}  // namespace

std::chrono::milliseconds nextSlice(Clock::time_point until, const Action& action) {
  const auto left = std::chrono::ceil<milliseconds>(until - Clock::now());
  return std::max(milliseconds(1), std::min({left, action.remaining(), Action::kSlice}));
}

Outcome<void> Transport::drain(const Action& action) {
  const auto end = Clock::now() + patience;
  while (Clock::now() < end) {
    const auto piece = read(Clock::now() + quiet, action);
    if (!piece) return tl::unexpected(piece.error());
    if (piece->empty()) break;
  }
  return {};
}

}  // namespace doorstep::devices
