#pragma once

namespace doorstep::app {

// A core dump or a debugger would hold what the types keep from the disk: names, numbers, signatures. Called
// first in main().
void keepMemoryPrivate();

}  // namespace doorstep::app
