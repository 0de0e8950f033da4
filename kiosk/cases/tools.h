#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "kiosk/base/date.h"
#include "kiosk/base/localized.h"

namespace doorstep::devices {
class DeviceManager;
}
namespace doorstep::services {
class Platform;
}

namespace doorstep::kiosk {

class CardWatch;
class Catalogue;
class Evaluator;
class Journal;
class Marks;
class Outbox;
class StaffBadges;

// What steps work with. Owned by the kiosk; outlives every step.
struct Tools {
  std::shared_ptr<const Catalogue> catalogue;
  std::shared_ptr<devices::DeviceManager> devices;
  std::shared_ptr<services::Platform> platform;
  Journal* journal = nullptr;
  Outbox* outbox = nullptr;
  Marks* marks = nullptr;
  Evaluator* evaluator = nullptr;
  CardWatch* cards = nullptr;
  StaffBadges* badges = nullptr;  // null: this station takes none
  Language language = Language::Chinese;
  std::function<std::chrono::system_clock::time_point()> now = [] {
    return std::chrono::system_clock::now();
  };

  Date today() const { return todayInChina(now()); }
};

}  // namespace doorstep::kiosk
