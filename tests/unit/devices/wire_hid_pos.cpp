#include <doctest/doctest.h>

#include "devices/wire/hid_pos.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::devices::wire;

namespace {

// A reader of 64-byte reports: id 2, count, identifier, 56 data, two bytes of the maker's, flags; beside it a
// report 3 of the trigger.
const Bytes longReports{0x05, 0x8C, 0x09, 0x02, 0xA1, 0x01,                    // bar code scanner
                        0x09, 0x12, 0xA1, 0x02,                                // scanned data report
                        0x85, 0x02, 0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08,  // id 2, bytes
                        0x95, 0x01, 0x05, 0x01, 0x09, 0x3B, 0x81, 0x02,        // byte count
                        0x95, 0x03, 0x05, 0x8C, 0x09, 0xFB, 0x09, 0xFC, 0x09, 0xFD, 0x81,
                        0x02, 0x95, 0x38, 0x09, 0xFE, 0x82, 0x02, 0x01,  // decoded data
                        0x95, 0x02, 0x06, 0x66, 0xFF, 0x09, 0x04, 0x09, 0x00, 0x81, 0x02,
                        0x05, 0x8C, 0x75, 0x01, 0x95, 0x01, 0x09, 0xFF, 0x81, 0x02,  // continued
                        0x95, 0x07, 0x81, 0x03, 0xC0, 0x09, 0x14, 0xA1, 0x02, 0x85, 0x03,
                        0x75, 0x08, 0x95, 0x01, 0x09, 0x60, 0x81, 0x02, 0xC0, 0xC0};

// No ids, no count, no identifier, no flag: eight data bytes.
const Bytes bareReports{0x05, 0x8C, 0x09, 0x02, 0xA1, 0x01, 0x75, 0x08,
                        0x95, 0x08, 0x09, 0xFE, 0x81, 0x02, 0xC0};

const Bytes keyboard{0x05, 0x01, 0x09, 0x06, 0xA1, 0x01, 0x05, 0x07, 0x19, 0xE0, 0x29, 0xE7, 0x15, 0x00, 0x25,
                     0x01, 0x75, 0x01, 0x95, 0x08, 0x81, 0x02, 0x95, 0x01, 0x75, 0x08, 0x81, 0x01, 0x95, 0x06,
                     0x75, 0x08, 0x15, 0x00, 0x25, 0x65, 0x19, 0x00, 0x29, 0x65, 0x81, 0x00, 0xC0};

HidPosLayout layoutOf(const Bytes& descriptor) {
  const auto inputs = parseHidInputs(descriptor);
  REQUIRE(inputs);
  const auto layout = hidPosLayout(*inputs);
  REQUIRE(layout);
  return *layout;
}

Bytes report(std::string_view data, bool more = false, std::string_view aim = "]Q1") {
  Bytes bytes{2, static_cast<std::uint8_t>(data.size())};
  bytes.insert(bytes.end(), aim.begin(), aim.end());
  bytes.resize(5);
  bytes.insert(bytes.end(), data.begin(), data.end());
  bytes.resize(63);
  bytes.push_back(more ? 1 : 0);
  return bytes;
}

std::string take(HidPosScans& scans) {
  const auto scan = scans.take();
  return scan ? std::string(scan->text.reveal()) : "(none)";
}

}  // namespace

TEST_CASE("the report descriptor says where everything lies") {
  const HidPosLayout layout = layoutOf(longReports);
  CHECK(layout.reportId == 2);
  CHECK(layout.length == 64);
  CHECK(layout.longest == 64);
  CHECK(layout.count == 1);
  CHECK(layout.identifier[0] == 2);
  CHECK(layout.identifier[1] == 3);
  CHECK(layout.identifier[2] == 4);
  CHECK(layout.data == 5);
  CHECK(layout.dataLength == 56);
  CHECK(layout.continuedBit == 63 * 8);
  CHECK(layout.otherIds == std::vector<std::uint8_t>{3});

  const HidPosLayout bare = layoutOf(bareReports);
  CHECK(bare.reportId == 0);
  CHECK(bare.length == 8);
  CHECK(bare.data == 0);
  CHECK(bare.dataLength == 8);
  CHECK_FALSE(bare.count);
  CHECK_FALSE(bare.identifier[0]);
  CHECK_FALSE(bare.continuedBit);
}

TEST_CASE("a device that is no bar code scanner has no layout") {
  const auto inputs = parseHidInputs(keyboard);
  REQUIRE(inputs);
  CHECK(inputs->lengths.at(0) == 8);
  CHECK_FALSE(hidPosLayout(*inputs));
  // Decoded data outside a bar code scanner, and such that are no bytes.
  Bytes badge = bareReports;
  badge[3] = 0x01;
  CHECK_FALSE(hidPosLayout(*parseHidInputs(badge)));
  Bytes bits = bareReports;
  bits[7] = 0x04;
  CHECK_FALSE(hidPosLayout(*parseHidInputs(bits)));
}

TEST_CASE("items of every form are understood") {
  // Usages of four bytes with their page, ranges, push and pop, a long item, a physical collection, an array.
  const Bytes descriptor{0x07, 0x02, 0x00, 0x8C, 0x00,              // (global usage page, four bytes: 8C0002)
                         0x05, 0x8C, 0x0B, 0x02, 0x00, 0x8C, 0x00,  // usage 8C/02
                         0xA1, 0x01, 0xFE, 0x02, 0xF0, 0xAA, 0xBB,  // long item of two bytes
                         0xA1, 0x00,                                // physical collection
                         0x85, 0x07, 0x75, 0x08, 0x95, 0x03, 0xA4,  // push
                         0x19, 0xFB, 0x29, 0xFD, 0x81, 0x02,        // identifiers 1 to 3
                         0x05, 0x01, 0x75, 0x04, 0x95, 0x02, 0x81, 0x01, 0xB4,  // a byte of padding, pop
                         0x95, 0x05, 0x0B, 0xFE, 0x00, 0x8C, 0x00, 0x82, 0x02,
                         0x01, 0x95, 0x01, 0x09, 0x30, 0x09, 0x31, 0x81, 0x00,  // one of two usages
                         0x95, 0x02, 0x09, 0x41, 0xB1, 0x02,                    // feature: no input
                         0xC0, 0xC0};
  const HidPosLayout layout = layoutOf(descriptor);
  CHECK(layout.reportId == 7);
  CHECK(layout.identifier[0] == 1);
  CHECK(layout.identifier[2] == 3);
  CHECK(layout.data == 5);
  CHECK(layout.dataLength == 5);
  CHECK(layout.length == 11);
}

TEST_CASE("a broken descriptor is none") {
  for (std::size_t length = 5; length < longReports.size(); ++length) {  // from within the first collection
    CAPTURE(length);
    CHECK_FALSE(parseHidInputs(ByteView(longReports).first(length)));
  }
  const auto broken = [](Bytes bytes) { return !parseHidInputs(bytes).has_value(); };
  CHECK(broken({0xC0}));                                            // an end without a beginning
  CHECK(broken({0xB4}));                                            // a pop without a push
  CHECK(broken({0x85, 0x00}));                                      // report id 0
  CHECK(broken({0x77, 0xFF, 0xFF, 0xFF, 0xFF}));                    // 4 294 967 295 bits
  CHECK(broken({0x97, 0xFF, 0xFF, 0xFF, 0xFF}));                    // so many elements
  CHECK(broken({0x76, 0x00, 0xFF, 0x96, 0x00, 0xFF, 0x81, 0x02}));  // both, somewhat less
  CHECK(broken({0xFE, 0x02}));                                      // a long item cut off
  CHECK(broken({0xFE, 0x02, 0xF0, 0xAA}));
  CHECK(parseHidInputs(Bytes{})->fields.empty());
}

TEST_CASE("a report is a code, several that continue are one") {
  HidPosScans scans(layoutOf(longReports));
  CHECK(scans.feed(report("130101")));
  CHECK_FALSE(scans.pending());
  const auto scan = scans.take();
  REQUIRE(scan);
  CHECK(scan->text.reveal() == "130101");
  CHECK(scan->symbology == Symbology::QrCode);

  const std::string part(56, 'x');
  CHECK(scans.feed(report(part, true, "]L2")));
  CHECK(scans.pending());
  CHECK(take(scans) == "(none)");
  CHECK(scans.feed(report(part, true, "]L2")));
  CHECK(scans.feed(report("end", false, "]L2")));
  const auto joined = scans.take();
  REQUIRE(joined);
  CHECK(joined->text.reveal() == part + part + "end");
  CHECK(joined->symbology == Symbology::Pdf417);
}

TEST_CASE("a character that is cut in two by a report's end is whole again, and bytes stay bytes") {
  HidPosScans scans(layoutOf(longReports));
  const std::string text = std::string(55, 'x') + "京";
  CHECK(scans.feed(report(text.substr(0, 56), true)));
  CHECK(scans.feed(report(text.substr(56))));
  CHECK(take(scans) == text);
  CHECK(scans.feed(report(std::string_view("\0\xFF\0", 3))));
  const auto binary = scans.take();
  REQUIRE(binary);
  CHECK(binary->bytes == PersonalBytes{std::byte{0}, std::byte{0xFF}, std::byte{0}});
  CHECK(binary->text.empty());
}

TEST_CASE("codes scanned one after the other are as many") {
  HidPosScans scans(layoutOf(longReports));
  CHECK(scans.feed(report("1")));
  CHECK(scans.feed(report("1")));
  CHECK(scans.feed(report("")));  // nothing in it
  CHECK(take(scans) == "1");
  CHECK(take(scans) == "1");
  CHECK(take(scans) == "(none)");
}

TEST_CASE("reports that make no sense are refused, those about something else pass") {
  HidPosScans scans(layoutOf(longReports));
  CHECK(scans.feed(Bytes{3, 1}));
  CHECK_FALSE(scans.feed(Bytes{}));
  CHECK_FALSE(scans.feed(Bytes{4, 1}));
  CHECK_FALSE(scans.feed(ByteView(report("1")).first(63)));
  Bytes tooMany = report("1");
  tooMany[1] = 57;
  CHECK_FALSE(scans.feed(tooMany));
  CHECK(take(scans) == "(none)");
  CHECK(scans.feed(report("1", true)));
  CHECK_FALSE(scans.feed(tooMany));  // in the middle of a code: it is lost
  CHECK_FALSE(scans.pending());
  CHECK(scans.feed(report("1", true)));
  CHECK_FALSE(scans.quiet());  // the promised report does not come
  CHECK(scans.quiet());
}

TEST_CASE("a code without end is refused") {
  HidPosScans scans(layoutOf(longReports));
  bool sense = true;
  int reports = 0;
  while (sense && reports < 1000) {
    sense = scans.feed(report(std::string(56, 'x'), true));
    ++reports;
  }
  CHECK(reports == 147);  // 146 hold 8176 bytes
}

TEST_CASE("reports without id, count and identifier") {
  HidPosScans scans(layoutOf(bareReports));
  const auto feed = [&scans](std::string_view text) {
    Bytes bytes(text.begin(), text.end());
    bytes.resize(8);
    return scans.feed(bytes);
  };
  CHECK(feed("]d21234"));
  const auto scan = scans.take();
  REQUIRE(scan);
  CHECK(scan->text.reveal() == "1234");
  CHECK(scan->symbology == Symbology::DataMatrix);
  CHECK(feed("12345678"));
  CHECK(take(scans) == "12345678");
}
