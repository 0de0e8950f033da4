#include "kiosk/cases/signature.h"

#include <QBuffer>
#include <QImage>
#include <QLineF>
#include <QPainter>
#include <QPolygonF>
#include <QVariantMap>
#include <algorithm>
#include <vector>

namespace doorstep::kiosk {
namespace {

constexpr int kHeight = 240;       // px
constexpr double kPen = 4;         // px
constexpr double kLeastInk = 0.5;  // of the pad's height, all strokes together
constexpr double kWidest = 12;     // a pad wider than this is no pad

double length(const QPolygonF& line) {
  double sum = 0;
  for (qsizetype i = 1; i < line.size(); ++i) sum += QLineF(line[i - 1], line[i]).length();
  return sum;
}

std::vector<QPolygonF> linesOf(const QVariantList& strokes, double width) {
  std::vector<QPolygonF> lines;
  for (const auto& stroke : strokes) {
    QPolygonF line;
    for (const auto& dot : stroke.toList()) {
      const auto map = dot.toMap();
      line << QPointF(std::clamp(map.value("x").toDouble(), 0.0, 1.0) * width,
                      std::clamp(map.value("y").toDouble(), 0.0, 1.0) * kHeight);
    }
    if (!line.isEmpty()) lines.push_back(line);
  }
  return lines;
}

}  // namespace

Secret signaturePng(const QVariantList& strokes, double aspect, const std::string& digest) {
  if (!(aspect > 0)) return {};
  const double width = kHeight * std::min(aspect, kWidest);
  const auto lines = linesOf(strokes, width);
  double ink = 0;
  for (const auto& line : lines) ink += length(line);
  if (ink < kLeastInk * kHeight) return {};

  QImage picture(static_cast<int>(width), kHeight, QImage::Format_Grayscale8);
  picture.fill(Qt::white);
  picture.setText("Document-SM3", QString::fromStdString(digest));
  {
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Qt::black, kPen, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (const auto& line : lines) {
      if (line.size() == 1)
        painter.drawPoint(line.first());
      else
        painter.drawPolyline(line);
    }
  }
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  picture.save(&buffer, "PNG");
  const Secret png(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
  bytes.fill('\0');
  return png;
}

}  // namespace doorstep::kiosk
