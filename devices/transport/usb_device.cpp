#include "devices/transport/usb_device.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <thread>

#include <libusb-1.0/libusb.h>

#include "devices/wire/utf16.h"

namespace doorstep::devices {
namespace {

constexpr unsigned controlTimeout = 200;  // ms; a living device answers in one or two
constexpr std::chrono::milliseconds hubNotices{100};
constexpr std::size_t receiveBufferSize = 4096;  // a multiple of every packet size: packets never overflow it

libusb_device* device(const std::shared_ptr<void>& held) {
  return static_cast<libusb_device*>(held.get());
}
libusb_device_handle* handle(const std::shared_ptr<void>& held) {
  return static_cast<libusb_device_handle*>(held.get());
}

tl::unexpected<Problem> failure(int code, const std::string& doing) {
  const std::string detail = doing + ": " + libusb_error_name(code);
  switch (code) {
    case LIBUSB_ERROR_NO_DEVICE:
    case LIBUSB_ERROR_NOT_FOUND:
      return problem("device.removed", detail);
    case LIBUSB_ERROR_ACCESS:
      return problem("device.no-permission", detail);
    case LIBUSB_ERROR_BUSY:
      return problem("device.in-use", detail);
    default:
      return problem("device.transfer-failed", detail);
  }
}

// 0 waits for ever in libusb's words; nextSlice is never 0.
unsigned timeout(Clock::time_point until, const Action& action) {
  return static_cast<unsigned>(nextSlice(until, action).count());
}

// The length that an interface's HID descriptor gives for its report descriptor (HID 1.11, 6.2.1).
std::uint16_t hidReportDescriptorLength(const libusb_interface_descriptor& interface) {
  if (interface.bInterfaceClass != LIBUSB_CLASS_HID) return 0;
  wire::ByteView rest(interface.extra, static_cast<std::size_t>(interface.extra_length));
  while (rest.size() >= 2 && rest[0] >= 2 && rest[0] <= rest.size()) {
    if (rest[1] == LIBUSB_DT_HID && rest[0] >= 9 && rest[6] == LIBUSB_DT_REPORT)
      return static_cast<std::uint16_t>(rest[7] | rest[8] << 8);
    rest = rest.subspan(rest[0]);
  }
  return 0;
}

void sortEndpoints(const libusb_interface_descriptor& from, UsbInterface& interface) {
  for (int e = 0; e < from.bNumEndpoints; ++e) {
    const std::uint8_t address = from.endpoint[e].bEndpointAddress;
    const bool in = (address & LIBUSB_ENDPOINT_DIR_MASK) == LIBUSB_ENDPOINT_IN;
    const int type = from.endpoint[e].bmAttributes & LIBUSB_TRANSFER_TYPE_MASK;
    if (type == LIBUSB_TRANSFER_TYPE_BULK) (in ? interface.bulkIn : interface.bulkOut).push_back(address);
    constexpr std::uint16_t sizeBits = 0x7FF;
    const auto packetSize = static_cast<std::uint16_t>(from.endpoint[e].wMaxPacketSize & sizeBits);
    if (type == LIBUSB_TRANSFER_TYPE_INTERRUPT && in && packetSize > 0)
      interface.interruptIn.push_back({address, packetSize});
  }
}

std::vector<UsbInterface> interfacesOf(libusb_device* device) {
  libusb_config_descriptor* raw = nullptr;
  if (libusb_get_active_config_descriptor(device, &raw) != 0) return {};
  const std::unique_ptr<libusb_config_descriptor, void (*)(libusb_config_descriptor*)> config(
      raw, libusb_free_config_descriptor);
  std::vector<UsbInterface> found;
  for (int i = 0; i < config->bNumInterfaces; ++i) {
    if (config->interface[i].num_altsetting < 1) continue;
    const libusb_interface_descriptor& one = config->interface[i].altsetting[0];
    UsbInterface interface;
    interface.number = one.bInterfaceNumber;
    interface.cls = one.bInterfaceClass;
    interface.subclass = one.bInterfaceSubClass;
    interface.protocol = one.bInterfaceProtocol;
    interface.hidReportDescriptor = hidReportDescriptorLength(one);
    sortEndpoints(one, interface);
    found.push_back(std::move(interface));
  }
  return found;
}

std::string stringAt(libusb_device_handle* handle, std::uint8_t index) {
  if (index == 0) return {};
  constexpr std::uint16_t english = 0x0409;
  std::array<std::uint8_t, 255> buffer{};
  const int length = libusb_control_transfer(handle, LIBUSB_ENDPOINT_IN, LIBUSB_REQUEST_GET_DESCRIPTOR,
                                             static_cast<std::uint16_t>(LIBUSB_DT_STRING << 8 | index),
                                             english, buffer.data(), buffer.size(), controlTimeout);
  if (length < 2) return {};
  return wire::utf8FromUtf16le(wire::ByteView(buffer).subspan(2, static_cast<std::size_t>(length) - 2));
}

std::string portOf(libusb_device* device) {
  std::array<std::uint8_t, 7> ports{};  // as deep as USB goes
  const int count = libusb_get_port_numbers(device, ports.data(), ports.size());
  std::string text = std::to_string(libusb_get_bus_number(device));
  for (int i = 0; i < count; ++i)
    text += (i == 0 ? "-" : ".") + std::to_string(ports[static_cast<unsigned>(i)]);
  return text;
}

bool hasSerial(libusb_device* device, std::uint8_t index, const std::string& serial) {
  libusb_device_handle* raw = nullptr;
  if (libusb_open(device, &raw) != 0) return false;
  const std::unique_ptr<libusb_device_handle, void (*)(libusb_device_handle*)> open(raw, libusb_close);
  return stringAt(raw, index) == serial;
}

}  // namespace

std::vector<UsbCandidate> findUsb(const UsbIdentity& identity) {
  // A fresh context reads the bus anew; a kept one only knows of changes through udev, which may not be
  // running.
  libusb_context* rawContext = nullptr;
  if (libusb_init(&rawContext) != 0) return {};
  const std::shared_ptr<void> context(rawContext,
                                      [](void* c) { libusb_exit(static_cast<libusb_context*>(c)); });
  libusb_device** list = nullptr;
  const auto count = libusb_get_device_list(rawContext, &list);
  std::vector<UsbCandidate> found;
  for (ssize_t i = 0; i < count; ++i) {
    libusb_device_descriptor descriptor{};
    if (libusb_get_device_descriptor(list[i], &descriptor) != 0) continue;
    if (identity.vendor && *identity.vendor != descriptor.idVendor) continue;
    if (identity.product && *identity.product != descriptor.idProduct) continue;
    if (!identity.port.empty() && identity.port != portOf(list[i])) continue;
    if (!identity.serial.empty() && !hasSerial(list[i], descriptor.iSerialNumber, identity.serial)) continue;
    UsbCandidate candidate;
    candidate.vendor = descriptor.idVendor;
    candidate.product = descriptor.idProduct;
    candidate.address = libusb_get_device_address(list[i]);
    candidate.port = portOf(list[i]);
    candidate.interfaces = interfacesOf(list[i]);
    candidate.context_ = context;
    // The context is held by the deleter too: it must go last.
    candidate.device_ = std::shared_ptr<void>(libusb_ref_device(list[i]), [context](void* d) {
      libusb_unref_device(static_cast<libusb_device*>(d));
    });
    found.push_back(std::move(candidate));
  }
  if (count >= 0) libusb_free_device_list(list, 1);
  std::stable_sort(found.begin(), found.end(),
                   [](const UsbCandidate& a, const UsbCandidate& b) { return a.address > b.address; });
  return found;
}

Outcome<std::unique_ptr<UsbDevice>> UsbCandidate::open(const UsbInterface& interface) const {
  libusb_device_handle* raw = nullptr;
  if (const int code = libusb_open(device(device_), &raw); code != 0) return failure(code, "open");
  std::shared_ptr<void> opened(raw, [](void* h) { libusb_close(static_cast<libusb_device_handle*>(h)); });
  libusb_set_auto_detach_kernel_driver(raw, 1);
  if (const int code = libusb_claim_interface(raw, interface.number); code != 0)
    return failure(code, "claim");
  return std::unique_ptr<UsbDevice>(new UsbDevice(context_, std::move(opened), interface.number));
}

UsbDevice::UsbDevice(std::shared_ptr<void> context, std::shared_ptr<void> handle, std::uint8_t interface)
    : context_(std::move(context)), handle_(std::move(handle)), interface_(interface) {}

UsbDevice::~UsbDevice() {
  libusb_release_interface(handle(handle_), interface_);
}

// A cable that is being pulled breaks transfers for a moment before the hub reports the device gone.
tl::unexpected<Problem> UsbDevice::failed(int code, const std::string& doing) {
  if (code != LIBUSB_ERROR_IO) return failure(code, doing);
  std::this_thread::sleep_for(hubNotices);
  std::array<std::uint8_t, 2> status{};
  const int probe = libusb_control_transfer(handle(handle_), LIBUSB_ENDPOINT_IN, LIBUSB_REQUEST_GET_STATUS, 0,
                                            0, status.data(), status.size(), controlTimeout);
  return failure(probe == LIBUSB_ERROR_NO_DEVICE ? probe : code, doing);
}

Outcome<std::size_t> UsbDevice::bulkOut(std::uint8_t endpoint, wire::ByteView bytes, Clock::time_point until,
                                        const Action& action) {
  std::size_t total = 0;
  while (total < bytes.size()) {
    if (auto go = action.check(); !go) return tl::unexpected(go.error());
    const wire::ByteView rest = bytes.subspan(total);
    int sent = 0;
    // libusb's signature; it only reads from the buffer of an OUT endpoint.
    const int code = libusb_bulk_transfer(handle(handle_), endpoint, const_cast<std::uint8_t*>(rest.data()),
                                          static_cast<int>(rest.size()), &sent, timeout(until, action));
    total += static_cast<std::size_t>(sent);
    if (code == LIBUSB_ERROR_PIPE) libusb_clear_halt(handle(handle_), endpoint);
    if (code != 0 && code != LIBUSB_ERROR_TIMEOUT) return failed(code, "bulk out");
    if (Clock::now() >= until) break;
  }
  return total;
}

Outcome<wire::Bytes> UsbDevice::bulkIn(std::uint8_t endpoint, Clock::time_point until, const Action& action) {
  return in(libusb_bulk_transfer, endpoint, receiveBufferSize, until, action);
}

// A transfer ends with a short packet or a full buffer: one with room for more than the longest report would
// wait for the next report after one that fills its packets.
Outcome<wire::Bytes> UsbDevice::interruptIn(const UsbInterruptEndpoint& endpoint, std::size_t length,
                                            Clock::time_point until, const Action& action) {
  const std::size_t packets = (length + endpoint.packetSize - 1) / endpoint.packetSize;
  return in(libusb_interrupt_transfer, endpoint.address, packets * endpoint.packetSize, until, action);
}

Outcome<wire::Bytes> UsbDevice::in(Transfer transfer, std::uint8_t endpoint, std::size_t length,
                                   Clock::time_point until, const Action& action) {
  wire::Bytes buffer(length);
  do {
    if (auto go = action.check(); !go) return tl::unexpected(go.error());
    int received = 0;
    const int code = transfer(handle(handle_), endpoint, buffer.data(), static_cast<int>(buffer.size()),
                              &received, timeout(until, action));
    if (code == LIBUSB_ERROR_PIPE) libusb_clear_halt(handle(handle_), endpoint);
    if (code != 0 && code != LIBUSB_ERROR_TIMEOUT)
      return failed(code, transfer == libusb_bulk_transfer ? "bulk in" : "interrupt in");
    // A time-out may still have brought the beginning of a transfer.
    if (received > 0) {
      buffer.resize(static_cast<std::size_t>(received));
      return buffer;
    }
  } while (Clock::now() < until);
  return wire::Bytes{};
}

Outcome<wire::Bytes> UsbDevice::controlIn(std::uint8_t requestType, std::uint8_t request, std::uint16_t value,
                                          std::uint16_t index, std::uint16_t length) {
  wire::Bytes buffer(length);
  const int code = libusb_control_transfer(handle(handle_), requestType, request, value, index, buffer.data(),
                                           length, controlTimeout);
  if (code < 0) return failed(code, "control");
  buffer.resize(static_cast<std::size_t>(code));
  return buffer;
}

Outcome<void> UsbDevice::controlOut(std::uint8_t requestType, std::uint8_t request, std::uint16_t value,
                                    std::uint16_t index, wire::ByteView data) {
  // libusb's signature; it only reads from the buffer of an OUT request.
  const int code = libusb_control_transfer(handle(handle_), requestType, request, value, index,
                                           const_cast<std::uint8_t*>(data.data()),
                                           static_cast<std::uint16_t>(data.size()), controlTimeout);
  if (code < 0) return failed(code, "control");
  return {};
}

std::string UsbDevice::name() {
  libusb_device_descriptor descriptor{};
  libusb_get_device_descriptor(libusb_get_device(handle(handle_)), &descriptor);
  const std::string maker = stringAt(handle(handle_), descriptor.iManufacturer);
  const std::string product = stringAt(handle(handle_), descriptor.iProduct);
  if (!maker.empty() || !product.empty())
    return maker + (maker.empty() || product.empty() ? "" : " ") + product;
  char numbers[16];
  std::snprintf(numbers, sizeof numbers, "%04x:%04x", descriptor.idVendor, descriptor.idProduct);
  return numbers;
}

}  // namespace doorstep::devices
