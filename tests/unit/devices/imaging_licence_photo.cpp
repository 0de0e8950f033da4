#include <map>

#include "devices/imaging/photo_check.h"
#include "tests/unit/devices/imaging_rig.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::devices::test;

namespace {

using Jpeg = PersonalBytes;

// Read from the bytes by ITU-T T.81 and T.871, not by the library that wrote them.
struct JpegFacts {
  int width = 0, height = 0, channels = 0, bits = 0;
  int densityUnit = -1, densityX = 0, densityY = 0;
  int firstLumaStep = 0;  // the DC entry of quantisation table 0
};

int byteAt(const Jpeg& jpeg, std::size_t offset) {
  return std::to_integer<int>(jpeg.at(offset));
}
int wordAt(const Jpeg& jpeg, std::size_t offset) {
  return byteAt(jpeg, offset) * 256 + byteAt(jpeg, offset + 1);
}

JpegFacts factsOf(const Jpeg& jpeg) {
  JpegFacts facts;
  REQUIRE(wordAt(jpeg, 0) == 0xffd8);
  for (std::size_t at = 2; wordAt(jpeg, at) != 0xffda; at += 2 + wordAt(jpeg, at + 2)) {
    const int marker = wordAt(jpeg, at);
    if (marker == 0xffe0) {
      facts.densityUnit = byteAt(jpeg, at + 11);
      facts.densityX = wordAt(jpeg, at + 12);
      facts.densityY = wordAt(jpeg, at + 14);
    } else if (marker == 0xffc0) {
      facts.bits = byteAt(jpeg, at + 4);
      facts.height = wordAt(jpeg, at + 5);
      facts.width = wordAt(jpeg, at + 7);
      facts.channels = byteAt(jpeg, at + 9);
    } else if (marker == 0xffdb && byteAt(jpeg, at + 4) == 0) {
      facts.firstLumaStep = byteAt(jpeg, at + 5);
    }
  }
  return facts;
}

PhotoVerdict wholeFrame(const Frame& frame) {
  PhotoVerdict verdict;
  verdict.crop = {0, 0, frame.width, frame.height};
  return verdict;
}

// Grain of the given strength over grey: how much there is to compress.
Frame grainFrame(int width, int height, int strength) {
  auto bytes = std::make_shared<Pixels>();
  std::uint32_t state = 1;
  for (int i = 0; i < width * height * 3; ++i) {
    state = state * 1664525u + 1013904223u;
    bytes->push_back(
        static_cast<std::uint8_t>(128 + static_cast<int>((state >> 24) % (2 * strength + 1)) - strength));
  }
  return {width, height, width * 3, bytes};
}

}  // namespace

TEST_CASE("licence photos are what the register takes") {
  auto check = PhotoCheck::create();
  REQUIRE(check);
  int photos = 0;
  std::size_t least = 1'000'000, most = 0;
  for (unsigned i = 0; i < 30; ++i) {
    const Scene scene = sceneOf(SceneKind::Good, i % 2 == 0 ? 1280 : 800, i % 2 == 0 ? 960 : 600, i);
    const auto frame = drawPortrait(sitterNumber(i), scene).frame;
    const auto verdict = check->judge(frame);
    if (!verdict.good()) continue;
    const auto jpeg = licencePhotoJpeg(frame, verdict);
    REQUIRE(jpeg);
    ++photos;
    const auto facts = factsOf(*jpeg);
    CHECK(facts.width == 260);
    CHECK(facts.height == 378);
    CHECK(facts.channels == 3);
    CHECK(facts.bits == 8);
    CHECK(facts.densityUnit == 1);
    CHECK(facts.densityX == 300);
    CHECK(facts.densityY == 300);
    CHECK(facts.firstLumaStep <= 10);  // 16 x 0.6 at quality 70
    least = std::min(least, jpeg->size());
    most = std::max(most, jpeg->size());
  }
  MESSAGE(photos << " photos of " << least << " to " << most << " bytes");
  CHECK(photos >= 28);
  CHECK(least >= 14 * 1024);
  CHECK(most <= 30 * 1000);
}

TEST_CASE("a photo is not mirrored") {
  auto frame = plainFrame(520, 756, 255, 255, 255);
  auto bytes = std::make_shared<Pixels>(*grainFrame(520, 756, 20).bgr);
  for (int y = 0; y < 756; ++y)
    for (int x = 0; x < 100; ++x)
      bytes->at(static_cast<std::size_t>(y) * frame.stride + x * 3) = 255;  // blue at the left
  frame.bgr = bytes;
  const auto jpeg = licencePhotoJpeg(frame, wholeFrame(frame));
  REQUIRE(jpeg);
  const auto photo = decodePicture(*jpeg);
  REQUIRE(photo);
  const std::size_t row = static_cast<std::size_t>(189) * photo->stride;
  CHECK(photo->bgr->at(row + 20 * 3) > 200);
  CHECK(photo->bgr->at(row + 240 * 3) < 200);
}

TEST_CASE("a photo of the wrong size is refused, not stuffed") {
  const Frame plain = plainFrame(520, 756, 200, 200, 200);
  const auto tooSmall = licencePhotoJpeg(plain, wholeFrame(plain));
  REQUIRE_FALSE(tooSmall);
  CHECK(tooSmall.error().code == "camera.photo-size");

  const Frame wild = grainFrame(260, 378, 127);
  const auto tooLarge = licencePhotoJpeg(wild, wholeFrame(wild));
  REQUIRE_FALSE(tooLarge);
  CHECK(tooLarge.error().code == "camera.photo-size");
}

TEST_CASE("no head in the frame, no photo") {
  const Frame frame = plainFrame(640, 480, 240, 240, 240);
  CHECK(licencePhotoJpeg(frame, PhotoVerdict{}).error().code == "camera.photo-no-head");
  PhotoVerdict outside;
  outside.crop = {500, 100, 260, 378};
  CHECK(licencePhotoJpeg(frame, outside).error().code == "camera.photo-no-head");
}
