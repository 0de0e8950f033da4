#include "tests/emulators/hid_pos_model.h"

#include <algorithm>

namespace doorstep::emulators {
namespace {

constexpr std::size_t mostData = 56;
constexpr std::uint8_t interruptIn = 0x81;

void append(Bytes& bytes, std::initializer_list<std::uint8_t> more) {
  bytes.insert(bytes.end(), more);
}

// A boot keyboard's (HID 1.11, appendix B.1), without its lights.
const Bytes keyboardDescriptor{0x05, 0x01, 0x09, 0x06, 0xA1, 0x01, 0x05, 0x07, 0x19, 0xE0, 0x29,
                               0xE7, 0x15, 0x00, 0x25, 0x01, 0x75, 0x01, 0x95, 0x08, 0x81, 0x02,
                               0x95, 0x01, 0x75, 0x08, 0x81, 0x01, 0x95, 0x06, 0x75, 0x08, 0x15,
                               0x00, 0x25, 0x65, 0x19, 0x00, 0x29, 0x65, 0x81, 0x00, 0xC0};

}  // namespace

Bytes HidPosModel::reportDescriptor() const {
  if (!descriptor_.empty()) return descriptor_;
  if (keyboard_) return keyboardDescriptor;
  const auto count = [](Bytes& bytes) { append(bytes, {0x95, 1, 0x05, 0x01, 0x09, 0x3B, 0x81, 0x02}); };
  const auto identifier = [](Bytes& bytes) {
    append(bytes, {0x95, 3, 0x05, 0x8C, 0x09, 0xFB, 0x09, 0xFC, 0x09, 0xFD, 0x81, 0x02});
  };
  // Bar code scanner, scanned data report 2, elements of eight bits.
  Bytes bytes{0x05, 0x8C, 0x09, 0x02, 0xA1, 0x01, 0x09, 0x12, 0xA1, 0x02,
              0x85, 0x02, 0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08};
  if (report_ == Report::IdentifierFirst) {
    identifier(bytes);
    count(bytes);
  } else {
    count(bytes);
    identifier(bytes);
  }
  append(bytes, {0x05, 0x8C, 0x95, mostData, 0x09, 0xFE, 0x82, 0x02, 0x01});
  if (report_ == Report::Long) append(bytes, {0x06, 0x66, 0xFF, 0x95, 2, 0x09, 0x04, 0x09, 0x00, 0x81, 0x02});
  if (report_ == Report::IdentifierFirst) append(bytes, {0x95, 1, 0x81, 0x01});
  append(bytes, {0x05, 0x8C, 0x25, 1, 0x75, 1, 0x95, 1, 0x09, 0xFF, 0x81, 0x02, 0x95, 7, 0x81, 0x03});
  append(bytes, {0xC0, 0xC0});
  return bytes;
}

Bytes HidPosModel::descriptors() const {
  constexpr std::uint16_t product = 0x0B61;
  constexpr std::uint8_t hid = 3, interrupt = 3;
  return describe({vendor_, product, hid, 0, 0, {interruptIn}, interrupt, 0, reportDescriptor().size()});
}

Bytes HidPosModel::reportOf(const std::string& data, const std::string& identifier, bool more) const {
  Bytes report{2};
  if (report_ != Report::IdentifierFirst) report.push_back(static_cast<std::uint8_t>(data.size()));
  for (std::size_t i = 0; i < 3; ++i)
    report.push_back(i < identifier.size() ? static_cast<std::uint8_t>(identifier[i]) : 0);
  if (report_ == Report::IdentifierFirst) report.push_back(static_cast<std::uint8_t>(data.size()));
  report.insert(report.end(), data.begin(), data.end());
  report.resize(report_ == Report::Long ? 63 : report_ == Report::Short ? 61 : 62);
  report.push_back(more ? 1 : 0);
  return report;
}

void HidPosModel::scan(const std::string& data, const std::string& identifier) {
  std::size_t at = 0;
  do {
    const std::string part = data.substr(at, mostData);
    at += part.size();
    send(reportOf(part, identifier, at < data.size()));
  } while (at < data.size());
}

void HidPosModel::send(Bytes report) {
  const std::lock_guard lock(mutex_);
  reports_.push_back(std::move(report));
}

// A report longer than a packet travels in several.
std::optional<Bytes> HidPosModel::in(std::uint8_t endpoint) {
  const std::lock_guard lock(mutex_);
  if (endpoint != interruptIn || deaf_ || keyboard_ || reports_.empty()) return std::nullopt;
  Bytes& first = reports_.front();
  const auto count = static_cast<std::ptrdiff_t>(std::min(first.size(), packetSize));
  Bytes packet(first.begin(), first.begin() + count);
  first.erase(first.begin(), first.begin() + count);
  if (first.empty()) reports_.pop_front();
  return packet;
}

std::optional<Bytes> HidPosModel::control(const ControlSetup& setup) {
  constexpr std::uint8_t fromInterface = 0x81, getDescriptor = 6;
  constexpr std::uint16_t reportDescriptorType = 0x2200;
  if (setup.requestType == fromInterface && setup.request == getDescriptor &&
      setup.value == reportDescriptorType)
    return reportDescriptor();
  return UsbFunction::control(setup);
}

bool HidPosModel::controlOut(const ControlSetup& setup, std::span<const std::uint8_t> data) {
  constexpr std::uint8_t toInterface = 0x21, setReport = 9;
  constexpr std::uint16_t modeFeature = 0x03FE;
  if (setup.requestType != toInterface || setup.request != setReport || setup.value != modeFeature ||
      data.size() != 2 || data[0] != 0xFE || data[1] != 1)
    return false;
  keyboard_ = false;
  return true;
}

}  // namespace doorstep::emulators
