#pragma once

#include <optional>
#include <vector>

#include <opencv2/objdetect.hpp>

#include "devices/imaging/photo_check.h"

// What the photo check measures in a picture. Private to devices/imaging: it shows OpenCV.
namespace doorstep::devices {

// px of the frame.
struct Head {
  double top = 0, chin = 0, left = 0, right = 0;
  double length() const { return chin - top; }
  double width() const { return right - left; }
  double middle() const { return (left + right) / 2; }
};

// Faces in a grey picture, the largest first and measured finely.
std::vector<cv::Rect2d> findFaces(cv::CascadeClassifier& cascade, const cv::Mat& grey);

// Crown and sides are measured against an even wall, where there is one; the chin follows from the box.
Head measureHead(const cv::Mat& bgr, const cv::Rect2d& face, const PhotoRule& rule);

// Where the licence photo's edges fall so that the head has the size and the place the rule wants.
cv::Rect2d cropFor(const Head& head, const PhotoRule& rule);

double sharpnessOf(const cv::Mat& grey, const cv::Rect2d& face);
double brightnessOf(const cv::Mat& grey, const cv::Rect2d& face);
// Share of the face that has lost its drawing to too much light.
double burntShare(const cv::Mat& grey, const cv::Rect2d& face);
// Share of the wall beside and above the head, inside the crop, that is white.
double whiteShare(const cv::Mat& bgr, const cv::Rect2d& crop, const Head& head, const PhotoRule& rule);

}  // namespace doorstep::devices
