#pragma once

#include <memory>

#include "devices/manager.h"
#include "kiosk/app/options.h"
#include "kiosk/visit/kiosk.h"

namespace doorstep::app {

// A kiosk put together from its configuration. Whatever cannot be had leaves a kiosk that says so.
struct Composition {
  std::shared_ptr<const kiosk::Catalogue> catalogue;  // null: the configuration has faults
  std::shared_ptr<devices::DeviceManager> devices;    // null then, too
  std::unique_ptr<kiosk::Kiosk> kiosk;
};
Composition compose(const Options& options);

}  // namespace doorstep::app
