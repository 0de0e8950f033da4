#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "tests/emulators/usb_function.h"

typedef struct _UMockdevTestbed UMockdevTestbed;
typedef struct _UMockdevIoctlBase UMockdevIoctlBase;
typedef struct _UMockdevIoctlClient UMockdevIoctlClient;

namespace doorstep::emulators {

// A barcode reader that types, as an input device of the test bed: programs open /dev/input/event…, ask it
// what it is, take it for themselves and read its events. The process must run under `umockdev-wrapper`, and
// have no other test bed.
class EmulatedKeyboard {
 public:
  EmulatedKeyboard();
  ~EmulatedKeyboard();
  EmulatedKeyboard(const EmulatedKeyboard&) = delete;
  EmulatedKeyboard& operator=(const EmulatedKeyboard&) = delete;

  const std::string& path() const { return path_; }
  void plug();
  void unplug();
  // Another program holds it alone.
  void setBusy(bool busy) { busy_ = busy; }
  // No keys: a mouse.
  void setKeyless(bool keyless) { keyless_ = keyless; }
  void setCapsLock(bool on) { capsLock_ = on; }
  // Whether a program has taken it for itself since it was plugged in.
  bool grabbed() const { return grabbed_; }

  void event(std::uint16_t type, std::uint16_t code, std::int32_t value);
  // Down or up, and the report's end.
  void key(std::uint16_t code, bool down);
  void press(std::uint16_t code);
  // Types ASCII as a US keyboard with Caps Lock off does, without a terminator.
  void type(const std::string& text);
  // A number on the keypad while Alt is held.
  void typeAlt(const std::string& digits);

 private:
  static int onIoctl(UMockdevIoctlBase* base, UMockdevIoctlClient* client, void* self);

  UMockdevTestbed* bed_;
  UMockdevIoctlBase* handler_;
  // Where path_ lies in truth.
  std::string link() const { return root_ + path_; }

  const std::string path_ = "/dev/input/by-id/usb-Doorstep_Emulated_Wedge-event-kbd";
  std::string root_;  // the test bed's folder
  int number_ = 0;    // of the node
  std::mutex mutex_;
  int wire_ = -1;  // what is written here the programs read
  std::atomic<bool> busy_{false};
  std::atomic<bool> keyless_{false};
  std::atomic<bool> capsLock_{false};
  std::atomic<bool> grabbed_{false};
};

}  // namespace doorstep::emulators
