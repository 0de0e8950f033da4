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

void draw(QPainter& painter, const QPdfWriter& pdf, const PageImage& page, double fineness) {
  const Frame& frame = page.frame;
  QImage image(frame.bgr->data(), frame.width, frame.height, frame.stride, QImage::Format_BGR888);
  if (fineness < 1)
    image = image.scaled(image.size() * fineness, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  painter.drawImage(QRect(0, 0, pdf.width(), pdf.height()), image);
}

Outcome<PersonalBytes> written(std::span<const PageImage> pages, const std::string& title, double fineness) {
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
      if (&page != &pages.front()) {
        fit(pdf, page);
        if (!pdf.newPage()) return problem("page.pdf-failed", "no further page");
      }
      draw(painter, pdf, page, fineness);
    }
    if (!painter.end()) return problem("page.pdf-failed", "the writer does not end");
  }
  QByteArray& bytes = buffer.buffer();
  PersonalBytes result(static_cast<std::size_t>(bytes.size()));
  std::memcpy(result.data(), bytes.constData(), result.size());
  explicit_bzero(bytes.data(), result.size());
  return result;
}

}  // namespace

Outcome<PersonalBytes> pagesPdf(std::span<const PageImage> pages, const std::string& title,
                                std::size_t mostBytes) {
  if (pages.empty()) return problem("page.pdf-failed", "no pages");
  for (const PageImage& page : pages)
    if (page.dpi <= 0 || !page.frame.bgr)
      return problem("page.pdf-failed", "a page without resolution or picture");
  std::size_t smallest = 0;
  for (const double fineness : {1.0, 0.75, 0.5}) {
    auto pdf = written(pages, title, fineness);
    if (!pdf || pdf->size() <= mostBytes) return pdf;
    smallest = pdf->size();
  }
  return problem("page.too-large", std::to_string(smallest) + " bytes at half the resolution");
}

}  // namespace doorstep::devices
