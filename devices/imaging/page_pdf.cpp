#include <QBuffer>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <cstring>

#include "devices/imaging/page_output.h"

namespace doorstep::devices {

namespace {

constexpr double kPointsPerInch = 72;

// Real size: QPageSize would snap A4 at some resolution to the A4 it knows, which is what is wanted there.
void fit(QPdfWriter& pdf, const PageImage& page) {
  const QSizeF points(page.frame.width * kPointsPerInch / page.dpi,
                      page.frame.height * kPointsPerInch / page.dpi);
  pdf.setPageSize(QPageSize(points, QPageSize::Point, {}, QPageSize::FuzzyOrientationMatch));
  pdf.setPageMargins({0, 0, 0, 0});
}

void draw(QPainter& painter, const QPdfWriter& pdf, const PageImage& page) {
  const Frame& frame = page.frame;
  const QImage image(frame.bgr->data(), frame.width, frame.height, frame.stride, QImage::Format_BGR888);
  painter.drawImage(QRect(0, 0, pdf.width(), pdf.height()), image);
}

}  // namespace

Outcome<PersonalBytes> pagesPdf(std::span<const PageImage> pages, const std::string& title) {
  if (pages.empty()) return problem("page.pdf-failed", "no pages");
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  {
    QPdfWriter pdf(&buffer);
    pdf.setPdfVersion(QPagedPaintDevice::PdfVersion_A1b);
    pdf.setResolution(pages.front().dpi);
    pdf.setTitle(QString::fromStdString(title));
    pdf.setCreator(QStringLiteral("Doorstep"));
    fit(pdf, pages.front());
    QPainter painter;
    if (!painter.begin(&pdf)) return problem("page.pdf-failed", "the writer does not begin");
    for (const PageImage& page : pages) {
      if (page.dpi <= 0 || !page.frame.bgr)
        return problem("page.pdf-failed", "a page without resolution or picture");
      if (&page != &pages.front()) {
        fit(pdf, page);
        if (!pdf.newPage()) return problem("page.pdf-failed", "no further page");
      }
      draw(painter, pdf, page);
    }
    if (!painter.end()) return problem("page.pdf-failed", "the writer does not end");
  }
  QByteArray& written = buffer.buffer();
  PersonalBytes result(static_cast<std::size_t>(written.size()));
  std::memcpy(result.data(), written.constData(), result.size());
  explicit_bzero(written.data(), result.size());
  return result;
}

}  // namespace doorstep::devices
