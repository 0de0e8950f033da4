#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace doorstep::emulators {

using Bytes = std::vector<std::uint8_t>;

// The eight bytes that open a control transfer (USB 2.0, 9.3).
struct ControlSetup {
  std::uint8_t requestType = 0;
  std::uint8_t request = 0;
  std::uint16_t value = 0;
  std::uint16_t index = 0;
  std::uint16_t length = 0;
};

// What hangs at the far end of a USB cable, seen from the bus: packets on endpoints.
// The bus calls it on the test bed's thread; a function that is also worked by a test locks for itself.
class UsbFunction {
 public:
  static constexpr std::size_t packetSize = 64;  // full speed bulk

  virtual ~UsbFunction() = default;

  // Device descriptor and configuration with its interfaces and endpoints, as sysfs' `descriptors` holds
  // them.
  virtual Bytes descriptors() const = 0;
  // String descriptors 1, 2, 3: manufacturer, product, serial number.
  virtual std::vector<std::string> strings() const = 0;
  // The host sends one packet of at most packetSize bytes; false: not now (NAK), the host will offer it
  // again.
  virtual bool out(std::uint8_t endpoint, std::span<const std::uint8_t> data) = 0;
  // The host asks for a packet of at most packetSize bytes; nothing: NAK.
  virtual std::optional<Bytes> in(std::uint8_t endpoint) = 0;
  // A request for an answer; nothing: STALL. GET_STATUS is known to every device (USB 2.0, 9.4.5).
  virtual std::optional<Bytes> control(const ControlSetup& setup) {
    return setup.requestType == 0x80 && setup.request == 0 ? std::optional(Bytes{0, 0}) : std::nullopt;
  }
  // A request that brings `data`; false: STALL.
  virtual bool controlOut(const ControlSetup&, std::span<const std::uint8_t>) { return false; }
  // False: control requests are never answered, as by a device that hangs.
  virtual bool answers() { return true; }
  // The host has opened and claimed the function anew.
  virtual void claimed() {}
};

// The descriptors of a full-speed device with one configuration and one interface.
struct DeviceSpec {
  std::uint16_t vendor;
  std::uint16_t product;
  std::uint8_t interfaceClass;
  std::uint8_t interfaceSubclass;
  std::uint8_t interfaceProtocol;
  std::vector<std::uint8_t> endpoints;  // addresses
  std::uint8_t transferType = 2;        // of all endpoints: 2 bulk, 3 interrupt
  std::uint8_t interfaceNumber = 0;
  std::size_t reportDescriptor = 0;  // its length; more than 0: the interface has a HID descriptor
};
Bytes describe(const DeviceSpec& spec);

}  // namespace doorstep::emulators
