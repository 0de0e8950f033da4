#include <algorithm>

#include <fcntl.h>

#include "devices/imaging/barcodes.h"
#include "tests/unit/devices/barcode_pictures.h"
#include "tests/unit/devices/imaging_rig.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::devices::test;

namespace {

// 驾驶证 in GBK; no character set would take it for UTF-8.
const std::string kGbk = "\xbc\xdd\xca\xbb\xd6\xa4";

std::string textOf(const std::vector<Barcode>& codes) {
  return codes.size() == 1 ? std::string(codes[0].text.reveal()) : std::to_string(codes.size()) + " codes";
}

std::string bytesOf(const Barcode& code) {
  return {reinterpret_cast<const char*>(code.bytes.data()), code.bytes.size()};
}

std::span<const std::byte> raw(const std::string& text) {
  return std::as_bytes(std::span(text));
}

// What is read of one code, laid down and seen like this.
std::string readAs(PlacedCode placed, const Sight& sight = {}) {
  return textOf(readBarcodes(photographed({std::move(placed)}, sight)));
}

}  // namespace

TEST_CASE("every kind of code that papers bear is read, with its kind, its bytes and its place") {
  const std::pair<const char*, const char*> codes[] = {
      {"qr-code", "https://example.invalid/?vinCode=990021900000243"},
      {"data-matrix", "LSVAA99A9A2990017"},
      {"code-128", "9901011234567890"},
      {"code-39", "9900012345678"},
      {"pdf417", "990100-17/2026"},
      {"ean-13", "6901234567892"},
      {"aztec", "seat 12"}};
  for (const auto& [name, text] : codes) {
    const std::string format = name;
    CAPTURE(format);
    const auto read = readBarcodes(photographed({{.code = drawnCode(format, text)}}));
    REQUIRE(read.size() == 1);
    CHECK(read[0].format == format);
    CHECK(read[0].text.reveal() == text);
    CHECK(bytesOf(read[0]) == text);
    CHECK(read[0].charset == "ASCII");
    CHECK(read[0].engine == BarcodeEngine::Zxing);
    CHECK(read[0].milliseconds > 0);
    REQUIRE(read[0].corners.size() == 4);
    for (const auto& corner : read[0].corners) {
      CHECK(std::abs(corner.x - 640) < 400);
      CHECK(std::abs(corner.y - 480) < 400);
    }
    CHECK(read[0].corners[0].x < read[0].corners[1].x);  // top left, then top right
  }
}

TEST_CASE("Chinese is told apart by its bytes, or by what the code says") {
  const auto gbk = readBarcodes(photographed({{.code = drawnQr(raw(kGbk))}}));
  REQUIRE(gbk.size() == 1);
  CHECK(gbk[0].text.reveal() == "驾驶证");
  CHECK(gbk[0].charset == "GBK");
  CHECK(bytesOf(gbk[0]) == kGbk);

  const std::string name = "张三丰 鲁D12345";
  const auto utf8 = readBarcodes(photographed({{.code = drawnQr(raw(name))}}));
  REQUIRE(utf8.size() == 1);
  CHECK(utf8[0].text.reveal() == name);
  CHECK(utf8[0].charset == "UTF-8");

  for (const bool asGbk : {false, true}) {
    CAPTURE(asGbk);
    const auto named = readBarcodes(photographed({{.code = drawnCode("qr-code", name, asGbk)}}));
    REQUIRE(named.size() == 1);
    CHECK(named[0].text.reveal() == name);
    CHECK(named[0].charset == (asGbk ? "GB2312" : "UTF-8"));
  }
}

TEST_CASE("bytes that are no text stay bytes") {
  const std::string bytes("\x00\x01\xff\xfe\x80\x00", 6);
  const auto read = readBarcodes(photographed({{.code = drawnQr(raw(bytes))}}));
  REQUIRE(read.size() == 1);
  CHECK(bytesOf(read[0]) == bytes);
  CHECK(read[0].text.empty());
  CHECK(read[0].charset.empty());
}

TEST_CASE("a code is read turned, blurred, in the dark, small, under a lamp and on a bottle") {
  const DrawnCode qr = drawnCode("qr-code", "117321900000243"),
                  bars = drawnCode("code-128", "9901011234567890");
  for (const double angle : {33.0, 90.0, 180.0, 270.0}) {
    CAPTURE(angle);
    CHECK(readAs({.code = qr, .angle = angle}) == "117321900000243");
    CHECK(readAs({.code = bars, .angle = angle}) == "9901011234567890");
  }
  CHECK(readAs({.code = qr}, {.blur = 1.6}) == "117321900000243");
  CHECK(readAs({.code = bars}, {.blur = 1.6}) == "9901011234567890");
  CHECK(readAs({.code = qr, .module = 6}, {.light = 0.12}) == "117321900000243");
  CHECK(readAs({.code = bars, .module = 5}, {.light = 0.15}) == "9901011234567890");
  CHECK(readAs({.code = bars, .module = 1.6}) == "9901011234567890");
  CHECK(readAs({.code = qr, .module = 6}, {.gloss = 0.15}) == "117321900000243");
  CHECK(readAs({.code = bars, .curve = 0.8}) == "9901011234567890");
}

TEST_CASE("bars that stand askew are placed where they are in the picture") {
  const auto read = readBarcodes(
      photographed({{.code = drawnCode("code-128", "9901011234567890"), .x = 0.35, .y = 0.4, .angle = 30}}));
  REQUIRE(read.size() == 1);
  REQUIRE(read[0].corners.size() == 4);
  int x = 0, y = 0;
  for (const auto& corner : read[0].corners) {
    x += corner.x / 4;
    y += corner.y / 4;
  }
  CHECK(std::abs(x - 448) < 60);
  CHECK(std::abs(y - 384) < 60);
}

TEST_CASE("all codes of a picture are read, also two of a kind") {
  const auto texts = [](const Frame& frame) {
    std::vector<std::string> all;
    for (const auto& code : readBarcodes(frame)) all.emplace_back(code.text.reveal());
    std::sort(all.begin(), all.end());
    return all;
  };
  CHECK(texts(photographed({{.code = drawnCode("qr-code", "one"), .x = 0.25},
                            {.code = drawnCode("code-128", "990101"), .x = 0.7}})) ==
        std::vector<std::string>{"990101", "one"});
  CHECK(texts(photographed({{.code = drawnCode("qr-code", "one"), .x = 0.25},
                            {.code = drawnCode("qr-code", "two"), .x = 0.75}})) ==
        std::vector<std::string>{"one", "two"});
}

// ZXing 1.4.0 ended the program on an assertion when it read such a code in two sizes of a picture.
TEST_CASE("a large linear code is one code") {
  for (const unsigned seed : {1U, 2U, 3U, 4U})
    for (const double module : {3.0, 4.0, 5.0})
      CHECK(readAs({.code = drawnCode("code-128", "9901011234567890"), .module = module}, {.seed = seed}) ==
            "9901011234567890");
}

// Asked to, zbar sends what it reads to the system's D-Bus (zbarimg does), and complains where there is none.
TEST_CASE("what only zbar reads is read, and told to nobody else") {
  const Folder folder;
  const std::string said = (folder / "said").string();
  const auto frame = photographed({{.code = drawnCode("code-128", "9901011234567890"), .module = 1.4}});
  const int before = ::dup(STDERR_FILENO), file = ::creat(said.c_str(), 0600);
  ::dup2(file, STDERR_FILENO);
  const auto codes = readBarcodes(frame);
  ::dup2(before, STDERR_FILENO);
  ::close(file);
  ::close(before);
  REQUIRE(codes.size() == 1);
  CHECK(codes[0].engine == BarcodeEngine::Zbar);
  CHECK(codes[0].text.reveal() == "9901011234567890");
  CHECK(codes[0].format == "code-128");
  CHECK(codes[0].corners.size() == 4);
  CHECK(std::filesystem::file_size(said) == 0);
}

TEST_CASE("nothing is read where there is nothing") {
  CHECK(readBarcodes(Frame{}).empty());
  CHECK(readBarcodes(plainFrame(1, 1, 0, 0, 0)).empty());
  CHECK(readBarcodes(plainFrame(640, 480, 160, 160, 160)).empty());
  CHECK(readBarcodes(photographed({}, {.noise = 40})).empty());
}

TEST_CASE("a picture file is read, and one that is none is named") {
  const Folder folder;
  writePicture(folder / "code.jpg", photographed({{.code = drawnCode("qr-code", "in a file")}}));
  const auto read = readBarcodes((folder / "code.jpg").string());
  REQUIRE(read);
  CHECK(textOf(*read) == "in a file");

  std::ofstream(folder / "text.jpg") << "this is no picture";
  const auto broken = readBarcodes((folder / "text.jpg").string());
  REQUIRE_FALSE(broken);
  CHECK(broken.error().code == "camera.picture-unreadable");
  CHECK(broken.error().detail.find("text.jpg") != std::string::npos);
}
