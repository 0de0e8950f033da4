#pragma once

#include <charconv>
#include <optional>

#include "devices/drivers/drivers.h"
#include "devices/transport/usb_device.h"

// Reads the values of a station file's device settings.
namespace doorstep::devices {

inline std::string settingText(const Settings& settings, const std::string& name) {
  const auto found = settings.find(name);
  return found == settings.end() ? std::string() : found->second;
}

// Nothing when the setting is not there. Error: device.bad-setting.
inline Outcome<std::optional<int>> settingNumber(const Settings& settings, const std::string& name, int base,
                                                 int least, int most) {
  const std::string text = settingText(settings, name);
  if (text.empty()) return std::nullopt;
  int value = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value, base);
  if (error != std::errc() || stopped != end || value < least || value > most)
    return problem("device.bad-setting", name + ": \"" + text + "\" is no number from " +
                                             std::to_string(least) + " to " + std::to_string(most));
  return value;
}

// vid and pid (four hexadecimal digits), serial, usb-port.
inline Outcome<UsbIdentity> settingUsbIdentity(const Settings& settings) {
  const auto vendor = settingNumber(settings, "vid", 16, 0, 0xFFFF);
  if (!vendor) return tl::unexpected(vendor.error());
  const auto product = settingNumber(settings, "pid", 16, 0, 0xFFFF);
  if (!product) return tl::unexpected(product.error());
  UsbIdentity identity;
  if (*vendor) identity.vendor = static_cast<std::uint16_t>(**vendor);
  if (*product) identity.product = static_cast<std::uint16_t>(**product);
  identity.serial = settingText(settings, "serial");
  identity.port = settingText(settings, "usb-port");
  return identity;
}

}  // namespace doorstep::devices
