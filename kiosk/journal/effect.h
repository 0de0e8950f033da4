#pragma once

#include "kiosk/base/outcome.h"

namespace doorstep::kiosk {

// What the platform's answer to a send says about the effect.
enum class Effect {
  None,     // it did not happen; it may be sent again
  Refused,  // the platform itself says that it never will
  Unknown,  // ask
};
Effect effectOf(const Problem& problem);

}  // namespace doorstep::kiosk
