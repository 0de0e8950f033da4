#pragma once

#include <QImage>
#include <optional>

#include "devices/imaging/page_check.h"
#include "devices/imaging/page_rectify.h"

namespace doorstep::kiosk {

// How a document is wanted.
struct PageWish {
  devices::PaperSize paper = devices::kFreeSize;  // free: an A4 sheet when it looks like one
  devices::CardSide side = devices::CardSide::Any;
  bool flat = false;  // a flatbed's picture is the page itself
  int dpi = 200;
};

// A picture of a document and what was made of it.
struct TakenPage {
  devices::Frame picture;        // as the scanner took it
  devices::PageCorners corners;  // px of `picture`; where a person may begin to draw when no page was found
  devices::PageVerdict verdict;
  devices::PageImage page;  // rectified; without a frame when no page was found

  // Both as a screen shows them: small enough for its thread.
  QImage shownPicture, shownPage;

  bool found() const { return page.frame.bgr != nullptr; }
};

// Finds the document in a picture, or takes the corners a person drew; judges and rectifies it. Takes up to a
// second for the largest pictures: not for the screen's thread. page.bad-corners, camera.no-face-model.
Outcome<TakenPage> takePage(const devices::Frame& picture, const PageWish& wish,
                            const std::optional<devices::PageCorners>& drawn = {});

}  // namespace doorstep::kiosk
