#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "devices/imaging/page_find.h"

namespace doorstep::devices {

// What keeps a picture of a page from being good. The most useful first.
enum class PageAdvice {
  NothingFound,
  CutEdge,  // it reaches beyond the frame
  TooDark,
  Glare,  // a lamp's reflection hides a part
  Blurred,
  UpsideDown,
  WrongSide,  // the other side of the card is wanted
  Moving,     // hand or paper still move (PageWatch)
};
std::string_view word(PageAdvice advice);  // "nothing-found", "cut-edge", "too-dark", ...

// Which side of a card is wanted. The one with the portrait is told by its face.
enum class CardSide { Any, Portrait, Back };

struct PageRule {
  CardSide side = CardSide::Any;
  double leastBrightness = 95;  // 0-255: the brightest tenth of the page
  double mostGlare = 0.004;     // share of the page
  // Standard deviation of the blur, px of a page 1600 px long: above, small print cannot be read.
  double mostBlur = 1.75;
};

struct PageVerdict {
  std::vector<PageAdvice> advice;  // empty: good
  double brightness = 0;
  double glare = 0;  // share of the page
  double blur = 0;   // px, as in PageRule; 0 when nothing on the page tells
  // Quarter turns clockwise until it can be read. Without a face and without lines of text: 0.
  int turns = 0;
  bool good() const { return advice.empty(); }
};

// Judges a found page. One object per thread: it holds the classifier that finds faces.
class PageCheck {
 public:
  // camera.no-face-model when the cascade file is missing. Without a name: where Debian's opencv-data puts
  // it.
  static Outcome<PageCheck> create(const std::string& cascadeFile = {});
  PageCheck(PageCheck&&) noexcept;
  PageCheck& operator=(PageCheck&&) noexcept;
  ~PageCheck();

  PageVerdict judge(const Frame& frame, const FoundPage& page, const PageRule& rule = {});

 private:
  struct Impl;
  explicit PageCheck(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace doorstep::devices
