#pragma once

#include <string>

#include "kiosk/app/hall.h"

namespace doorstep::app {

// The staff's phones of the demonstration: they make what the hub would make, with the demonstration's own
// hub key. For the bench and journeys; the kiosk itself knows the public key alone.
class DemoBadges {
 public:
  // `hubKeyFile`: the private key that services/sandbox/make-pki makes; empty: nobody has a badge.
  DemoBadges(std::string hubKeyFile, std::string station)
      : hubKeyFile_(std::move(hubKeyFile)), station_(std::move(station)) {}

  bool canMake() const { return !hubKeyFile_.empty(); }
  // A code made just now (see kiosk/desk/badge.h), as a scanner reads it. `role`: "guide" or "administrator".
  Told<std::string> fresh(const std::string& role) const;

 private:
  const std::string hubKeyFile_, station_;
};

// Holds one before the scanner of the hall.
Told<void> showBadge(Hall& hall, const DemoBadges& badges, const std::string& role);

}  // namespace doorstep::app
