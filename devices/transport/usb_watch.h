#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <thread>

namespace doorstep::devices {

// Tells when something comes to the USB bus or goes (libusb's hotplug events, which udev sends once a new
// device's permissions are set). Without udev nothing is told: whoever waits for a device looks from time to
// time anyway.
class UsbWatch {
 public:
  // `changed` is called on the watch's own thread, soon after.
  explicit UsbWatch(std::function<void()> changed);
  ~UsbWatch();
  UsbWatch(const UsbWatch&) = delete;
  UsbWatch& operator=(const UsbWatch&) = delete;

 private:
  void serve();

  const std::function<void()> changed_;
  std::shared_ptr<void> context_;  // libusb_context; null: no events here
  std::atomic<bool> stopping_{false};
  bool seen_ = false;  // the watch's thread only
  std::thread thread_;
};

}  // namespace doorstep::devices
