#pragma once

#include <array>

#include "devices/wire/hid_report.h"
#include "devices/wire/scan_codec.h"

// The bar code scanner of USB's point-of-sale devices (HID Point of Sale Usage Tables 1.02, usage page 8C).
namespace doorstep::devices::wire {

// Where the parts of a Scanned Data Report lie, in bytes from its first on the wire.
struct HidPosLayout {
  std::uint8_t reportId = 0;  // 0: reports carry none
  std::size_t length = 0;     // of this report
  std::size_t longest = 0;    // of all input reports
  std::size_t data = 0;       // Decoded Data (FE)
  std::size_t dataLength = 0;
  std::optional<std::size_t> count;                      // Byte Count: how many of the data are meant
  std::array<std::optional<std::size_t>, 3> identifier;  // Symbology Identifier 1 to 3 (FB to FD)
  std::optional<std::size_t> continuedBit;               // Decode Data Continued (FF), in bits
  std::vector<std::uint8_t> otherIds;                    // of reports that are about something else
};

// Nothing when there is no bar code scanner among the device's applications that sends data.
std::optional<HidPosLayout> hidPosLayout(const HidInputs& inputs);

// Puts Scanned Data Reports together to codes: a long one comes in several.
class HidPosScans : public ScanCodec {
 public:
  explicit HidPosScans(HidPosLayout layout) : layout_(std::move(layout)) {}
  // `report` as it travels. False: it is none of the device's, too short, or says more than it holds.
  bool feed(ByteView report);
  // Silence after a report that promised another is a code cut off.
  bool quiet() override { return cutOff(); }

 private:
  ByteView dataOf(ByteView report) const;
  std::string identifierOf(ByteView report) const;
  bool isContinued(ByteView report) const;

  const HidPosLayout layout_;
  std::string identifier_;
};

}  // namespace doorstep::devices::wire
