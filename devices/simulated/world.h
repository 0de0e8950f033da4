#pragma once

#include <map>
#include <memory>

#include "devices/simulated/hardware.h"
#include "kiosk/base/localized.h"

namespace doorstep::devices {

// One line a script or the bench may send to a simulated device.
struct ScriptCommand {
  std::string name;                  // "insert"
  std::string argument;              // "SLUG"; empty when it takes none
  std::vector<std::string> choices;  // what the argument may be, when it is one of a few words
  Localized description;
};

// All simulated hardware of a station, reached by device id: the bench, the journeys and the tests act here,
// the drivers that DeviceManager made feel it. Every function may be called from any thread.
class SimulatedWorld {
 public:
  // The hardware of a device; the first call makes it (plugged in and in good order).
  std::shared_ptr<SimulatedDevice> device(const std::string& id, DeviceKind kind);
  std::vector<std::string> devices() const;  // ids, sorted

  // A card that "insert SLUG" can put on any reader. Fictitious people only.
  void registerCard(const std::string& slug, IdCard card);
  std::vector<std::string> cards() const;  // slugs, sorted

  // Carries out one line, e.g. "insert li-lei" or "paper out"; an empty line or one beginning with # does
  // nothing. device.bad-script: no such device, command or argument (the detail names it);
  // camera.picture-unreadable from "show".
  Outcome<void> command(const std::string& deviceId, const std::string& line);
  // What command() understands for this device, in the order a bench should show it; empty: no such device.
  std::vector<ScriptCommand> commands(const std::string& deviceId) const;

  // Nothing when there is no such device.
  std::optional<SimulatedState> state(const std::string& deviceId) const;
  // The slips printed since the last call, oldest first.
  std::vector<Slip> takeSlips(const std::string& deviceId);

 private:
  std::shared_ptr<SimulatedDevice> find(const std::string& deviceId) const;

  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<SimulatedDevice>> devices_;
  std::map<std::string, IdCard> cards_;
};

}  // namespace doorstep::devices
