#include "tests/emulators/sam_usb.h"

#include <algorithm>

namespace doorstep::emulators {
namespace {

constexpr std::uint8_t headerOut = 0x02, bodyOut = 0x06, headerIn = 0x81, bodyIn = 0x85;
constexpr std::uint8_t pairOut = 0x03, pairIn = 0x84;
constexpr std::size_t headerLength = 7;

std::optional<Bytes> packetOf(Bytes& queue) {
  if (queue.empty()) return std::nullopt;
  const auto count = static_cast<std::ptrdiff_t>(std::min(queue.size(), UsbFunction::packetSize));
  Bytes packet(queue.begin(), queue.begin() + count);
  queue.erase(queue.begin(), queue.begin() + count);
  return packet;
}

}  // namespace

Bytes SamUsb::descriptors() const {
  constexpr std::uint16_t vendor = 0x0400, product = 0xC35A;
  constexpr std::uint8_t vendorClass = 0xFF, hidClass = 3, interrupt = 3;
  switch (wiring_) {
    case Wiring::OnePair:
      return describe({vendor, product, vendorClass, 0, 0, {pairOut, pairIn}});
    case Wiring::Hid:
      return describe({vendor, product, hidClass, 0, 0, {0x01, 0x81}, interrupt});
    default:
      return describe({vendor, product, vendorClass, 0, 0, {headerOut, bodyOut, headerIn, bodyIn}});
  }
}

void SamUsb::claimed() {
  reader_->restart();
  header_.clear();
  body_.clear();
  position_ = 0;
}

bool SamUsb::out(std::uint8_t endpoint, std::span<const std::uint8_t> data) {
  const bool known =
      wiring_ == Wiring::OnePair ? endpoint == pairOut : endpoint == headerOut || endpoint == bodyOut;
  if (known && wiring_ != Wiring::Deaf) reader_->receive(data);
  return true;
}

void SamUsb::sort(const SamReaderModel::Piece& piece) {
  if (piece.begins) position_ = 0;
  for (const std::uint8_t byte : piece.bytes)
    (wiring_ == Wiring::OnePair || position_++ >= headerLength ? body_ : header_).push_back(byte);
}

std::optional<Bytes> SamUsb::in(std::uint8_t endpoint) {
  if (wiring_ == Wiring::Deaf) return std::nullopt;
  while (const auto piece = reader_->next()) sort(*piece);
  if (endpoint == headerIn) return packetOf(header_);
  if (endpoint == bodyIn || endpoint == pairIn) return packetOf(body_);
  return std::nullopt;
}

}  // namespace doorstep::emulators
