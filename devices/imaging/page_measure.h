#pragma once

#include <optional>

#include <opencv2/objdetect.hpp>

#include "devices/imaging/page.h"

// What the page check measures. Private to devices/imaging: it shows OpenCV.
namespace doorstep::devices {

// The quadrilateral as a flat picture of width x height px; what lies outside the frame is white.
cv::Mat flatten(const cv::Mat& bgr, const PageCorners& corners, int width, int height);

// Width over height of the paper itself, from its perspective view (the camera looks through the middle of
// the frame, its pixels are square).
double aspectOf(const PageCorners& corners, int frameWidth, int frameHeight);

double pageBrightness(const cv::Mat& grey);
double glareShare(const cv::Mat& bgr);
// Standard deviation of the blur, px; nothing when there is no edge to tell.
std::optional<double> blurOf(const cv::Mat& grey);

// Quarter turns clockwise that make the text readable, told by where its punctuation stands; nothing when
// there is too little.
std::optional<int> turnsByText(const cv::Mat& grey);
// The same by a face.
std::optional<int> turnsByFace(cv::CascadeClassifier& cascade, const cv::Mat& grey);

}  // namespace doorstep::devices
