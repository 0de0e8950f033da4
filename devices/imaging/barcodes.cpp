#include "devices/imaging/barcodes.h"

#include <opencv2/imgproc.hpp>

#include "devices/imaging/barcode_engines.h"
#include "devices/imaging/picture.h"
#include "devices/imaging/picture_mat.h"

namespace doorstep::devices {
namespace {

// Both engines on one picture.
std::vector<Barcode> readGrey(const cv::Mat& grey) {
  const GreyPicture picture{grey.data, grey.cols, grey.rows};
  auto codes = readWithZxing(picture);
  return codes.empty() ? readWithZbar(picture) : codes;
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
  auto codes = readGrey(grey);
  const std::chrono::duration<double, std::milli> taken = Clock::now() - begun;
  for (auto& code : codes) code.milliseconds = taken.count();
  return codes;
}

Outcome<std::vector<Barcode>> readBarcodes(const std::string& pictureFile) {
  const auto frame = loadPicture(pictureFile);
  if (!frame) return tl::unexpected(frame.error());
  return readBarcodes(*frame);
}

}  // namespace doorstep::devices
