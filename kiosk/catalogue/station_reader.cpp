#include <algorithm>
#include <filesystem>

#include "kiosk/catalogue/reader.h"

namespace doorstep::kiosk {
namespace {

using devices::DeviceKind;
using devices::DeviceSpec;

DeviceKind deviceKind(const Node& node) {
  for (const DeviceKind kind :
       {DeviceKind::IdCardReader, DeviceKind::ReceiptPrinter, DeviceKind::Camera, DeviceKind::BarcodeReader,
        DeviceKind::DocumentPrinter, DeviceKind::PlateMarker, DeviceKind::SignalLines,
        DeviceKind::DocumentScanner})
    if (devices::word(kind) == node.text()) return kind;
  return DeviceKind::IdCardReader;
}

void checkDriver(const DeviceSpec& spec, const Node& node, Reader& reader) {
  const auto& known = devices::knownDrivers();
  const auto named = [&](const devices::DriverEntry& entry) { return entry.name == spec.driver; };
  if (std::none_of(known.begin(), known.end(), named))
    return reader.fault(node["driver"].line, "no driver is called \"" + spec.driver + '"');
  const auto fits = std::find_if(known.begin(), known.end(),
                                 [&](const auto& entry) { return named(entry) && entry.kind == spec.kind; });
  if (fits == known.end())
    return reader.fault(node["driver"].line, "driver \"" + spec.driver + "\" is not for a " +
                                                 std::string(devices::word(spec.kind)));
  for (const Node::Member& setting : node["settings"].members)
    if (std::find(fits->settings.begin(), fits->settings.end(), setting.key) == fits->settings.end())
      reader.fault(setting.value.line,
                   "driver \"" + spec.driver + "\" has no setting \"" + setting.key + '"');
}

std::vector<DeviceSpec> readDevices(const Node& list, Reader& reader) {
  reader.unique(list, "id");
  std::vector<DeviceSpec> specs;
  for (const Node& item : list.items) {
    DeviceSpec spec{item["id"].text(), deviceKind(item["kind"]), item["driver"].text(), {}};
    for (const Node::Member& setting : item["settings"].members)
      spec.settings[setting.key] = setting.value.text();
    if (item["driver"]) checkDriver(spec, item, reader);
    specs.push_back(std::move(spec));
  }
  return specs;
}

Screen readScreen(const Node& node) {
  Screen screen;
  screen.widthPx = static_cast<int>(node["width-px"].number(screen.widthPx));
  screen.heightPx = static_cast<int>(node["height-px"].number(screen.heightPx));
  screen.widthMm = node["width-mm"].number(screen.widthMm);
  screen.heightMm = node["height-mm"].number(screen.heightMm);
  screen.mountMm = node["mount-mm"].number(screen.mountMm);
  return screen;
}

Policies readPolicies(const Node& node) {
  Policies policies;
  const auto seconds = [&](const char* key, int& value) {
    value = static_cast<int>(node[key].number(value));
  };
  seconds("idle-seconds", policies.idleSeconds);
  seconds("warn-seconds", policies.warnSeconds);
  seconds("extensions", policies.extensions);
  seconds("goodbye-seconds", policies.goodbyeSeconds);
  seconds("card-wait-seconds", policies.cardWaitSeconds);
  return policies;
}

// An absolute path stays as it is.
std::string below(const std::string& stateDir, const Node& path) {
  return (std::filesystem::path(stateDir) / path.text()).string();
}

services::PlatformSettings readPlatform(const Node& node, const std::string& stationId,
                                        const std::string& stateDir) {
  services::PlatformSettings settings;
  const auto path = [&](const char* key) { return below(stateDir, node[key]); };
  settings.baseUrl = node["base-url"].text();
  settings.stationId = stationId;
  settings.trustFile = path("trust-file");
  settings.pins = node["pins"].texts();
  settings.certificateFile = path("certificate-file");
  settings.keyFile = path("key-file");
  settings.signingKeyFile = path("signing-key-file");
  settings.deadline = std::chrono::milliseconds(
      static_cast<int>(node["deadline-ms"].number(static_cast<double>(settings.deadline.count()))));
  settings.retries = static_cast<int>(node["retries"].number(settings.retries));
  settings.largestAnswer = static_cast<std::size_t>(
      node["largest-answer-bytes"].number(static_cast<double>(settings.largestAnswer)));
  return settings;
}

StaffCard readStaffCard(const Node& node, Reader& reader) {
  StaffCard card;
  card.digest = node["digest"].text();
  card.badge.staff = node["staff"].text();
  card.badge.role = static_cast<StaffRole>(Reader::choice(node["role"], {"guide", "administrator"}));
  const auto from = reader.date(node["from"]);
  const auto until = reader.date(node["until"]);
  reader.period(from, until, node["until"].line);
  card.badge.from = from.value_or(Date());
  card.badge.until = until.value_or(Date());
  return card;
}

std::optional<StaffSettings> readStaff(const Node& node, const Station& station, const std::string& stateDir,
                                       Reader& reader) {
  if (!node) return std::nullopt;
  StaffSettings staff;
  staff.hubKeyFile = below(stateDir, node["hub-key-file"]);
  staff.policy.station = station.id;
  const auto seconds = [&](const char* key, std::chrono::seconds& value) {
    value = std::chrono::seconds(static_cast<int>(node[key].number(static_cast<double>(value.count()))));
  };
  seconds("fresh-seconds", staff.policy.fresh);
  seconds("ahead-seconds", staff.policy.ahead);
  reader.unique(node["cards"], "digest");
  for (const Node& item : node["cards"].items) staff.cards.push_back(readStaffCard(item, reader));
  if (std::none_of(station.devices.begin(), station.devices.end(),
                   [](const DeviceSpec& spec) { return spec.kind == DeviceKind::BarcodeReader; }))
    reader.fault(node.line, "badges are shown to a barcode-reader, which this station does not have");
  return staff;
}

}  // namespace

Station readStation(const Node& root, const std::string& stateDir, Reader& reader) {
  Station station;
  station.id = root["id"].text();
  station.name = reader.text(root["name"]);
  station.hall = reader.text(root["hall"]);
  station.counter = reader.text(root["counter"]);
  station.address = reader.text(root["address"]);
  station.phone = root["phone"].text();
  reader.setStationTexts(stationTexts(station));
  station.screen = readScreen(root["screen"]);
  station.policies = readPolicies(root["policies"]);
  station.devices = readDevices(root["devices"], reader);
  station.platform = readPlatform(root["platform"], station.id, stateDir);
  station.staff = readStaff(root["staff"], station, stateDir, reader);
  station.procedures = root["procedures"].texts();
  station.notices = reader.texts(root["notices"]);
  return station;
}

Reader::StationTexts stationTexts(const Station& station) {
  return {{"name", station.name},
          {"hall", station.hall},
          {"counter", station.counter},
          {"address", station.address},
          {"phone", {station.phone, station.phone}}};
}

}  // namespace doorstep::kiosk
