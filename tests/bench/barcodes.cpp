// Draws a corpus of codes as a camera would see them and reads it, with Doorstep's own reading and with ZXing
// alone. Prints one JSON line a picture; tests/bench/barcodes.py makes the table.
//
//   bench_barcodes DIR [PICTURES-A-CELL]      the pictures go to DIR as PNG
#include "devices/imaging/barcodes.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <random>

#include <ZXing/ReadBarcode.h>
#include <ZXing/TextUtfEncoding.h>
#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "devices/imaging/picture_mat.h"
#include "tests/unit/devices/barcode_pictures.h"

using namespace doorstep::devices;
using namespace doorstep::devices::test;
using nlohmann::json;

namespace {

constexpr const char* kFormats[] = {"qr-code", "data-matrix", "code-128", "code-39", "pdf417"};
constexpr const char* kScenes[] = {"plain", "rotated", "blurred", "dim", "glossy", "curved", "small"};

// The same numbers on every machine.
class Dice {
 public:
  explicit Dice(unsigned seed) : engine_(seed) {}
  double between(double low, double high) { return low + (high - low) * (engine_() / 4294967296.0); }
  std::string digits(int count) {
    std::string text;
    while (count-- > 0) text += static_cast<char>('0' + engine_() % 10);
    return text;
  }

 private:
  std::mt19937 engine_;
};

// As long as what Chinese papers bear: a licence's core number, a decision's number, an e-bike's address.
std::string payload(const std::string& format, Dice& dice) {
  if (format == "code-39") return dice.digits(13);
  if (format == "code-128") return dice.digits(16);
  if (format == "qr-code")
    return "https://example.invalid/GSViewEbike!viewCocEbike.action?vinCode=" + dice.digits(15);
  return "LSV" + dice.digits(14) + "|" + dice.digits(30);
}

struct Picture {
  PlacedCode code;
  Sight sight;
};

Picture pictureOf(const std::string& format, const std::string& scene, const std::string& text, Dice& dice) {
  Picture picture{{drawnCode(format, text)}, {}};
  PlacedCode& code = picture.code;
  Sight& sight = picture.sight;
  code.module = dice.between(3, 5);
  code.x = dice.between(0.47, 0.53);
  code.y = dice.between(0.45, 0.55);
  code.angle = dice.between(-4, 4);
  sight.seed = static_cast<unsigned>(dice.between(1, 1e6));
  sight.blur = 0.6;
  if (scene == "rotated") code.angle = dice.between(10, 350);
  if (scene == "blurred") sight.blur = code.module * dice.between(0.45, 0.8);
  if (scene == "dim") {
    sight.light = dice.between(0.06, 0.14);
    sight.noise = 3;
  }
  if (scene == "glossy") sight.gloss = dice.between(0.12, 0.3);
  if (scene == "curved") code.curve = dice.between(0.7, 1.2);
  if (scene == "small") code.module = dice.between(1.3, 1.9);
  return picture;
}

double millisecondsSince(Clock::time_point begun) {
  return std::chrono::duration<double, std::milli>(Clock::now() - begun).count();
}

json readByDoorstep(const Frame& frame) {
  const auto begun = Clock::now();
  const auto codes = readBarcodes(frame);
  json texts = json::array(), engines = json::array();
  for (const auto& code : codes) {
    texts.push_back(std::string(code.text.reveal()));
    engines.push_back(std::string(word(code.engine)));
  }
  return {{"texts", texts}, {"engines", engines}, {"milliseconds", millisecondsSince(begun)}};
}

// With its own defaults, as a program that takes the library as it is would use it. One code: asked for all
// of them, 1.4.0 aborts on some linear codes.
json readByZxing(const cv::Mat& grey) {
  const auto begun = Clock::now();
  const auto code = ZXing::ReadBarcode({grey.data, grey.cols, grey.rows, ZXing::ImageFormat::Lum});
  json texts = json::array();
  if (code.isValid()) texts.push_back(ZXing::TextUtfEncoding::ToUtf8(code.text()));
  return {{"texts", texts}, {"milliseconds", millisecondsSince(begun)}};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return std::fputs("bench_barcodes DIR [PICTURES-A-CELL]\n", stderr), 2;
  const int count = argc > 2 ? std::atoi(argv[2]) : 12;
  unsigned number = 0;
  for (const std::string format : kFormats)
    for (const std::string scene : kScenes)
      for (int i = 0; i < count; ++i) {
        Dice dice(++number);
        const std::string text = payload(format, dice);
        const Picture picture = pictureOf(format, scene, text, dice);
        const Frame frame = photographed({picture.code}, picture.sight);
        cv::Mat grey;
        cv::cvtColor(viewOf(frame), grey, cv::COLOR_BGR2GRAY);
        const std::string file = std::string(argv[1]) + '/' + std::to_string(number) + ".png";
        cv::imwrite(file, grey);
        std::cout << json{{"file", file},
                          {"format", format},
                          {"scene", scene},
                          {"text", text},
                          {"doorstep", readByDoorstep(frame)},
                          {"zxing", readByZxing(grey)}}
                         .dump()
                  << '\n';
      }
  return 0;
}
