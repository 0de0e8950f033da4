#pragma once

#include "kiosk/app/options.h"

namespace doorstep::app {

// The kiosk with its window, and whatever stands around it: the bench, a journey. Returns the exit code: with
// a journey, 0 when it went as the script says, 1 when not, 2 when it could not be played.
int runCitizenProgram(const Options& options);

}  // namespace doorstep::app
