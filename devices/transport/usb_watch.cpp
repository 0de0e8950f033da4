#include "devices/transport/usb_watch.h"

#include <libusb-1.0/libusb.h>

namespace doorstep::devices {
namespace {

libusb_context* context(const std::shared_ptr<void>& held) {
  return static_cast<libusb_context*>(held.get());
}

}  // namespace

UsbWatch::UsbWatch(std::function<void()> changed) : changed_(std::move(changed)) {
  libusb_context* raw = nullptr;
  if (libusb_has_capability(LIBUSB_CAP_HAS_HOTPLUG) == 0 || libusb_init(&raw) != 0) return;
  context_ = std::shared_ptr<void>(raw, [](void* c) { libusb_exit(static_cast<libusb_context*>(c)); });
  const auto note = [](libusb_context*, libusb_device*, libusb_hotplug_event, void* seen) {
    *static_cast<bool*>(seen) = true;
    return 0;  // stay registered
  };
  constexpr int any = LIBUSB_HOTPLUG_MATCH_ANY;
  const int registered = libusb_hotplug_register_callback(
      raw, LIBUSB_HOTPLUG_EVENT_DEVICE_ARRIVED | LIBUSB_HOTPLUG_EVENT_DEVICE_LEFT, 0, any, any, any, note,
      &seen_, nullptr);
  if (registered == LIBUSB_SUCCESS) thread_ = std::thread([this] { serve(); });
}

UsbWatch::~UsbWatch() {
  stopping_ = true;
  if (!thread_.joinable()) return;
  libusb_interrupt_event_handler(context(context_));
  thread_.join();
}

void UsbWatch::serve() {
  while (!stopping_) {
    timeval most{1, 0};
    libusb_handle_events_timeout_completed(context(context_), &most, nullptr);
    if (!seen_) continue;
    seen_ = false;
    changed_();
  }
}

}  // namespace doorstep::devices
