#include "devices/drivers/a4_pdf.h"

#include <future>
#include <list>

#include <cairo-pdf.h>

#include "devices/drivers/a4_layout.h"

namespace doorstep::devices {
namespace {

struct DestroySurface {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct DestroyCairo {
  void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};

// Runs below cairo's C code, which no exception may cross.
cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) noexcept {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

void drawNumber(cairo_t* cairo, const TypeSetter& setter, std::size_t page, std::size_t pages) {
  constexpr double kSize = 9, kGrey = 0.35, kAbove = 10 * kPointsPerMm;
  const std::string number = std::to_string(page), of = std::to_string(pages);
  const auto text = setter.text("第 " + number + " 页，共 " + of + " 页　Page " + number + " of " + of, kSize,
                                false, A4Page::kTextWidth, Align::Centre);
  cairo_save(cairo);
  cairo_set_source_rgb(cairo, kGrey, kGrey, kGrey);
  cairo_move_to(cairo, A4Page::kSide, A4Page::kHeight - kAbove - heightOf(text.get()));
  pango_cairo_show_layout(cairo, text.get());
  cairo_restore(cairo);
}

using Coming = std::future<Outcome<A4Pdf>>;

bool ready(const Coming& pages, std::chrono::milliseconds patience = {}) {
  return pages.wait_for(patience) == std::future_status::ready;
}

// Pages that nobody waits for any more. Letting go of them would be waiting for them.
class Unwanted {
 public:
  void keep(Coming pages) {
    const std::lock_guard lock(mutex_);
    pages_.remove_if([](const Coming& one) { return ready(one); });
    pages_.push_back(std::move(pages));
  }

 private:
  std::mutex mutex_;
  std::list<Coming> pages_;
};

}  // namespace

Outcome<A4Pdf> a4Pdf(const PrintDocument& document) {
  const TypeSetter setter;
  const auto pieces = a4Pieces(document, setter);
  const auto pages = a4Pages(pieces, A4Page::kTextHeight);
  A4Pdf pdf;
  const std::unique_ptr<cairo_surface_t, DestroySurface> surface(
      cairo_pdf_surface_create_for_stream(append, &pdf.bytes, A4Page::kWidth, A4Page::kHeight));
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, document.title.c_str());
  const std::unique_ptr<cairo_t, DestroyCairo> cairo(cairo_create(surface.get()));
  for (const A4Range& page : pages) {
    double y = A4Page::kTop;
    for (std::size_t i = page.first; i < page.end; ++i) {
      pieces[i].draw(cairo.get(), y);
      y += pieces[i].height;
    }
    drawNumber(cairo.get(), setter, ++pdf.pages, pages.size());
    cairo_show_page(cairo.get());
  }
  cairo_surface_finish(surface.get());
  const auto status = cairo_surface_status(surface.get());
  if (status != CAIRO_STATUS_SUCCESS)
    return problem("document-printer.refused", cairo_status_to_string(status));
  return pdf;
}

Outcome<A4Pdf> a4Pdf(const PrintDocument& document, const Action& action) {
  static Unwanted unwanted;
  constexpr std::chrono::milliseconds kLook{10};
  auto pages = std::async(std::launch::async, [document] { return a4Pdf(document); });
  while (!ready(pages, kLook)) {
    if (auto goOn = action.check(); !goOn) {
      unwanted.keep(std::move(pages));
      return tl::unexpected(goOn.error());
    }
  }
  return pages.get();
}

}  // namespace doorstep::devices
