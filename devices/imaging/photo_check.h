#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "devices/camera.h"

namespace doorstep::devices {

// The licence photo (GA 482; regulations E.5): 260x378 px at 300 dpi, white ground, head 165-189 px wide and
// 224-260 px long, hair top 10-20 px below the upper edge, JPEG of 14-30 KB and quality of at least 70.
enum class PhotoAdvice {
  NoFace,
  SeveralFaces,
  ComeCloser,
  StepBack,
  MoveLeft,  // as the person sees it, i.e. towards their own left
  MoveRight,
  MoveUp,
  MoveDown,
  HoldStill,  // blurred
  TooDark,
  TooBright,
  BackgroundNotWhite,
};
std::string_view word(PhotoAdvice advice);  // "no-face", "several-faces", "come-closer", ...

struct Box {
  int x = 0, y = 0, width = 0, height = 0;  // px of the frame
};

// From the least to the most that is allowed.
struct Between {
  double least = 0, most = 0;
  double middle() const { return (least + most) / 2; }
};

// What the licence photo must be, and how strict the camera's judge is. Lengths of the result are px at 300
// dpi.
struct PhotoRule {
  int width = 260;
  int height = 378;
  int dpi = 300;
  Between headWidth{165, 189};          // hair included, ears not
  Between headLength{224, 260};         // top of the hair to chin
  Between topGap{10, 20};               // upper edge to the top of the hair
  Between bytes{14 * 1024, 30 * 1000};  // 14-30 KB, whichever way one counts a KB
  int leastQuality = 70;

  // The head around the box of OpenCV's frontal cascade "alt2", in widths of that box. The cascade frames the
  // face from the brow to the chin; means over drawn portraits with the head measures of Chinese adults (GB/T
  // 10000).
  double crownAboveBox = 0.34;
  double chinBelowBoxTop = 1.06;
  double headWidthToBox = 0.99;

  // The camera's view. The head may stand this far from the middle, as a share of the frame's width: further
  // out lamps light a face from one side and lenses stretch it.
  double offCentre = 0.18;
  // A second face counts from this share of the first one's width: smaller ones are faults of the finder.
  double secondFace = 0.45;
  Between brightness{80, 215};  // mean of the face, 0-255
  double burntShare = 0.15;     // most of the face that may be blank white
  double sharpness = 60;        // least variance of the Laplacian, see PhotoVerdict
  // The wall is white where every channel reaches `wallLevel` and the channels differ by at most `wallTint`.
  int wallLevel = 185;
  int wallTint = 30;
  double wallShare = 0.92;  // this share of the wall must be white
};

struct PhotoVerdict {
  std::vector<PhotoAdvice> advice;  // empty: the photo is good; the most useful first
  Box face;                         // as found; empty without one
  Box crop;                         // what the licence photo would show, aspect 260:378
  double sharpness = 0;   // variance of the Laplacian over the face, at a common scale and brightness
  double brightness = 0;  // mean of the face, 0-255
  bool good() const { return advice.empty(); }
};

// Judges one frame; finds faces with OpenCV's frontal cascade. One object per thread: it holds the
// classifier. The verdict depends on the frame alone, so it can be shown live. Mirror for the screen, never
// what is judged.
class PhotoCheck {
 public:
  // camera.no-face-model when the cascade file is missing. Without a name: where Debian's opencv-data puts
  // it.
  static Outcome<PhotoCheck> create(const std::string& cascadeFile = {}, const PhotoRule& rule = {});
  PhotoCheck(PhotoCheck&&) noexcept;
  PhotoCheck& operator=(PhotoCheck&&) noexcept;
  ~PhotoCheck();

  // NoFace for an empty frame.
  PhotoVerdict judge(const Frame& frame);

 private:
  struct Impl;
  explicit PhotoCheck(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Cuts `verdict.crop` out of the frame and encodes it. camera.photo-no-head when there is no crop inside the
// frame; camera.photo-size when no quality of at least 70 gives 14-30 KB.
Outcome<PersonalBytes> licencePhotoJpeg(const Frame& frame, const PhotoVerdict& verdict,
                                        const PhotoRule& rule = {});

}  // namespace doorstep::devices
