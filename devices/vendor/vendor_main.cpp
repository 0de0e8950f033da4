// doorstep-vendor PARENT-PID LIBRARY: unpacks ID card photos with a maker's library, for the kiosk that
// started it and holds the other end of the socket on its standard input. A library that crashes or hangs
// costs this process.
#include <unistd.h>

#include "devices/vendor/photo_library.h"
#include "devices/vendor/program.h"

int main(int count, char** arguments) {
  using namespace doorstep::devices::vendor;
  constexpr int wrongUse = 2;
  const int socket = count == 3 ? begin(arguments[1], Ends::WithKiosk) : -1;
  if (socket < 0) return wrongUse;
  PhotoLibrary library;
  if (const std::string fault = library.load(arguments[2]); !fault.empty()) {
    say(socket, Kind::Refused, fault);
    return 1;
  }
  bool heard = say(socket, Kind::Ready);
  while (heard) {
    const auto packed = hearRequest(socket);
    if (!packed) break;
    const auto picture = library.decode(*packed);
    heard = picture ? say(socket, Kind::Answer, *picture) : say(socket, Kind::Refused);
  }
  _exit(0);  // without the library's own farewells
}
