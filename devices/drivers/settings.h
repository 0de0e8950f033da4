#pragma once

#include <charconv>
#include <functional>
#include <initializer_list>
#include <optional>

#include "devices/drivers/drivers.h"
#include "devices/transport/serial_port.h"
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

// What the setting's word stands for; the first of `choices` when it is not there. Error: device.bad-setting.
template <class T>
Outcome<T> settingChoice(const Settings& settings, const std::string& name,
                         std::initializer_list<std::pair<const char*, T>> choices) {
  const std::string text = settingText(settings, name);
  if (text.empty()) return choices.begin()->second;
  std::string known;
  for (const auto& [word, meaning] : choices) {
    if (text == word) return meaning;
    known += std::string(known.empty() ? "" : ", ") + word;
  }
  return problem("device.bad-setting", name + ": \"" + text + "\" is none of " + known);
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

// port: opens the line named there.
inline Outcome<std::function<Outcome<std::unique_ptr<Transport>>()>> serialConnect(const Settings& settings,
                                                                                   int baud) {
  const std::string port = settingText(settings, "port");
  if (port.empty()) return problem("device.bad-setting", "port: not given");
  return [port, baud]() -> Outcome<std::unique_ptr<Transport>> {
    auto line = SerialPort::open(port, baud);
    if (!line) return tl::unexpected(line.error());
    return std::move(*line);
  };
}

}  // namespace doorstep::devices
