#pragma once

#include <optional>
#include <string>

#include "devices/transport/transport.h"

struct libusb_device_handle;

namespace doorstep::devices {

// Which device is meant; what is not said may be anything.
struct UsbIdentity {
  std::optional<std::uint16_t> vendor;
  std::optional<std::uint16_t> product;
  std::string serial;
  std::string port = {};  // where it is plugged in, as the kernel writes it: bus and ports, "1-2" or "1-2.4"
};

struct UsbInterruptEndpoint {
  std::uint8_t address = 0;
  std::uint16_t packetSize = 0;  // bytes, at most
};

// One interface of the active configuration, in its first setting.
struct UsbInterface {
  std::uint8_t number = 0;
  std::uint8_t cls = 0;  // bInterfaceClass: 3 HID, 7 printer
  std::uint8_t subclass = 0;
  std::uint8_t protocol = 0;
  std::vector<std::uint8_t> bulkIn;   // endpoint addresses
  std::vector<std::uint8_t> bulkOut;  // endpoint addresses
  std::vector<UsbInterruptEndpoint> interruptIn;
  std::uint16_t hidReportDescriptor = 0;  // its length in bytes; 0: no HID interface
};

class UsbDevice;

// A device on the bus, not yet opened.
class UsbCandidate {
 public:
  std::uint16_t vendor = 0;
  std::uint16_t product = 0;
  std::uint8_t address = 0;
  std::string port;
  std::vector<UsbInterface> interfaces;

  // Opens the device and claims the interface; a kernel driver (usblp) is sent away for as long.
  // Errors: device.no-permission, device.in-use, device.removed, device.transfer-failed.
  Outcome<std::unique_ptr<UsbDevice>> open(const UsbInterface& interface) const;

 private:
  friend std::vector<UsbCandidate> findUsb(const UsbIdentity&);
  std::shared_ptr<void> context_;  // libusb_context
  std::shared_ptr<void> device_;   // libusb_device
};

// Looks at the bus as it is now. The newest comes first: after a bad replug an old node may linger that no
// longer answers.
std::vector<UsbCandidate> findUsb(const UsbIdentity& identity);

// An open device with one claimed interface.
class UsbDevice {
 public:
  ~UsbDevice();
  UsbDevice(const UsbDevice&) = delete;
  UsbDevice& operator=(const UsbDevice&) = delete;

  // Errors: those of Transport.
  Outcome<std::size_t> bulkOut(std::uint8_t endpoint, wire::ByteView bytes, Clock::time_point until,
                               const Action& action);
  Outcome<wire::Bytes> bulkIn(std::uint8_t endpoint, Clock::time_point until, const Action& action);
  // The next packets of an interrupt endpoint: at most `length` bytes, the longest report it sends; empty
  // when `until` passes first.
  Outcome<wire::Bytes> interruptIn(const UsbInterruptEndpoint& endpoint, std::size_t length,
                                   Clock::time_point until, const Action& action);
  // A control request towards the host. device.transfer-failed when the device does not know it.
  Outcome<wire::Bytes> controlIn(std::uint8_t requestType, std::uint8_t request, std::uint16_t value,
                                 std::uint16_t index, std::uint16_t length);
  // A control request towards the device; errors likewise.
  Outcome<void> controlOut(std::uint8_t requestType, std::uint8_t request, std::uint16_t value,
                           std::uint16_t index, wire::ByteView data);
  // "manufacturer product" as the device names itself; its numbers "0400:c35a" when it has no names.
  std::string name();

 private:
  friend class UsbCandidate;
  using Transfer = int (*)(libusb_device_handle*, unsigned char, unsigned char*, int, int*, unsigned);
  tl::unexpected<Problem> failed(int code, const std::string& doing);
  Outcome<wire::Bytes> in(Transfer transfer, std::uint8_t endpoint, std::size_t length,
                          Clock::time_point until, const Action& action);
  UsbDevice(std::shared_ptr<void> context, std::shared_ptr<void> handle, std::uint8_t interface);

  std::shared_ptr<void> context_;  // outlives the handle
  std::shared_ptr<void> handle_;   // libusb_device_handle
  std::uint8_t interface_;
};

// One bulk endpoint each way as a stream.
class UsbPipe : public Transport {
 public:
  UsbPipe(std::unique_ptr<UsbDevice> device, std::uint8_t in, std::uint8_t out)
      : device_(std::move(device)), in_(in), out_(out) {}
  Outcome<std::size_t> write(wire::ByteView bytes, Clock::time_point until, const Action& action) override {
    return device_->bulkOut(out_, bytes, until, action);
  }
  Outcome<wire::Bytes> read(Clock::time_point until, const Action& action) override {
    return device_->bulkIn(in_, until, action);
  }

 private:
  std::unique_ptr<UsbDevice> device_;
  std::uint8_t in_;
  std::uint8_t out_;
};

}  // namespace doorstep::devices
