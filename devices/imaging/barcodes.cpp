#include "devices/imaging/barcodes.h"

#include <cmath>

#include <opencv2/imgproc.hpp>

#include "devices/imaging/barcode_engines.h"
#include "devices/imaging/picture.h"
#include "devices/imaging/picture_mat.h"

namespace doorstep::devices {
namespace {

// A picture to be read, and the way back from its px to the frame's.
struct Attempt {
  cv::Mat grey;
  cv::Matx23d back{1, 0, 0, 0, 1, 0};
};

// Averages the noise of a dark picture away.
Attempt halved(const cv::Mat& grey) {
  Attempt attempt{{}, {2, 0, 0.5, 0, 2, 0.5}};
  cv::resize(grey, attempt.grey, {}, 0.5, 0.5, cv::INTER_AREA);
  return attempt;
}

// Out of focus, or modules of hardly more than a pixel.
Attempt sharpened(const cv::Mat& grey) {
  Attempt attempt;
  cv::GaussianBlur(grey, attempt.grey, {}, 3);
  cv::addWeighted(grey, 2.5, attempt.grey, -1.5, 0, attempt.grey);
  return attempt;
}

// The engines look along rows and columns: bars that stand askew cross none of them from end to end.
Attempt turned(const cv::Mat& grey, double degrees) {
  const double width = grey.cols, height = grey.rows;
  cv::Mat turn = cv::getRotationMatrix2D({grey.cols / 2.0F, grey.rows / 2.0F}, degrees, 1);
  const double along = std::abs(turn.at<double>(0, 0)), across = std::abs(turn.at<double>(0, 1));
  const double wide = width * along + height * across, high = width * across + height * along;
  turn.at<double>(0, 2) += (wide - width) / 2;
  turn.at<double>(1, 2) += (high - height) / 2;
  Attempt attempt;
  cv::Mat back;
  cv::invertAffineTransform(turn, back);
  attempt.back = back;
  cv::warpAffine(grey, attempt.grey, turn, {cvRound(wide), cvRound(high)}, cv::INTER_LINEAR,
                 cv::BORDER_CONSTANT, 255);
  return attempt;
}

// The picture as it is, then what makes codes readable that were not, the cheapest first. Each of them earns
// its time on the drawn corpus of tests/bench/barcodes; twice the size and more contrast did not.
const std::vector<Attempt (*)(const cv::Mat&)>& attempts() {
  static const std::vector<Attempt (*)(const cv::Mat&)> all{
      [](const cv::Mat& grey) { return Attempt{grey}; },
      halved,
      sharpened,
      [](const cv::Mat& grey) { return turned(grey, 30); },
      [](const cv::Mat& grey) { return turned(grey, 60); },
  };
  return all;
}

std::vector<Barcode> read(const Attempt& attempt) {
  const GreyPicture picture{attempt.grey.data, attempt.grey.cols, attempt.grey.rows};
  auto codes = readWithZxing(picture);
  if (codes.empty()) codes = readWithZbar(picture);
  for (auto& code : codes)
    for (auto& corner : code.corners) {
      const auto there = attempt.back * cv::Vec3d(corner.x, corner.y, 1);
      corner = {cvRound(there[0]), cvRound(there[1])};
    }
  return codes;
}

}  // namespace

std::string_view word(BarcodeEngine engine) {
  return engine == BarcodeEngine::Zxing ? "zxing" : "zbar";
}

std::vector<Barcode> readBarcodes(const Frame& frame) {
  if (frame.width <= 0 || frame.height <= 0 || !frame.bgr) return {};
  const auto begun = Clock::now();
  cv::Mat grey;
  cv::cvtColor(viewOf(frame), grey, cv::COLOR_BGR2GRAY);
  constexpr int kLeast = 8;  // px; nothing smaller holds a code, and halving it leaves nothing
  if (grey.cols < kLeast || grey.rows < kLeast) return {};
  for (const auto& attempt : attempts()) {
    auto codes = read(attempt(grey));
    if (codes.empty()) continue;
    const std::chrono::duration<double, std::milli> taken = Clock::now() - begun;
    for (auto& code : codes) code.milliseconds = taken.count();
    return codes;
  }
  return {};
}

Outcome<std::vector<Barcode>> readBarcodes(const std::string& pictureFile) {
  const auto frame = loadPicture(pictureFile);
  if (!frame) return tl::unexpected(frame.error());
  return readBarcodes(*frame);
}

}  // namespace doorstep::devices
