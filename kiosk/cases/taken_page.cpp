#include "kiosk/cases/taken_page.h"

#include "devices/imaging/page_find.h"
#include "kiosk/cases/frame_picture.h"

namespace doorstep::kiosk {
namespace {

using namespace devices;

constexpr int kShown = 1200;  // px, the longer side

QImage shown(const Frame& frame) {
  const QImage picture = pictureOf(frame);
  if (std::max(picture.width(), picture.height()) <= kShown) return picture;
  return picture.scaled(kShown, kShown, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

PageCorners inset(const Frame& picture, double share) {
  const double left = (picture.width - 1) * share, right = picture.width - 1 - left;
  const double top = (picture.height - 1) * share, bottom = picture.height - 1 - top;
  return {{{left, top}, {right, top}, {right, bottom}, {left, bottom}}};
}

std::optional<FoundPage> pageIn(const Frame& picture, const PageWish& wish,
                                const std::optional<PageCorners>& drawn) {
  if (drawn) return FoundPage{*drawn, false, 1};
  if (wish.flat) return FoundPage{inset(picture, 0), false, 1};
  const auto found = findPages(picture);  // the largest first
  return found.empty() ? std::nullopt : std::optional(found.front());
}

PaperSize paperOf(const Frame& picture, const PageCorners& corners, const PageWish& wish) {
  if (wish.paper.known()) return wish.paper;
  const PaperSize likely = likelySize(picture, corners);
  // A sheet stands upright unless its text says otherwise.
  return likely == PaperSize{kA4.height, kA4.width} ? kA4 : likely;
}

}  // namespace

Outcome<TakenPage> takePage(const Frame& picture, const PageWish& wish,
                            const std::optional<PageCorners>& drawn) {
  TakenPage taken;
  taken.picture = picture;
  taken.corners = inset(picture, 0.1);
  taken.shownPicture = shown(picture);
  const auto found = pageIn(picture, wish, drawn);
  if (!found) return taken;
  auto check = PageCheck::create();
  if (!check) return tl::unexpected(check.error());
  taken.corners = found->corners;
  taken.verdict = check->judge(picture, *found, {.side = wish.side});
  const PaperSize paper = paperOf(picture, taken.corners, wish);
  const bool isCard = std::max(paper.width, paper.height) == kId1.width;
  auto page = rectifyPage(picture, taken.corners, {paper, wish.dpi, taken.verdict.turns, !isCard});
  if (!page) return tl::unexpected(page.error());
  taken.page = std::move(*page);
  taken.shownPage = shown(taken.page.frame);
  return taken;
}

}  // namespace doorstep::kiosk
