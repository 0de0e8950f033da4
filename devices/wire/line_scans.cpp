#include "devices/wire/line_scans.h"

#include <utility>

namespace doorstep::devices::wire {
namespace {

constexpr std::uint8_t cr = 0x0D, lf = 0x0A;

}  // namespace

bool LineScans::feed(ByteView bytes) {
  bool sense = true;
  for (const std::uint8_t byte : bytes) sense = feed(byte) && sense;
  return sense;
}

bool LineScans::feed(std::uint8_t byte) {
  if (end_ == End::CrLf) {
    const bool second = std::exchange(afterCr_, byte == cr);
    if (second && byte == lf) return end(Payload::Text);
    if (second && !add(cr)) return false;  // it was no terminator's
    return byte == cr || add(byte);
  }
  return ends(byte) ? end(Payload::Text) : add(byte);
}

bool LineScans::ends(std::uint8_t byte) const {
  switch (end_) {
    case End::Any:
      return byte == cr || byte == lf;
    case End::Cr:
      return byte == cr;
    case End::Lf:
      return byte == lf;
    default:
      return false;
  }
}

bool LineScans::quiet() {
  afterCr_ = false;
  return end_ == End::Any || end_ == End::Quiet ? end(Payload::Text) : cutOff();
}

}  // namespace doorstep::devices::wire
