#pragma once

#include <cmath>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <unistd.h>

#include "devices/imaging/picture.h"
#include "devices/imaging/portrait.h"

// What the imaging and camera tests share.
namespace doorstep::devices::test {

// A folder of this test's own, gone with it.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "doorstep-test-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// How many handles this process has on anything below `folder`, deleted or not.
inline int handlesBelow(const std::filesystem::path& folder) {
  int handles = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code closedMeanwhile;
    const auto target = std::filesystem::read_symlink(entry.path(), closedMeanwhile).string();
    if (target.rfind(folder.string(), 0) == 0) ++handles;
  }
  return handles;
}

// One colour all over; a test tells pictures apart by it.
inline Frame plainFrame(int width, int height, std::uint8_t blue, std::uint8_t green, std::uint8_t red) {
  auto bytes = std::make_shared<Pixels>();
  for (int pixel = 0; pixel < width * height; ++pixel) bytes->insert(bytes->end(), {blue, green, red});
  return {width, height, width * 3, bytes};
}

// As a careful program does it: a finished file is renamed into place.
inline void writeFile(const std::filesystem::path& file, const PersonalBytes& bytes) {
  const auto unfinished = std::filesystem::path(file.string() + ".part");
  std::ofstream(unfinished, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  std::filesystem::rename(unfinished, file);
}
inline void writePicture(const std::filesystem::path& file, const Frame& frame) {
  const auto jpeg = encodeJpeg(frame, 90);
  REQUIRE(jpeg);
  writeFile(file, *jpeg);
}

// The blue of the middle pixel, near enough for JPEG.
inline int blueOf(const Frame& frame) {
  return frame.bgr->at(static_cast<std::size_t>(frame.height / 2) * frame.stride + frame.width / 2 * 3);
}
inline bool near(int value, int expected) {
  return value > expected - 6 && value < expected + 6;
}

// The picture turned clockwise about its middle, white around it; the nearest pixel is near enough.
inline Frame turned(const Frame& frame, double degrees) {
  const double angle = degrees * std::numbers::pi / 180, cosine = std::cos(angle), sine = std::sin(angle);
  auto bytes = std::make_shared<Pixels>(static_cast<std::size_t>(frame.width) * frame.height * 3, 255);
  auto out = bytes->begin();
  for (int y = 0; y < frame.height; ++y)
    for (int x = 0; x < frame.width; ++x, out += 3) {
      const double across = x - frame.width / 2.0, down = y - frame.height / 2.0;
      const auto fromX = std::lround(frame.width / 2.0 + across * cosine + down * sine);
      const auto fromY = std::lround(frame.height / 2.0 - across * sine + down * cosine);
      if (fromX < 0 || fromX >= frame.width || fromY < 0 || fromY >= frame.height) continue;
      std::copy_n(frame.bgr->begin() + fromY * frame.stride + fromX * 3, 3, out);
    }
  return {frame.width, frame.height, frame.width * 3, bytes};
}

// Sitter number `i` of a mixed crowd: every third year of age, every face, half of them women, a quarter with
// glasses.
inline Sitter sitterNumber(unsigned i) {
  return {i + 1, 19 + static_cast<int>(i * 7 % 60), i % 2 == 1, i % 4 == 3};
}

}  // namespace doorstep::devices::test
