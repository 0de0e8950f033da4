#include "devices/imaging/picture.h"

#include <array>
#include <cstring>
#include <fstream>
#include <sstream>

#include <opencv2/imgcodecs.hpp>

#include "devices/imaging/picture_header.h"
#include "devices/imaging/picture_mat.h"

namespace doorstep::devices {

namespace {

// The largest document cameras have 16 million.
constexpr std::uint64_t kMostPixels = 40'000'000;

// A JPEG of libjpeg starts with SOI and a JFIF segment; its density fields stand at fixed offsets
// (ITU-T T.871, 10.1): 13 unit (1 = dots per inch), 14 and 16 horizontal and vertical, high byte first.
void stateDensity(std::vector<std::uint8_t>& jpeg, int dpi) {
  static constexpr std::array<std::uint8_t, 5> kJfif{'J', 'F', 'I', 'F', 0};
  if (jpeg.size() < 20 || std::memcmp(jpeg.data() + 6, kJfif.data(), kJfif.size()) != 0) return;
  const auto high = static_cast<std::uint8_t>(dpi >> 8), low = static_cast<std::uint8_t>(dpi & 0xff);
  jpeg[13] = 1;
  jpeg[14] = jpeg[16] = high;
  jpeg[15] = jpeg[17] = low;
}

}  // namespace

Outcome<Frame> decodePicture(std::span<const std::byte> bytes) {
  if (bytes.empty()) return problem("camera.picture-unreadable", "no bytes");
  const auto stated = statedSize(bytes);
  if (!stated) return problem("camera.picture-unreadable", "neither JPEG, PNG nor BMP");
  if (std::uint64_t{stated->width} * stated->height > kMostPixels)
    return problem("camera.picture-unreadable",
                   "too large: " + std::to_string(stated->width) + " x " + std::to_string(stated->height));
  cv::Mat decoded;
  try {
    const cv::Mat encoded(1, static_cast<int>(bytes.size()), CV_8UC1, const_cast<std::byte*>(bytes.data()));
    decoded = cv::imdecode(encoded, cv::IMREAD_COLOR);
  } catch (const cv::Exception& error) {
    return problem("camera.picture-unreadable", error.err);
  }
  if (decoded.empty()) return problem("camera.picture-unreadable", "damaged");
  NewFrame frame(decoded.cols, decoded.rows);
  decoded.copyTo(frame.pixels);
  return frame.frame();
}

Outcome<Frame> loadPicture(const std::string& file) {
  const std::ifstream in(file, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  if (!in.is_open() || content.bad()) return problem("camera.picture-unreadable", file + ": cannot be read");
  auto frame = decodePicture(std::as_bytes(std::span(content.view())));
  if (!frame) return problem("camera.picture-unreadable", file + ": " + frame.error().detail);
  return frame;
}

Outcome<PersonalBytes> encodeJpeg(const Frame& frame, int quality, int dpi) {
  if (frame.width <= 0 || frame.height <= 0) return problem("camera.picture-unreadable", "an empty frame");
  // Room for any JPEG of this size: OpenCV's vector must not grow, what it leaves behind is not wiped.
  std::vector<std::uint8_t> jpeg;
  jpeg.reserve(static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height) * 3 + 65536);
  cv::imencode(".jpg", viewOf(frame), jpeg, {cv::IMWRITE_JPEG_QUALITY, quality});
  if (dpi > 0) stateDensity(jpeg, dpi);
  const auto bytes = std::as_bytes(std::span(jpeg));
  PersonalBytes result(bytes.begin(), bytes.end());
  explicit_bzero(jpeg.data(), jpeg.size());
  return result;
}

}  // namespace doorstep::devices
