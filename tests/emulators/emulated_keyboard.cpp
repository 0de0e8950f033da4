#include "tests/emulators/emulated_keyboard.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <stdexcept>
#include <string_view>

#include <fcntl.h>
#include <linux/input.h>
#include <sys/ioctl.h>
#include <umockdev.h>
#include <unistd.h>

namespace doorstep::emulators {
namespace {

// Bytes for the program that asks; the ioctl's answer is how many.
void answer(UMockdevIoctlClient* client, const void* bytes, std::size_t length) {
  const std::size_t room = _IOC_SIZE(umockdev_ioctl_client_get_request(client));
  const std::size_t count = std::min(length, room);
  UMockdevIoctlData* const place =
      umockdev_ioctl_data_resolve(umockdev_ioctl_client_get_arg(client), 0, room, nullptr);
  std::memset(place->data, 0, room);
  std::memcpy(place->data, bytes, count);
  g_object_unref(place);
  umockdev_ioctl_client_complete(client, static_cast<glong>(count), 0);
}

// The key that writes `character`, and whether with Shift.
std::pair<std::uint16_t, bool> keyFor(char character) {
  struct Row {
    std::uint16_t first;
    std::string_view plain, shifted;
  };
  static constexpr Row rows[] = {{KEY_1, "1234567890-=", "!@#$%^&*()_+"},
                                 {KEY_Q, "qwertyuiop[]", "QWERTYUIOP{}"},
                                 {KEY_A, "asdfghjkl;'`", "ASDFGHJKL:\"~"},
                                 {KEY_BACKSLASH, "\\zxcvbnm,./", "|ZXCVBNM<>?"},
                                 {KEY_SPACE, " ", ""}};
  for (const Row& row : rows) {
    const auto plain = row.plain.find(character), shifted = row.shifted.find(character);
    if (plain != std::string_view::npos) return {static_cast<std::uint16_t>(row.first + plain), false};
    if (shifted != std::string_view::npos) return {static_cast<std::uint16_t>(row.first + shifted), true};
  }
  throw std::runtime_error("no key");
}

}  // namespace

EmulatedKeyboard::EmulatedKeyboard() : bed_(umockdev_testbed_new()), handler_(umockdev_ioctl_base_new()) {
  g_signal_connect(handler_, "handle-ioctl", G_CALLBACK(onIoctl), this);
  const std::unique_ptr<char, void (*)(void*)> root(umockdev_testbed_get_root_dir(bed_), g_free);
  root_ = root.get();
  std::filesystem::create_directories(std::filesystem::path(link()).parent_path());
  plug();
}

EmulatedKeyboard::~EmulatedKeyboard() {
  unplug();
  g_object_unref(bed_);
  g_object_unref(handler_);
}

// Every plug is another node; the link of a steady name is what the program knows.
void EmulatedKeyboard::plug() {
  const std::lock_guard lock(mutex_);
  grabbed_ = false;
  const std::string name = "event" + std::to_string(++number_);
  GError* error = nullptr;
  if (!umockdev_testbed_attach_ioctl(bed_, path_.c_str(), handler_, &error))
    throw std::runtime_error("attach_ioctl: " + std::string(error->message));
  const std::string text = "P: /devices/" + name + "\nN: input/" + name +
                           "\nE: SUBSYSTEM=input\nE: DEVNAME=/dev/input/" + name +
                           "\nE: ID_INPUT_KEYBOARD=1\n";
  if (!umockdev_testbed_add_from_string(bed_, text.c_str(), &error))
    throw std::runtime_error("add_from_string: " + std::string(error->message));
  wire_ = umockdev_testbed_get_dev_fd(bed_, ("/dev/input/" + name).c_str());
  if (wire_ < 0) throw std::runtime_error("get_dev_fd");
  std::filesystem::create_symlink("../" + name, link());
}

void EmulatedKeyboard::unplug() {
  const std::lock_guard lock(mutex_);
  if (wire_ < 0) return;
  const std::string sysPath = "/sys/devices/event" + std::to_string(number_);
  std::filesystem::remove(link());
  umockdev_testbed_uevent(bed_, sysPath.c_str(), "remove");
  umockdev_testbed_remove_device(bed_, sysPath.c_str());
  umockdev_testbed_detach_ioctl(bed_, path_.c_str(), nullptr);
  // The test bed keeps the pseudo-terminal and closes its number at its own end: here whoever reads is hung
  // up, and the number stays taken.
  const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
  dup2(nothing, wire_);
  close(nothing);
  wire_ = -1;
}

int EmulatedKeyboard::onIoctl(UMockdevIoctlBase*, UMockdevIoctlClient* client, void* self) {
  auto& me = *static_cast<EmulatedKeyboard*>(self);
  const gulong request = umockdev_ioctl_client_get_request(client);
  if (request == EVIOCGRAB) {
    me.grabbed_ = !me.busy_;
    umockdev_ioctl_client_complete(client, me.busy_ ? -1 : 0, me.busy_ ? EBUSY : 0);
    return TRUE;
  }
  if (_IOC_TYPE(request) != 'E') return FALSE;
  const unsigned number = _IOC_NR(request);
  if (number == _IOC_NR(EVIOCGNAME(0))) {
    answer(client, "Doorstep Emulated Wedge", sizeof "Doorstep Emulated Wedge");
  } else if (number == _IOC_NR(EVIOCGBIT(EV_KEY, 0))) {
    std::uint8_t keys[KEY_CNT / 8] = {};
    if (!me.keyless_) std::memset(keys, 0xFF, 32);
    answer(client, keys, sizeof keys);
  } else if (number == _IOC_NR(EVIOCGLED(0))) {
    const std::uint8_t lights = me.capsLock_ ? 1 << LED_CAPSL : 0;
    answer(client, &lights, sizeof lights);
  } else {
    umockdev_ioctl_client_complete(client, -1, EINVAL);
  }
  return TRUE;
}

void EmulatedKeyboard::event(std::uint16_t type, std::uint16_t code, std::int32_t value) {
  const std::lock_guard lock(mutex_);
  input_event one{};
  one.type = type;
  one.code = code;
  one.value = value;
  if (wire_ >= 0 && write(wire_, &one, sizeof one) != sizeof one) throw std::runtime_error("event");
}

void EmulatedKeyboard::key(std::uint16_t code, bool down) {
  event(EV_MSC, MSC_SCAN, code);
  event(EV_KEY, code, down ? 1 : 0);
  event(EV_SYN, SYN_REPORT, 0);
}

void EmulatedKeyboard::press(std::uint16_t code) {
  key(code, true);
  key(code, false);
}

void EmulatedKeyboard::type(const std::string& text) {
  for (const char character : text) {
    const auto [code, shift] = keyFor(character);
    if (shift) key(KEY_LEFTSHIFT, true);
    press(code);
    if (shift) key(KEY_LEFTSHIFT, false);
  }
}

void EmulatedKeyboard::typeAlt(const std::string& digits) {
  static constexpr std::uint16_t pad[] = {KEY_KP0, KEY_KP1, KEY_KP2, KEY_KP3, KEY_KP4,
                                          KEY_KP5, KEY_KP6, KEY_KP7, KEY_KP8, KEY_KP9};
  key(KEY_LEFTALT, true);
  for (const char digit : digits) press(pad[digit - '0']);
  key(KEY_LEFTALT, false);
}

}  // namespace doorstep::emulators
