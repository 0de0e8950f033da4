#include "devices/imaging/picture.h"
#include "tests/unit/devices/imaging_rig.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::devices::test;

TEST_CASE("a picture survives a file") {
  const Folder folder;
  writePicture(folder / "blue.jpg", plainFrame(31, 17, 200, 40, 20));
  const auto frame = loadPicture((folder / "blue.jpg").string());
  REQUIRE(frame);
  CHECK(frame->width == 31);
  CHECK(frame->height == 17);
  CHECK(frame->stride == 31 * 3);
  CHECK(frame->bgr->size() == std::size_t{31} * 17 * 3);
  CHECK(near(blueOf(*frame), 200));
}

TEST_CASE("what is no picture is said, with the file's name") {
  const Folder folder;
  const auto missing = loadPicture((folder / "nothing.jpg").string());
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == "camera.picture-unreadable");
  CHECK(missing.error().detail.find("nothing.jpg") != std::string::npos);

  writeFile(folder / "empty.jpg", {});
  CHECK(loadPicture((folder / "empty.jpg").string()).error().code == "camera.picture-unreadable");

  std::ofstream(folder / "text.jpg") << "this is no picture";
  CHECK(loadPicture((folder / "text.jpg").string()).error().code == "camera.picture-unreadable");

  auto cut = *encodeJpeg(plainFrame(64, 64, 1, 2, 3), 90);
  cut.resize(cut.size() / 4);
  writeFile(folder / "cut.jpg", cut);
  CHECK(loadPicture((folder / "cut.jpg").string()).error().code == "camera.picture-unreadable");

  CHECK(loadPicture(folder.path().string()).error().code == "camera.picture-unreadable");
  CHECK(encodeJpeg(Frame{}, 90).error().code == "camera.picture-unreadable");
}

TEST_CASE("the JFIF header states the density that was asked for") {
  const Frame frame = plainFrame(40, 40, 9, 9, 9);
  const auto unstated = *encodeJpeg(frame, 80), stated = *encodeJpeg(frame, 80, 300);
  const auto at = [](const PersonalBytes& jpeg, std::size_t offset) {
    return std::to_integer<int>(jpeg.at(offset));
  };
  CHECK(at(stated, 13) == 1);  // dots per inch
  CHECK(at(stated, 14) * 256 + at(stated, 15) == 300);
  CHECK(at(stated, 16) * 256 + at(stated, 17) == 300);
  CHECK(at(unstated, 13) == 0);
  CHECK(stated.size() == unstated.size());
  CHECK(decodePicture(stated));
}

TEST_CASE("a picture that promises too much is refused before it takes memory") {
  // The header of a PNG of 60000 x 60000 px: three lines of a file, eleven gigabytes of pixels.
  constexpr std::string_view png("\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR\0\0\xEA\x60\0\0\xEA\x60\x08\x02\0\0\0", 29);
  const auto huge = decodePicture(std::as_bytes(std::span(png)));
  REQUIRE_FALSE(huge);
  CHECK(huge.error() == Problem{"camera.picture-unreadable", "too large: 60000 x 60000"});
  // The same in a JPEG, behind a comment and a fill byte, and in a BMP whose first row is the upper one.
  constexpr std::string_view jpeg("\xFF\xD8\xFF\xFE\0\4ab\xFF\xFF\xC2\0\x11\x08\xEA\x60\xEA\x60\3", 19);
  CHECK(decodePicture(std::as_bytes(std::span(jpeg))).error().detail == "too large: 60000 x 60000");
  constexpr std::string_view bmp(
      "BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x60\xEA\0\0\xA0\x15\xFF\xFF\1\0\x18\0", 30);
  CHECK(decodePicture(std::as_bytes(std::span(bmp))).error().detail == "too large: 60000 x 60000");
}

TEST_CASE("only the kinds of picture that are wanted reach a decoder") {
  constexpr std::string_view ppm("P6 1 1 255\nabc");
  const auto other = decodePicture(std::as_bytes(std::span(ppm)));
  REQUIRE_FALSE(other);
  CHECK(other.error() == Problem{"camera.picture-unreadable", "neither JPEG, PNG nor BMP"});
}
