#include "devices/imaging/page_output.h"

#include <opencv2/imgproc.hpp>

#include "devices/imaging/picture.h"
#include "devices/imaging/picture_mat.h"

namespace doorstep::devices {

Outcome<PersonalBytes> pageJpeg(const PageImage& page, std::size_t mostBytes) {
  constexpr int kBest = 95, kWorst = 35;
  auto smallest = encodeJpeg(page.frame, kWorst, page.dpi);
  if (!smallest) return smallest;
  if (smallest->size() > mostBytes)
    return problem("page.too-large",
                   std::to_string(smallest->size()) + " bytes at quality " + std::to_string(kWorst));
  PersonalBytes best = std::move(*smallest);
  for (int low = kWorst, high = kBest + 1; high - low > 1;) {
    const int quality = (low + high) / 2;
    auto jpeg = encodeJpeg(page.frame, quality, page.dpi);
    if (!jpeg) return jpeg;
    if (jpeg->size() > mostBytes) {
      high = quality;
    } else {
      low = quality;
      best = std::move(*jpeg);
    }
  }
  return best;
}

Outcome<PageImage> idCardCopy(const PageImage& portraitSide, const PageImage& backSide, int dpi) {
  NewFrame sheet(dots(kA4.width, dpi), dots(kA4.height, dpi));
  sheet.pixels = cv::Scalar::all(255);
  const int width = dots(kId1.width, dpi), height = dots(kId1.height, dpi);
  constexpr double kUpper = 0.3, kLower = 0.7;  // of the sheet's height: the middles of the two
  for (const auto& [side, middle] : {std::pair{&portraitSide, kUpper}, {&backSide, kLower}}) {
    const double aspect =
        side->frame.height > 0 ? side->frame.width / static_cast<double>(side->frame.height) : 0;
    if (std::abs(aspect / (kId1.width / kId1.height) - 1) > 0.05)
      return problem("page.bad-corners", "a side of the card is not 85.60 x 53.98 mm");
    const cv::Rect place((sheet.pixels.cols - width) / 2,
                         static_cast<int>(sheet.pixels.rows * middle) - height / 2, width, height);
    cv::resize(viewOf(side->frame), sheet.pixels(place), place.size(), 0, 0,
               side->frame.width > width ? cv::INTER_AREA : cv::INTER_CUBIC);
  }
  return PageImage{sheet.frame(), dpi};
}

}  // namespace doorstep::devices
