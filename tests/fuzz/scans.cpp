#include "devices/wire/barcode_eci.h"
#include "devices/wire/hid_pos.h"
#include "devices/wire/key_scans.h"
#include "devices/wire/line_scans.h"
#include "tests/fuzz/target.h"
#include "tests/fuzz/utf8_oracle.h"

// Barcode readers on all their wires: the first byte of the input says which.
namespace doorstep::fuzz {
namespace {

using namespace devices;
using namespace devices::wire;

void checkText(ByteView bytes) {
  const Secret text = barcodeText(bytes);
  MUST(isUtf8(std::string(text.reveal())));
  MUST(text.size() <= 4 * bytes.size());
  if (codingOf(bytes) == TextCoding::None) MUST(text.empty());
  const Secret eci = eciText(bytes);
  MUST(isUtf8(std::string(eci.reveal())));
  MUST(eci.size() <= 4 * bytes.size());
}

void checkScans(ScanCodec& codec) {
  while (const auto scan = codec.take()) {
    MUST(!scan->bytes.empty() && scan->bytes.size() <= ScanCodec::longestCode);
    checkText({reinterpret_cast<const std::uint8_t*>(scan->bytes.data()), scan->bytes.size()});
  }
}

void finish(ScanCodec& codec) {
  codec.quiet();
  checkScans(codec);
  MUST(!codec.pending());
}

// A descriptor behind its length, then reports of 64 bytes.
void hid(Input input) {
  if (input.empty()) return;
  const std::size_t length = std::min<std::size_t>(input[0], input.size() - 1);
  const auto inputs = parseHidInputs(input.subspan(1, length));
  if (!inputs) return;
  for (const HidField& field : inputs->fields)
    MUST(field.bit + field.bits * field.count <= 8 * inputs->lengths.at(field.reportId));
  const auto layout = hidPosLayout(*inputs);
  if (!layout) return;
  MUST(layout->data + layout->dataLength <= layout->length && layout->length <= layout->longest);
  HidPosScans scans(*layout);
  constexpr std::size_t kReport = 64;
  for (Input rest = input.subspan(1 + length); !rest.empty();
       rest = rest.subspan(std::min(kReport, rest.size()))) {
    scans.feed(rest.first(std::min(kReport, rest.size())));
    checkScans(scans);
  }
  finish(scans);
}

void keys(Input input) {
  KeyScans scans(KeyScans::End::Any, KeyScans::AltCodes::Bytes);
  for (std::size_t at = 0; at + 1 < input.size(); at += 2) {
    scans.feed({1, input[at], input[at + 1] % 3});
    checkScans(scans);
  }
  finish(scans);
}

void lines(Input input) {
  LineScans scans(LineScans::End::Any);
  scans.feed(input);
  checkScans(scans);
  finish(scans);
}

}  // namespace

std::vector<std::string> seeds() {
  using namespace std::string_literals;
  // Honeywell's and Access-IS's way: report 2, count, three identifiers, 56 data, two of the maker's.
  const std::string descriptor =
      "\x05\x8C\x09\x02\xA1\x01\x85\x02\x09\x12\xA1\x02\x15\x00\x26\xFF\x00\x75\x08\x95\x01\x05\x01\x09\x3B"
      "\x81\x02"
      "\x05\x8C\x09\xFB\x09\xFC\x09\xFD\x95\x03\x81\x02\x09\xFE\x95\x38\x81\x02\x95\x02\x81\x03\xC0\xC0"s;
  std::string report = "\x02\x05]Q1hello"s;
  report.resize(64);
  return {std::string(1, '\0') + static_cast<char>(descriptor.size()) + descriptor + report,
          "\x01\x2a\x01\x1e\x01\x1e\x00\x2a\x00\x1c\x01\x1c\x00"s,
          "\x02https://example.invalid/1\r\n6901234567892\r", "\x03\xC4\xE3\xBA\xC3\xCA\xC0\xBD\xE7",
          "\x03\\000026A\\\\B\\000029\xBE\xA9"};
}

void run(Input input) {
  if (input.empty()) return;
  const Input rest = input.subspan(1);
  switch (input[0] % 4) {
    case 0:
      return hid(rest);
    case 1:
      return keys(rest);
    case 2:
      return lines(rest);
    default:
      return checkText(rest);
  }
}

}  // namespace doorstep::fuzz
