#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "tests/emulators/usb_function.h"

typedef struct _UMockdevTestbed UMockdevTestbed;

namespace doorstep::emulators {

// A USB bus without hardware: libusb in this process, and in every child process, sees the functions plugged
// in here as devices under /dev/bus/usb, opens and claims them and moves bytes through the kernel's own
// interface (usbfs), which this class answers. The process must run under `umockdev-wrapper`.
class EmulatedUsb {
 public:
  EmulatedUsb();
  ~EmulatedUsb();
  EmulatedUsb(const EmulatedUsb&) = delete;
  EmulatedUsb& operator=(const EmulatedUsb&) = delete;

  // Returns the device number, new for every plug as on a real bus (higher is newer).
  // Into a port of the first bus; 0: one that is not told.
  int plug(std::shared_ptr<UsbFunction> function, int port = 0);
  // Transfers under way end with "no device", later calls fail likewise.
  void unplug(int deviceNumber);
  // The device still hangs on the bus, and every transfer breaks, as while a cable is being pulled.
  void breakTransfers(int deviceNumber, bool broken);
  // Another program holds the interface: claims fail.
  void setBusy(int deviceNumber, bool busy);
  // Every device of the bus, also those to come: held by another program, or not to be opened by this one
  // (which only a thread without root's privilege to open everything feels).
  void setAllBusy(bool busy);
  void setAllDenied(bool denied);
  // How many handles this process has open on devices of the bus, also on unplugged ones.
  int holders() const;

 private:
  class Node;

  UMockdevTestbed* bed_;
  std::map<int, std::unique_ptr<Node>> nodes_;
  int lastNumber_ = 0;
  bool busy_ = false;
  bool denied_ = false;
};

}  // namespace doorstep::emulators
