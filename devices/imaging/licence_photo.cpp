#include <opencv2/imgproc.hpp>

#include "devices/imaging/photo_check.h"
#include "devices/imaging/picture.h"
#include "devices/imaging/picture_mat.h"

namespace doorstep::devices {

Outcome<PersonalBytes> licencePhotoJpeg(const Frame& frame, const PhotoVerdict& verdict,
                                        const PhotoRule& rule) {
  const Box& crop = verdict.crop;
  const cv::Rect cut(crop.x, crop.y, crop.width, crop.height);
  if (cut.empty() || (cut & cv::Rect(0, 0, frame.width, frame.height)) != cut)
    return problem("camera.photo-no-head", "the crop does not lie inside the frame");
  NewFrame photo(rule.width, rule.height);
  cv::resize(viewOf(frame)(cut), photo.pixels, photo.pixels.size(), 0, 0,
             crop.height > rule.height ? cv::INTER_AREA : cv::INTER_CUBIC);
  const Frame result = photo.frame();
  // The best quality that is not too large. A picture too plain for the least size at quality 100 is not
  // stuffed with bytes that show nothing: it says so.
  std::size_t size = 0;
  for (int quality = 100; quality >= rule.leastQuality; --quality) {
    auto jpeg = encodeJpeg(result, quality, rule.dpi);
    if (!jpeg) return jpeg;
    size = jpeg->size();
    if (static_cast<double>(size) < rule.bytes.least) break;
    if (static_cast<double>(size) <= rule.bytes.most) return jpeg;
  }
  return problem("camera.photo-size", std::to_string(size) + " bytes");
}

}  // namespace doorstep::devices
