#include "tests/unit/devices/barcode_pictures.h"

#include <cmath>
#include <map>
#include <memory>
#include <stdexcept>

#include <ZXing/BitMatrix.h>
#include <ZXing/CharacterSet.h>
#include <ZXing/MultiFormatWriter.h>
#include <ZXing/TextUtfEncoding.h>
#include <opencv2/imgproc.hpp>
#include <qrencode.h>

#include "devices/imaging/picture_mat.h"

namespace doorstep::devices::test {
namespace {

constexpr int kFine = 8;  // px a module of the drawing
constexpr int kPaper = 235, kInk = 25, kDesk = 120;

ZXing::BarcodeFormat formatNamed(const std::string& name) {
  using enum ZXing::BarcodeFormat;
  static const std::map<std::string, ZXing::BarcodeFormat> formats{
      {"aztec", Aztec},    {"codabar", Codabar},  {"code-39", Code39},
      {"code-93", Code93}, {"code-128", Code128}, {"data-matrix", DataMatrix},
      {"ean-8", EAN8},     {"ean-13", EAN13},     {"interleaved-2-of-5", ITF},
      {"pdf417", PDF417},  {"qr-code", QRCode},   {"upc-a", UPCA}};
  return formats.at(name);
}

bool linear(const DrawnCode& code) {
  return code.height == 1;
}

// The code on its own white paper, quiet zone included.
cv::Mat paperOf(const DrawnCode& code) {
  const int quiet = linear(code) ? 10 : 4;
  const int rows = linear(code) ? std::max(20, code.width / 4) : code.height;
  cv::Mat fine((rows + 2 * quiet) * kFine, (code.width + 2 * quiet) * kFine, CV_8UC1, kPaper);
  for (int x = 0; x < code.width; ++x)
    for (int y = 0; y < code.height; ++y)
      if (code.black[static_cast<std::size_t>(y * code.width + x)])
        fine(cv::Rect((x + quiet) * kFine, (y + quiet) * kFine, kFine, linear(code) ? rows * kFine : kFine)) =
            kInk;
  return fine;
}

// Seen from the front, paper around an upright cylinder narrows towards its sides and darkens there.
cv::Mat curved(const cv::Mat& paper, double half) {
  if (half <= 0) return paper;
  const double radius = paper.cols / (2 * half);
  const int width = static_cast<int>(2 * radius * std::sin(half));
  cv::Mat fromX(paper.rows, width, CV_32F), fromY(paper.rows, width, CV_32F),
      shade(paper.rows, width, CV_32F);
  for (int x = 0; x < width; ++x) {
    const double around = std::asin((x - width / 2.0) / radius);
    for (int y = 0; y < paper.rows; ++y) {
      fromX.at<float>(y, x) = static_cast<float>(around * radius + paper.cols / 2.0);
      fromY.at<float>(y, x) = static_cast<float>(y + (std::cos(around) - 1) * radius * 0.15);
      shade.at<float>(y, x) = static_cast<float>(0.25 + 0.75 * std::cos(around));
    }
  }
  cv::Mat bent;
  cv::remap(paper, bent, fromX, fromY, cv::INTER_LINEAR, cv::BORDER_CONSTANT, kPaper);
  bent.convertTo(bent, CV_32F);
  bent = bent.mul(shade);
  bent.convertTo(bent, CV_8U);
  return bent;
}

// Lays the paper on the desk; returns the place it covers when it lies straight.
cv::Size lay(const PlacedCode& placed, cv::Mat& desk) {
  const cv::Mat fine = curved(paperOf(placed.code), placed.curve);
  cv::Mat paper;
  const double scale = placed.module / kFine;
  cv::resize(fine, paper, {}, scale, scale, cv::INTER_AREA);
  cv::Mat turn = cv::getRotationMatrix2D({paper.cols / 2.0F, paper.rows / 2.0F}, placed.angle, 1);
  turn.at<double>(0, 2) += placed.x * desk.cols - paper.cols / 2.0;
  turn.at<double>(1, 2) += placed.y * desk.rows - paper.rows / 2.0;
  cv::warpAffine(paper, desk, turn, desk.size(), cv::INTER_LINEAR, cv::BORDER_TRANSPARENT);
  return paper.size();
}

// A lamp mirrored in foil: burnt out in its middle, fading to its rim.
void addGloss(cv::Mat& grey, const PlacedCode& placed, cv::Size paper, const Sight& sight, cv::RNG& dice) {
  const double size = sight.gloss * std::max(paper.width, paper.height);
  const cv::Point2d middle(placed.x * grey.cols + dice.uniform(-0.25, 0.25) * paper.width,
                           placed.y * grey.rows + dice.uniform(-0.25, 0.25) * paper.height);
  for (int y = 0; y < grey.rows; ++y)
    for (int x = 0; x < grey.cols; ++x) {
      const double far = std::hypot(x - middle.x, (y - middle.y) * 2) / (size + 1e-9);
      grey.at<float>(y, x) += static_cast<float>(400 * std::exp(-far * far * 2));
    }
}

}  // namespace

DrawnCode drawnCode(const std::string& format, const std::string& utf8, bool gbk) {
  ZXing::MultiFormatWriter writer(formatNamed(format));
  const bool ascii = std::all_of(utf8.begin(), utf8.end(), [](unsigned char c) { return c < 0x80; });
  if (!ascii) writer.setEncoding(gbk ? ZXing::CharacterSet::GB18030 : ZXing::CharacterSet::UTF8);
  const auto matrix = writer.setMargin(0).encode(ZXing::TextUtfEncoding::FromUtf8(utf8), 0, 0);
  DrawnCode code{matrix.width(), matrix.height(), {}};
  for (int y = 0; y < matrix.height(); ++y)
    for (int x = 0; x < matrix.width(); ++x) code.black.push_back(matrix.get(x, y));
  return code;
}

DrawnCode drawnQr(std::span<const std::byte> bytes) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> qr(
      QRcode_encodeData(static_cast<int>(bytes.size()), reinterpret_cast<const unsigned char*>(bytes.data()),
                        0, QR_ECLEVEL_M),
      QRcode_free);
  if (!qr) throw std::runtime_error("libqrencode refuses these bytes");
  DrawnCode code{qr->width, qr->width, {}};
  for (int i = 0; i < qr->width * qr->width; ++i) code.black.push_back((qr->data[i] & 1) != 0);
  return code;
}

Frame photographed(const std::vector<PlacedCode>& codes, const Sight& sight) {
  cv::RNG dice(sight.seed * 2654435761U + 97U);
  cv::Mat grey(sight.height, sight.width, CV_8UC1, kDesk);
  cv::Size first;
  for (const auto& placed : codes) {
    const auto size = lay(placed, grey);
    if (&placed == codes.data()) first = size;
  }
  grey.convertTo(grey, CV_32F, sight.light);
  if (sight.gloss > 0) addGloss(grey, codes.front(), first, sight, dice);
  if (sight.blur > 0) cv::GaussianBlur(grey, grey, {}, sight.blur);
  cv::Mat noise(grey.size(), CV_32F);
  dice.fill(noise, cv::RNG::NORMAL, 0, sight.noise);
  cv::Mat seen;
  cv::Mat(grey + noise).convertTo(seen, CV_8U);
  NewFrame frame(sight.width, sight.height);
  cv::cvtColor(seen, frame.pixels, cv::COLOR_GRAY2BGR);
  return frame.frame();
}

}  // namespace doorstep::devices::test
