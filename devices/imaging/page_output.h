#pragma once

#include <span>
#include <string>

#include "devices/imaging/page_rectify.h"

// Pages as the files that are handed on.
namespace doorstep::devices {

// The best JPEG that is not larger than `mostBytes`; page.too-large when even a poor one is.
Outcome<PersonalBytes> pageJpeg(const PageImage& page, std::size_t mostBytes);

// Both sides of an ID card on one A4 page at real size, the portrait side above. page.bad-corners when a side
// does not have the card's size.
Outcome<PageImage> idCardCopy(const PageImage& portraitSide, const PageImage& backSide, int dpi);

// One page each, at its real size, in the order given: PDF/A-1b (ISO 19005-1). Larger than `mostBytes`, it is
// made again from coarser pictures, down to half their resolution. page.pdf-failed, page.too-large.
Outcome<PersonalBytes> pagesPdf(std::span<const PageImage> pages, const std::string& title,
                                std::size_t mostBytes);

}  // namespace doorstep::devices
