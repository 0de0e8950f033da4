#include <QLinearGradient>
#include <array>

#include "devices/imaging/portrait_look.h"

namespace doorstep::devices {

namespace {

void fill(QPainter& painter, const QPainterPath& path, const QBrush& brush) {
  painter.setPen(Qt::NoPen);
  painter.setBrush(brush);
  painter.drawPath(path);
}

QPainterPath shoulders(const Look& look, double neckY) {
  QPainterPath right;
  right.moveTo(0, neckY + 14);
  right.lineTo(look.neck + 2, neckY);
  right.cubicTo(look.neck + 30, neckY + 22, look.shoulder - 40, neckY + 30, look.shoulder - 8, neckY + 62);
  right.cubicTo(look.shoulder + 14, neckY + 84, look.shoulder + 24, neckY + 150, look.shoulder + 28,
                neckY + 700);
  right.lineTo(0, neckY + 700);
  return bothSides(right);
}

QPainterPath neckOutline(const Look& look) {
  QPainterPath right;
  right.moveTo(0, 50);
  right.lineTo(look.neck, 50);
  right.cubicTo(look.neck - 2, 105, look.neck - 2, look.chin + 14, look.neck + 2, look.chin + 30);
  right.lineTo(look.neck + 2, 230);
  right.lineTo(0, 230);
  return bothSides(right);
}

// The skin of the neck as far as `visible` shows it, with the shadow of the chin.
void paintNeck(QPainter& painter, const Look& look, const QPainterPath& visible) {
  fill(painter, visible, look.skin);
  painter.save();
  painter.setClipPath(visible);
  softSpot(painter, {4, look.chin + 4}, look.jaw + 30, 46, look.shade.darker(112), 0.9);
  softSpot(painter, {look.neck + 4, look.chin + 20}, 30, 60, look.shade, 0.55);
  softSpot(painter, {-look.neck - 4, look.chin + 20}, 24, 60, look.shade, 0.4);
  softSpot(painter, {0, look.chin + 76}, 40, 30, look.shade, 0.25);
  painter.restore();
}

void paintCollar(QPainter& painter, const Look& look, double neckY) {
  const double n = look.neck;
  if (look.clothes == Clothes::RoundNeck) {
    QPainterPath opening;
    opening.moveTo(-n - 3, neckY + 1);
    opening.cubicTo(-n + 8, neckY + 46, n - 8, neckY + 46, n + 3, neckY + 1);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(look.cloth.lighter(135), 7, Qt::SolidLine, Qt::FlatCap));
    painter.drawPath(opening);
    return;
  }
  const QColor collar = look.clothes == Clothes::Polo ? look.cloth.lighter(140) : look.shirt;
  for (int side : {-1, 1}) {
    painter.save();
    painter.scale(side, 1);
    QPainterPath leaf;
    leaf.moveTo(n - 1, neckY - 11);
    leaf.lineTo(n + 15, neckY + 10);
    leaf.lineTo(31, neckY + 74);
    leaf.lineTo(2, neckY + 46);
    leaf.cubicTo(20, neckY + 34, n - 8, neckY + 12, n - 1, neckY - 11);
    fill(painter, leaf, collar);
    painter.setPen(QPen(collar.darker(135), 1.1));
    painter.drawLine(QPointF(2, neckY + 46), QPointF(31, neckY + 74));
    painter.drawLine(QPointF(31, neckY + 74), QPointF(n + 15, neckY + 10));
    if (look.clothes == Clothes::Jacket) {
      QPainterPath lapel;
      lapel.moveTo(n + 13, neckY + 4);
      lapel.lineTo(n + 33, neckY + 72);
      lapel.lineTo(n + 14, neckY + 80);
      lapel.lineTo(n + 24, neckY + 96);
      lapel.lineTo(4, neckY + 230);
      lapel.lineTo(30, neckY + 74);
      lapel.closeSubpath();
      fill(painter, lapel, look.cloth.lighter(122));
      painter.setPen(QPen(look.cloth.darker(140), 1.2));
      painter.drawPath(lapel);
    }
    painter.restore();
  }
}

// Skin, shirt or shadow seen between the two halves of the collar.
void paintOpening(QPainter& painter, const Look& look, double neckY) {
  QPainterPath opening;
  if (look.clothes == Clothes::RoundNeck) {
    opening.moveTo(-look.neck - 3, neckY);
    opening.cubicTo(-look.neck + 8, neckY + 46, look.neck - 8, neckY + 46, look.neck + 3, neckY);
    opening.closeSubpath();
    paintNeck(painter, look, opening);
    return;
  }
  const bool jacket = look.clothes == Clothes::Jacket;
  opening.moveTo(-look.neck - 3, neckY);
  opening.lineTo(0, neckY + (jacket ? 245 : 120));
  opening.lineTo(look.neck + 3, neckY);
  opening.closeSubpath();
  fill(painter, opening, jacket ? look.shirt.darker(106) : look.cloth.darker(125));
  QPainterPath throat;
  throat.moveTo(-look.neck - 1, neckY - 11);
  throat.lineTo(0, neckY + 50);
  throat.lineTo(look.neck + 1, neckY - 11);
  throat.closeSubpath();
  paintNeck(painter, look, throat);
  if (jacket) {
    painter.setPen(QPen(look.shirt.darker(130), 1.2));
    painter.drawLine(QPointF(0, neckY + 50), QPointF(0, neckY + 240));
  }
}

// Fine lighter and darker lines that follow the hair.
void paintStrands(QPainter& painter, const Look& look, const QPainterPath& hair) {
  painter.save();
  painter.setClipPath(hair);
  painter.setBrush(Qt::NoBrush);
  const double half = headHalfWidth(look);
  for (int i = 0; i < 26; ++i) {
    const double u = -1 + 2 * (i + 0.5) / 26;
    QPainterPath strand;
    strand.moveTo(u * 26 - 10, look.crown - 2);
    strand.cubicTo(u * half * 0.9, look.crown + 8, u * (half + 4), -80, u * (half + 2), -10);
    QColor colour = i % 2 == 0 ? look.hairColour.lighter(165) : look.hairColour.darker(160);
    colour.setAlphaF(0.22f);
    painter.setPen(QPen(colour, 1.1));
    painter.drawPath(strand);
  }
  softSpot(painter, {-26, look.crown + 22}, 42, 17, look.hairColour.lighter(240), 0.42);
  softSpot(painter, {34, look.crown + 24}, 28, 13, look.hairColour.lighter(220), 0.25);
  painter.restore();
}

// The outer rim of the hair from the left sideburn over the crown to the right one.
QPainterPath cap(const Look& look, double low) {
  const double half = headHalfWidth(look), crown = look.crown;
  QPainterPath path;
  path.moveTo(-half + 5, low);
  path.cubicTo(-half, -30, -half - 2, -84, -half * 0.62, crown + 15);
  path.cubicTo(-half * 0.36, crown - 3.5, half * 0.36, crown - 3.5, half * 0.62, crown + 15);
  path.cubicTo(half + 2, -84, half, -30, half - 5, low);
  return path;
}

QPainterPath frontHair(const Look& look) {
  const double t = look.temple;
  QPainterPath hair = cap(look, look.hair == Hair::Receding ? 0 : -2);
  switch (look.hair) {
    case Hair::SidePart:
      hair.lineTo(t - 3, -4);
      hair.cubicTo(t - 5, -30, t - 4, -48, t - 15, -62);
      hair.cubicTo(t - 28, -80, 8, -84, -34, -88);
      hair.cubicTo(-46, -82, -t + 10, -66, -t + 8, -52);
      hair.cubicTo(-t + 3, -36, -t + 5, -24, -t + 3, -4);
      break;
    case Hair::Crop:
      hair.lineTo(t - 2, -4);
      hair.cubicTo(t - 5, -34, t - 5, -54, t - 14, -66);
      hair.cubicTo(t - 26, -76, -t + 26, -76, -t + 14, -66);
      hair.cubicTo(-t + 5, -54, -t + 5, -34, -t + 2, -4);
      break;
    case Hair::Receding:
      hair.lineTo(t - 1, -4);
      hair.cubicTo(t - 3, -36, t - 6, -62, t - 18, -84);
      hair.cubicTo(t - 30, -96, -t + 30, -96, -t + 18, -84);
      hair.cubicTo(-t + 6, -62, -t + 3, -36, -t + 1, -4);
      break;
    case Hair::Bob:
    case Hair::LongBack:
      hair.cubicTo(t + 2, 0, t - 1, -20, t - 4, -34);  // tucked behind the ear
      hair.cubicTo(t - 14, -66, 30, -88, 4, -92);
      hair.cubicTo(-26, -88, -t + 14, -66, -t + 4, -34);
      hair.cubicTo(-t + 1, -20, -t - 2, 0, -t - 2, -2);
      break;
    case Hair::Bun:
      hair.cubicTo(t + 1, -10, t - 2, -26, t - 6, -40);
      hair.cubicTo(t - 20, -76, 26, -86, 0, -86);
      hair.cubicTo(-26, -86, -t + 20, -76, -t + 6, -40);
      hair.cubicTo(-t + 2, -26, -t - 1, -10, -t - 2, -2);
      break;
  }
  hair.closeSubpath();
  return hair;
}

}  // namespace

void paintBody(QPainter& painter, const Look& look) {
  const double neckY = look.chin + 34;
  paintNeck(painter, look, neckOutline(look));
  const QPainterPath body = shoulders(look, neckY);
  QLinearGradient cloth(0, neckY, 0, neckY + 260);
  cloth.setColorAt(0, look.cloth.lighter(118));
  cloth.setColorAt(1, look.cloth.darker(112));
  fill(painter, body, cloth);
  painter.save();
  painter.setClipPath(body);
  for (int side : {-1, 1}) {
    softSpot(painter, {side * (look.shoulder - 30), neckY + 62}, 60, 24, look.cloth.lighter(170), 0.5);
    softSpot(painter, {side * (look.shoulder - 16), neckY + 200}, 14, 120, look.cloth.darker(180), 0.6);
  }
  painter.restore();
  paintOpening(painter, look, neckY);
  paintCollar(painter, look, neckY);
}

void paintBackHair(QPainter& painter, const Look& look) {
  const double half = headHalfWidth(look);
  const QColor colour = look.hairColour.darker(125);
  if (look.hair == Hair::Bun) {
    fill(
        painter,
        [&] {
          QPainterPath p;
          p.addEllipse(QPointF(0, -30), half - 2, 60);
          return p;
        }(),
        colour);
    return;
  }
  if (look.hair != Hair::Bob && look.hair != Hair::LongBack) return;
  const double bottom = look.hair == Hair::Bob ? look.chin - 8 : look.chin + 84;
  QPainterPath right;
  right.moveTo(0, look.crown + 20);
  right.lineTo(half - 6, -40);
  right.cubicTo(half + 2, 0, half + 4, 50, half + (look.hair == Hair::Bob ? 2 : 0), bottom - 14);
  right.quadTo(half - 6, bottom + 4, half - 26, bottom);
  right.lineTo(0, bottom - 12);
  const QPainterPath hair = bothSides(right);
  fill(painter, hair, colour);
  painter.save();
  painter.setClipPath(hair);
  painter.setBrush(Qt::NoBrush);
  for (int side : {-1, 1}) {
    softSpot(painter, {side * (half - 8), 46}, 9, 70, look.hairColour.lighter(200), 0.4);
    for (int i = 0; i < 7; ++i) {
      QColor line = look.hairColour.lighter(190);
      line.setAlphaF(0.2f);
      painter.setPen(QPen(line, 1.1));
      const double x = half + 3 - i * 4.2;
      QPainterPath strand;
      strand.moveTo(side * (x - 4), -60);
      strand.cubicTo(side * (x + 2), 0, side * (x + 3), 50, side * (x - 3), bottom);
      painter.drawPath(strand);
    }
  }
  painter.restore();
}

void paintFrontHair(QPainter& painter, const Look& look) {
  const QPainterPath hair = frontHair(look);
  QLinearGradient sheen(0, look.crown, 0, 0);
  sheen.setColorAt(0, look.hairColour.darker(112));
  sheen.setColorAt(0.35, look.hairColour.lighter(128));
  sheen.setColorAt(1, look.hairColour.darker(118));
  fill(painter, hair, sheen);
  paintStrands(painter, look, hair);
}

}  // namespace doorstep::devices
