#include "devices/imaging/portrait.h"

#include <QImage>
#include <QLinearGradient>
#include <algorithm>

#include <opencv2/imgproc.hpp>

#include "devices/imaging/portrait_look.h"

namespace doorstep::devices {

namespace {

void paintWall(QPainter& painter, const Scene& scene) {
  const QColor wall = QColor::fromRgb(0xff000000 | scene.wall);
  painter.fillRect(0, 0, scene.width, scene.height, wall);
  // Walls are never lit quite evenly.
  softSpot(painter, {scene.width * 0.5, scene.height * 0.4}, scene.width * 0.6, scene.height * 0.7,
           wall.lighter(103), 0.8);
}

void paintChair(QPainter& painter, const Scene& scene) {
  const double w = scene.width, h = scene.height;
  QPainterPath back;
  back.addRoundedRect(QRectF(w * 0.5 - h * 0.19, h * 0.5, h * 0.38, h * 0.36), h * 0.05, h * 0.05);
  QLinearGradient cloth(0, h * 0.5, 0, h * 0.9);
  cloth.setColorAt(0, QColor(0x5a, 0x7d, 0x92));
  cloth.setColorAt(1, QColor(0x3f, 0x5d, 0x70));
  painter.setPen(Qt::NoPen);
  painter.setBrush(QColor(0x6f, 0x73, 0x78));
  painter.drawRect(QRectF(w * 0.5 - h * 0.02, h * 0.84, h * 0.04, h * 0.2));
  painter.setBrush(cloth);
  painter.drawPath(back);
  painter.setBrush(QColor(0x35, 0x50, 0x61));
  painter.drawRoundedRect(QRectF(w * 0.5 - h * 0.24, h * 0.93, h * 0.48, h * 0.2), h * 0.05, h * 0.05);
}

HeadOutline paintSitter(QPainter& painter, const Sitter& sitter, QPointF headMiddle, double headLength) {
  const Look look = lookOf(sitter);
  const double scale = headLength / (look.chin - look.crown);
  const QPointF eyes = headMiddle - QPointF(0, scale * (look.chin + look.crown) / 2);
  painter.save();
  painter.translate(eyes);
  painter.scale(scale, scale);
  paintBackHair(painter, look);
  paintBody(painter, look);
  paintFace(painter, look);
  paintFrontHair(painter, look);
  paintGlasses(painter, look);
  painter.restore();
  const double half = scale * headHalfWidth(look);
  return {eyes.y() + scale * look.crown, eyes.y() + scale * look.chin, eyes.x() - half, eyes.x() + half};
}

// What lens, sensor and lamp do to the picture.
void expose(cv::Mat& picture, const Scene& scene, unsigned seed) {
  if (scene.blur > 0) cv::GaussianBlur(picture, picture, {}, scene.blur);
  if (scene.light != 1) picture.convertTo(picture, -1, scene.light);
  if (scene.noise <= 0) return;
  cv::Mat grain(picture.size(), CV_16SC3);
  cv::RNG(seed + 1).fill(grain, cv::RNG::NORMAL, 0, scene.noise);
  cv::Mat wide;
  picture.convertTo(wide, CV_16SC3);
  wide += grain;
  wide.convertTo(picture, CV_8UC3);
}

}  // namespace

DrawnPortrait drawPortrait(const Sitter& sitter, const Scene& scene) {
  QImage canvas(scene.width, scene.height, QImage::Format_RGB32);
  HeadOutline head;
  {
    QPainter painter(&canvas);
    painter.setRenderHint(QPainter::Antialiasing);
    paintWall(painter, scene);
    const QPointF middle(scene.x * scene.width, scene.y * scene.height);
    if (scene.secondPerson) {
      const Sitter friendOf{sitter.seed + 1000, 35, !sitter.woman, false};
      const double away = middle.x() < scene.width * 0.5 ? 1 : -1;
      paintSitter(painter, friendOf,
                  middle + QPointF(away * scene.headLength * 1.05, -scene.headLength * 0.06),
                  scene.headLength * 0.82);
    }
    if (scene.empty)
      paintChair(painter, scene);
    else
      head = paintSitter(painter, sitter, middle, scene.headLength);
  }
  const QImage packed = canvas.convertToFormat(QImage::Format_BGR888);
  const int stride = scene.width * 3;
  auto bytes = std::make_shared<Pixels>(static_cast<std::size_t>(stride) * scene.height);
  for (int row = 0; row < scene.height; ++row)
    std::copy_n(packed.constScanLine(row), stride, bytes->data() + static_cast<std::size_t>(row) * stride);
  cv::Mat view(scene.height, scene.width, CV_8UC3, bytes->data(), stride);
  expose(view, scene, sitter.seed);
  return {Frame{scene.width, scene.height, stride, std::move(bytes)}, head};
}

}  // namespace doorstep::devices
