#include "kiosk/journal/intent.h"

#include <array>

namespace doorstep::kiosk {

std::string_view word(Intent::Kind kind) {
  constexpr std::array kWords{"photo", "document", "payment", "mark", "application"};
  return kWords.at(static_cast<std::size_t>(kind));
}

std::string_view word(Intent::State state) {
  constexpr std::array kWords{"prepared", "sent", "unknown", "done", "failed", "owed", "abandoned"};
  return kWords.at(static_cast<std::size_t>(state));
}

}  // namespace doorstep::kiosk
