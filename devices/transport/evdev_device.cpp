#include "devices/transport/evdev_device.h"

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace doorstep::devices {
namespace {

template <std::size_t Size>
bool hasBit(const std::array<std::uint8_t, Size>& bits, unsigned number) {
  return (bits[number / 8] >> number % 8 & 1) != 0;
}

}  // namespace

Outcome<std::unique_ptr<EvdevDevice>> EvdevDevice::open(const std::string& path) {
  const int number = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (number < 0) return openFailure(path, errno);
  std::unique_ptr<EvdevDevice> device(new EvdevDevice(number));
  std::array<std::uint8_t, KEY_CNT / 8> keys{};
  if (ioctl(number, EVIOCGBIT(EV_KEY, keys.size()), keys.data()) < 0 || !hasBit(keys, KEY_1))
    return problem("device.unsupported", path + ": no keyboard");
  if (ioctl(number, EVIOCGRAB, 1) != 0) return openFailure(path, errno);
  return device;
}

std::string EvdevDevice::name() const {
  std::array<char, 256> name{};
  if (ioctl(descriptor_.number(), EVIOCGNAME(name.size() - 1), name.data()) < 0 || name[0] == 0)
    return "keyboard";
  return name.data();
}

bool EvdevDevice::capsLock() const {
  std::array<std::uint8_t, LED_CNT / 8> lights{};
  return ioctl(descriptor_.number(), EVIOCGLED(lights.size()), lights.data()) >= 0 &&
         hasBit(lights, LED_CAPSL);
}

Outcome<InputEvents> EvdevDevice::read(Clock::time_point until, const Action& action) {
  const auto can = descriptor_.ready(POLLIN, until, action);
  if (!can) return tl::unexpected(can.error());
  if (!*can) return InputEvents{};
  constexpr std::size_t most = 64;
  const std::size_t begun = partial_.size();
  wire::Bytes buffer(most * sizeof(input_event));
  std::memcpy(buffer.data(), partial_.data(), begun);
  const ssize_t received = ::read(descriptor_.number(), buffer.data() + begun, buffer.size() - begun);
  if (received < 0 && (errno == EAGAIN || errno == EINTR)) return InputEvents{};
  if (received < 0) return nodeFailure(errno);
  if (received == 0) return problem("device.removed", "end of input");
  const std::size_t whole = (begun + static_cast<std::size_t>(received)) / sizeof(input_event);
  InputEvents events;
  for (std::size_t i = 0; i < whole; ++i) {
    input_event event{};
    std::memcpy(&event, buffer.data() + i * sizeof event, sizeof event);
    events.push_back({event.type, event.code, event.value});
  }
  partial_.assign(buffer.begin() + static_cast<std::ptrdiff_t>(whole * sizeof(input_event)),
                  buffer.begin() + static_cast<std::ptrdiff_t>(begun) + received);
  return events;
}

}  // namespace doorstep::devices
