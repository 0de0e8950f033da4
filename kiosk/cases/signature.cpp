#include "kiosk/cases/signature.h"

#include <QBuffer>
#include <QImage>
#include <QLineF>
#include <QPainter>
#include <QPolygonF>
#include <QStringList>
#include <QVariantMap>
#include <algorithm>
#include <vector>

namespace doorstep::kiosk {
namespace {

constexpr int kHeight = 240;       // px
constexpr double kPen = 4;         // px
constexpr double kLeastInk = 0.5;  // of the pad's height, all strokes together
constexpr double kWidest = 12;     // a pad wider than this is no pad

struct Line {
  QPolygonF dots;            // px
  std::vector<qint64> when;  // ms, of each dot
};

double length(const QPolygonF& line) {
  double sum = 0;
  for (qsizetype i = 1; i < line.size(); ++i) sum += QLineF(line[i - 1], line[i]).length();
  return sum;
}

std::vector<Line> linesOf(const QVariantList& strokes, double width) {
  std::vector<Line> lines;
  for (const auto& stroke : strokes) {
    Line line;
    for (const auto& dot : stroke.toList()) {
      const auto map = dot.toMap();
      line.dots << QPointF(std::clamp(map.value("x").toDouble(), 0.0, 1.0) * width,
                           std::clamp(map.value("y").toDouble(), 0.0, 1.0) * kHeight);
      line.when.push_back(map.value("t").toLongLong());
    }
    if (!line.dots.isEmpty()) lines.push_back(line);
  }
  return lines;
}

QString written(const std::vector<Line>& lines) {
  QStringList strokes;
  for (const auto& line : lines) {
    QStringList dots;
    for (std::size_t i = 0; i < line.when.size(); ++i) {
      const QPoint at = line.dots[static_cast<qsizetype>(i)].toPoint();
      dots << QString("%1,%2,%3").arg(at.x()).arg(at.y()).arg(line.when[i]);
    }
    strokes << dots.join(' ');
  }
  return strokes.join('\n');
}

}  // namespace

Secret signaturePng(const QVariantList& strokes, double aspect, const std::string& digest) {
  if (!(aspect > 0)) return {};
  const double width = kHeight * std::min(aspect, kWidest);
  const auto lines = linesOf(strokes, width);
  double ink = 0;
  for (const auto& line : lines) ink += length(line.dots);
  if (ink < kLeastInk * kHeight) return {};

  QImage picture(static_cast<int>(width), kHeight, QImage::Format_Grayscale8);
  picture.fill(Qt::white);
  picture.setText("Document-SM3", QString::fromStdString(digest));
  picture.setText("Strokes", written(lines));
  {
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Qt::black, kPen, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (const auto& line : lines) {
      if (line.dots.size() == 1)
        painter.drawPoint(line.dots.first());
      else
        painter.drawPolyline(line.dots);
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
