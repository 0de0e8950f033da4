#include <cmath>

#include <opencv2/core/utility.hpp>

#include "devices/imaging/barcodes.h"
#include "devices/imaging/page_find.h"
#include "devices/imaging/picture.h"
#include "tests/fuzz/samples.h"
#include "tests/fuzz/target.h"

// What is looked for in a picture besides faces: barcodes and papers.
namespace doorstep::fuzz {
namespace {

using namespace devices;

constexpr int kLargest = 300;  // px a side

void checkCodes(const Frame& frame) {
  for (const Barcode& code : readBarcodes(frame)) {
    MUST(!code.format.empty());
    MUST(code.milliseconds >= 0);
    if (code.charset.empty()) MUST(code.text.empty());
  }
}

void checkPages(const Frame& frame) {
  const PageFinderRule rule;
  const auto pages = findPages(frame, rule);
  MUST(pages.size() <= static_cast<std::size_t>(rule.most));
  for (const FoundPage& page : pages) {
    MUST(page.support >= 0 && page.support <= 1);
    for (const Point& corner : page.corners) MUST(std::isfinite(corner.x) && std::isfinite(corner.y));
  }
}

}  // namespace

std::vector<std::string> seeds() {
  return pictures(sceneOf(SceneKind::Good, 64, 48, 1));
}

void run(Input input) {
  static const bool alone = (cv::setNumThreads(1), true);
  const auto frame = decodePicture(std::as_bytes(input));
  if (!alone || !frame || frame->width > kLargest || frame->height > kLargest) return;
  checkCodes(*frame);
  checkPages(*frame);
}

}  // namespace doorstep::fuzz
