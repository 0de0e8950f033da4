#include "devices/simulated/world.h"

#include "devices/simulated/script.h"

namespace doorstep::devices {

std::shared_ptr<SimulatedDevice> SimulatedWorld::device(const std::string& id, DeviceKind kind) {
  const std::lock_guard lock(mutex_);
  auto& device = devices_[id];
  if (!device) device = std::make_shared<SimulatedDevice>(kind);
  return device;
}

std::vector<std::string> SimulatedWorld::devices() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> ids;
  for (const auto& [id, device] : devices_) ids.push_back(id);
  return ids;
}

void SimulatedWorld::registerCard(const std::string& slug, IdCard card) {
  const std::lock_guard lock(mutex_);
  cards_[slug] = std::move(card);
}

std::vector<std::string> SimulatedWorld::cards() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> slugs;
  for (const auto& [slug, card] : cards_) slugs.push_back(slug);
  return slugs;
}

std::shared_ptr<SimulatedDevice> SimulatedWorld::find(const std::string& deviceId) const {
  const std::lock_guard lock(mutex_);
  const auto found = devices_.find(deviceId);
  return found == devices_.end() ? nullptr : found->second;
}

Outcome<void> SimulatedWorld::command(const std::string& deviceId, const std::string& line) {
  const auto device = find(deviceId);
  if (!device) return problem("device.bad-script", "no simulated device \"" + deviceId + "\"");
  std::map<std::string, IdCard> cards;
  {
    const std::lock_guard lock(mutex_);
    cards = cards_;
  }
  return runScriptLine(*device, cards, line);
}

std::vector<ScriptCommand> SimulatedWorld::commands(const std::string& deviceId) const {
  const auto device = find(deviceId);
  if (!device) return {};
  return scriptCommands(device->with([](const SimulatedHardware& hardware) { return hardware.kind; }));
}

std::optional<SimulatedState> SimulatedWorld::state(const std::string& deviceId) const {
  const auto device = find(deviceId);
  if (!device) return std::nullopt;
  return device->with([](const SimulatedHardware& hardware) { return SimulatedState(hardware); });
}

std::vector<Slip> SimulatedWorld::takeSlips(const std::string& deviceId) {
  const auto device = find(deviceId);
  if (!device) return {};
  return device->with([](SimulatedHardware& hardware) { return std::exchange(hardware.slips, {}); });
}

}  // namespace doorstep::devices
