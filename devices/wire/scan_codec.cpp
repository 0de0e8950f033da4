#include "devices/wire/scan_codec.h"

#include "devices/wire/barcode_text.h"

namespace doorstep::devices::wire {

std::optional<Scan> ScanCodec::take() {
  if (whole_.empty()) return std::nullopt;
  Scan first = std::move(whole_.front());
  whole_.pop_front();
  return first;
}

void ScanCodec::forget() {
  cutOff();
  whole_.clear();
}

bool ScanCodec::add(std::uint8_t byte) {
  bytes_.push_back(byte);
  return bytes_.size() <= longestCode || cutOff();
}

bool ScanCodec::end(Payload payload, std::string_view aim) {
  if (spoiled_) return cutOff();
  if (bytes_.empty()) return true;
  Scan scan = makeScan(bytes_, aim);
  cutOff();
  if (payload == Payload::Text && scan.text.empty()) return false;
  whole_.push_back(std::move(scan));
  return true;
}

bool ScanCodec::cutOff() {
  const bool begun = pending();
  dropFront(bytes_, bytes_.size());
  spoiled_ = false;
  return !begun;
}

}  // namespace doorstep::devices::wire
