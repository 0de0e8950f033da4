#include "tests/emulators/usb_function.h"

namespace doorstep::emulators {
namespace {

std::uint8_t low(std::size_t value) {
  return static_cast<std::uint8_t>(value & 0xFF);
}
std::uint8_t high(std::size_t value) {
  return static_cast<std::uint8_t>(value >> 8 & 0xFF);
}

}  // namespace

Bytes describe(const DeviceSpec& spec) {
  constexpr std::size_t configurationLength = 9, interfaceLength = 9, endpointLength = 7;
  const std::size_t hidLength = spec.reportDescriptor > 0 ? 9 : 0;
  const std::size_t total =
      configurationLength + interfaceLength + hidLength + endpointLength * spec.endpoints.size();
  // Device (USB 2.0, table 9-8): class given by the interface, 64-byte endpoint 0, strings 1 to 3.
  Bytes bytes{18,
              1,
              0x00,
              0x02,
              0,
              0,
              0,
              64,
              low(spec.vendor),
              high(spec.vendor),
              low(spec.product),
              high(spec.product),
              0x00,
              0x01,
              1,
              2,
              3,
              1};
  // Configuration (table 9-10): one interface, bus powered, 100 mA.
  bytes.insert(bytes.end(), {configurationLength, 2, low(total), high(total), 1, 1, 0, 0x80, 50});
  // Interface (table 9-12).
  bytes.insert(bytes.end(),
               {interfaceLength, 4, spec.interfaceNumber, 0, static_cast<std::uint8_t>(spec.endpoints.size()),
                spec.interfaceClass, spec.interfaceSubclass, spec.interfaceProtocol, 0});
  // HID descriptor (HID 1.11, 6.2.1): version 1.11, no country, one report descriptor.
  if (hidLength > 0)
    bytes.insert(bytes.end(),
                 {9, 0x21, 0x11, 0x01, 0, 1, 0x22, low(spec.reportDescriptor), high(spec.reportDescriptor)});
  // Endpoints (table 9-13): 64-byte packets, polled every 10 ms where that means something.
  for (const std::uint8_t address : spec.endpoints)
    bytes.insert(bytes.end(),
                 {endpointLength, 5, address, spec.transferType, low(UsbFunction::packetSize), 0, 10});
  return bytes;
}

}  // namespace doorstep::emulators
