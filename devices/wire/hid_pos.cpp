#include "devices/wire/hid_pos.h"

#include <algorithm>

namespace doorstep::devices::wire {
namespace {

constexpr HidUsage page = 0x8C << 16;
constexpr HidUsage barCodeScanner = page | 0x02, identifier1 = page | 0xFB, identifier3 = page | 0xFD,
                   decodedData = page | 0xFE, continued = page | 0xFF;
constexpr HidUsage byteCount = 0x01 << 16 | 0x3B;  // Generic Desktop

bool inBytes(const HidField& field) {
  return field.bits == 8 && field.bit % 8 == 0;
}

void place(HidPosLayout& layout, const HidField& field) {
  if (field.usage == continued && field.count == 1) layout.continuedBit = field.bit;
  if (!inBytes(field)) return;
  const std::size_t at = field.bit / 8;
  if (field.usage == byteCount && !layout.count) layout.count = at;
  if (field.usage >= identifier1 && field.usage <= identifier3)
    layout.identifier[field.usage - identifier1] = at;
}

}  // namespace

std::optional<HidPosLayout> hidPosLayout(const HidInputs& inputs) {
  const auto data = std::find_if(inputs.fields.begin(), inputs.fields.end(), [](const HidField& field) {
    return field.usage == decodedData && field.application == barCodeScanner && inBytes(field);
  });
  if (data == inputs.fields.end()) return std::nullopt;
  HidPosLayout layout;
  layout.reportId = data->reportId;
  layout.data = data->bit / 8;
  layout.dataLength = data->count;
  for (const HidField& field : inputs.fields)
    if (field.reportId == data->reportId && field.application == barCodeScanner) place(layout, field);
  for (const auto& [id, length] : inputs.lengths) {
    layout.longest = std::max(layout.longest, length);
    if (id == data->reportId)
      layout.length = length;
    else
      layout.otherIds.push_back(id);
  }
  return layout;
}

bool HidPosScans::feed(ByteView report) {
  const auto& others = layout_.otherIds;
  if (report.empty()) return false;
  if (layout_.reportId != 0 && report[0] != layout_.reportId)
    return std::find(others.begin(), others.end(), report[0]) != others.end();
  if (report.size() < layout_.length || (layout_.count && report[*layout_.count] > layout_.dataLength)) {
    cutOff();
    return false;
  }
  if (!pending()) identifier_ = identifierOf(report);
  for (const std::uint8_t byte : dataOf(report))
    if (!add(byte)) return false;
  return isContinued(report) || end(Payload::Bytes, identifier_);
}

// Without a count the data end where the zeros begin that fill the report.
ByteView HidPosScans::dataOf(ByteView report) const {
  const ByteView field = report.subspan(layout_.data, layout_.dataLength);
  if (layout_.count) return field.first(report[*layout_.count]);
  const auto last = std::find_if(field.rbegin(), field.rend(), [](std::uint8_t byte) { return byte != 0; });
  return field.first(static_cast<std::size_t>(std::distance(last, field.rend())));
}

std::string HidPosScans::identifierOf(ByteView report) const {
  std::string text;
  for (const auto& at : layout_.identifier)
    if (at && report[*at] != 0) text += static_cast<char>(report[*at]);
  return text;
}

bool HidPosScans::isContinued(ByteView report) const {
  if (!layout_.continuedBit) return false;
  return (report[*layout_.continuedBit / 8] >> *layout_.continuedBit % 8 & 1) != 0;
}

}  // namespace doorstep::devices::wire
