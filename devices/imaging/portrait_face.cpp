#include "devices/imaging/portrait_look.h"

namespace doorstep::devices {

namespace {

const QColor kInk(0x2b, 0x1c, 0x18);

QColor faded(QColor colour, double opacity) {
  colour.setAlphaF(static_cast<float>(opacity));
  return colour;
}

void stroke(QPainter& painter, const QPainterPath& path, const QColor& colour, double width) {
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(colour, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.drawPath(path);
}

void fill(QPainter& painter, const QPainterPath& path, const QBrush& brush) {
  painter.setPen(Qt::NoPen);
  painter.setBrush(brush);
  painter.drawPath(path);
}

void paintEar(QPainter& painter, const Look& look) {
  const double x = look.temple - 3;
  QPainterPath ear;
  ear.moveTo(x - 4, -14);
  ear.cubicTo(x + 2, -26, x + 17, -22, x + 15, -4);
  ear.cubicTo(x + 14, 12, x + 10, 20, x + 6, 33);
  ear.cubicTo(x + 3, 40, x - 5, 40, x - 6, 32);
  ear.closeSubpath();
  fill(painter, ear, look.skin);
  painter.save();
  painter.setClipPath(ear);
  softSpot(painter, {x + 1, 6}, 12, 30, look.shade, 0.75);
  softSpot(painter, {x + 12, -8}, 5, 14, look.light, 0.5);
  painter.restore();
  QPainterPath fold;
  fold.moveTo(x + 1, -10);
  fold.cubicTo(x + 10, -16, x + 11, 2, x + 5, 16);
  stroke(painter, fold, faded(look.shade, 0.7), 1.6);
}

// Light from the front and a little from the left: what makes a face a face is the dark band of the eyes, the
// bright ridge of the nose and the bright cheeks.
void paintSkin(QPainter& painter, const Look& look) {
  const QPainterPath outline = faceOutline(look);
  fill(painter, outline, look.skin);
  painter.save();
  painter.setClipPath(outline);
  for (int side : {-1, 1}) {
    softSpot(painter, {side * (look.temple + 2), 10}, 26, 95, look.shade, side > 0 ? 0.62 : 0.42);
    softSpot(painter, {side * (look.jaw + 2), look.chin - 12}, 34, 34, look.shade, 0.4);
    softSpot(painter, {side * look.eye, -4}, 27, 17, look.shade, 0.6);
    softSpot(painter, {side * 12.0, -6}, 9, 20, look.shade, 0.35);
    softSpot(painter, {side * 38.0, 34}, 26, 20, look.light, 0.75);
    softSpot(painter, {side * 42.0, 40}, 22, 14, QColor(0xd8, 0x7a, 0x66), 0.16);
  }
  softSpot(painter, {0, look.chin + 4}, 42, 16, look.shade, 0.45);
  softSpot(painter, {-6, -58}, 50, 34, look.light, 0.65);
  softSpot(painter, {0, -100}, 80, 26, look.shade, 0.5);
  softSpot(painter, {0, look.chin - 14}, 17, 11, look.light, 0.55);
  painter.restore();
}

void paintNose(QPainter& painter, const Look& look) {
  const double tip = look.nose;
  for (int side : {-1, 1})
    softSpot(painter, {side * 10.0, tip - 22}, 6, 24, look.shade, side > 0 ? 0.4 : 0.22);
  softSpot(painter, {0, tip - 30}, 6, 34, look.light, 0.85);
  softSpot(painter, {-1, tip - 7}, 9, 9, look.light, 0.85);
  softSpot(painter, {0, tip + 6}, look.noseHalf + 5, 7, look.shade, 0.75);
  for (int side : {-1, 1}) {
    QPainterPath wing;
    wing.moveTo(side * (look.noseHalf - 4), tip - 10);
    wing.cubicTo(side * (look.noseHalf + 2), tip - 6, side * (look.noseHalf + 1), tip + 3,
                 side * (look.noseHalf - 5), tip + 3);
    stroke(painter, wing, faded(look.shade, 0.85), 1.5);
    QPainterPath nostril;
    nostril.addEllipse(QPointF(side * (look.noseHalf - 9.5), tip + 2.6), 3.8, 1.7);
    fill(painter, nostril, faded(kInk, 0.55));
  }
  // The groove between nose and lip.
  softSpot(painter, {0, (tip + look.mouth) / 2 + 1}, 4, 8, look.shade, 0.3);
}

void paintMouth(QPainter& painter, const Look& look) {
  const double y = look.mouth, half = look.mouthHalf;
  QPainterPath upper;
  upper.moveTo(-half, y - 1.6);
  upper.cubicTo(-half * 0.6, y - look.upperLip * 0.7, -8, y - look.upperLip - 1, -4.5, y - look.upperLip);
  upper.quadTo(0, y - look.upperLip + 2.2, 4.5, y - look.upperLip);
  upper.cubicTo(8, y - look.upperLip - 1, half * 0.6, y - look.upperLip * 0.7, half, y - 1.6);
  upper.cubicTo(half * 0.5, y + 1.6, -half * 0.5, y + 1.6, -half, y - 1.6);
  QPainterPath lower;
  lower.moveTo(-half, y - 1.6);
  lower.cubicTo(-half * 0.55, y + look.lowerLip * 1.25, half * 0.55, y + look.lowerLip * 1.25, half, y - 1.6);
  lower.cubicTo(half * 0.5, y + 1.6, -half * 0.5, y + 1.6, -half, y - 1.6);
  fill(painter, upper, look.lip.darker(112));
  fill(painter, lower, look.lip);
  softSpot(painter, {-2, y + look.lowerLip * 0.55}, 12, 3, look.light, 0.45);
  QPainterPath line;
  line.moveTo(-half - 1, y - 2.6);
  line.cubicTo(-half * 0.6, y + 1.8, half * 0.6, y + 1.8, half + 1, y - 2.6);
  stroke(painter, line, faded(QColor(0x5e, 0x22, 0x22), 0.8), 1.5);
  softSpot(painter, {0, y + look.lowerLip + 5}, 17, 5, look.shade, 0.55);
  for (int side : {-1, 1}) softSpot(painter, {side * (half + 2), y}, 4, 4, look.shade, 0.5);
}

// The eye on the right of the picture; `glint` is the side on which the window's reflection stands.
void paintEye(QPainter& painter, const Look& look, int glint) {
  const double x = look.eye, half = look.eyeHalf, open = look.eyeOpen;
  QPainterPath lid;  // the upper rim, inner corner to outer
  lid.moveTo(x - half, 2.2);
  lid.cubicTo(x - half * 0.6, -open * 1.35, x + half * 0.35, -open * 1.75, x + half, -1.2);
  QPainterPath opening = lid;
  opening.cubicTo(x + half * 0.55, open * 1.05, x - half * 0.35, open * 1.2, x - half, 2.2);
  fill(painter, opening, QColor(0xf4, 0xef, 0xe9));
  painter.save();
  painter.setClipPath(opening);
  fill(
      painter,
      [&] {
        QPainterPath p;
        p.addEllipse(QPointF(x, -0.6), 6.2, 6.2);
        return p;
      }(),
      look.iris);
  softSpot(painter, {x, 2.5}, 4.6, 3.4, QColor(0x86, 0x58, 0x36), 0.6);
  fill(
      painter,
      [&] {
        QPainterPath p;
        p.addEllipse(QPointF(x, -0.6), 2.8, 2.8);
        return p;
      }(),
      QColor(0x0c, 0x09, 0x08));
  softSpot(painter, {x, -open}, half, 4.5, kInk, 0.5);
  fill(
      painter,
      [&] {
        QPainterPath p;
        p.addEllipse(QPointF(x + glint * 2.1, -2.6), 1.25, 1.25);
        return p;
      }(),
      QColor(0xff, 0xff, 0xff));
  painter.restore();
  stroke(painter, lid, kInk, 2.1);
  QPainterPath rim;
  rim.moveTo(x - half * 0.5, open * 0.78);
  rim.quadTo(x + half * 0.3, open * 1.1, x + half, -0.8);
  stroke(painter, rim, faded(look.shade, 0.8), 0.9);
  stroke(painter, lid.translated(0.4, -3.6), faded(look.shade, 0.85), 1.1);
}

void paintBrow(QPainter& painter, const Look& look) {
  const double x = look.eye, y = look.brow, thick = look.browThick;
  QPainterPath brow;
  brow.moveTo(x - 17, y - 0.5);
  brow.cubicTo(x - 8, y - 4, x + 8, y - 5.5, x + 21, y + 2.5);
  brow.cubicTo(x + 8, y - 5 + thick * 0.8, x - 6, y - 3.5 + thick, x - 17.5, y - 0.5 + thick * 0.8);
  brow.closeSubpath();
  fill(painter, brow, faded(look.hairColour.darker(115), look.heavyBrow ? 0.9 : 0.8));
  softSpot(painter, {x, y + 1}, 21, 6, look.hairColour, 0.3);
}

void paintLines(QPainter& painter, const Look& look) {
  if (look.lines <= 0) return;
  const QColor colour = faded(look.shade, 0.05 + 0.5 * look.lines);
  for (int side : {-1, 1}) {
    QPainterPath fold;  // nose to mouth
    fold.moveTo(side * (look.noseHalf + 3), look.nose - 4);
    fold.quadTo(side * (look.noseHalf + 13), look.nose + 12, side * (look.mouthHalf + 7), look.mouth + 2);
    stroke(painter, fold, colour, 1.5);
    QPainterPath bag;  // under the eye
    bag.moveTo(side * (look.eye - 12), 11);
    bag.quadTo(side * (look.eye + 1), 17, side * (look.eye + 14), 9.5);
    stroke(painter, bag, faded(look.shade, 0.5 * look.lines), 1.2);
  }
  if (look.lines < 0.6) return;
  for (double y : {-62.0, -52.0}) {
    QPainterPath furrow;
    furrow.moveTo(-34, y);
    furrow.quadTo(0, y - 5, 34, y);
    stroke(painter, furrow, faded(look.shade, 0.4), 1.2);
  }
}

}  // namespace

void paintFace(QPainter& painter, const Look& look) {
  for (int side : {-1, 1}) {
    painter.save();
    painter.scale(side, 1);
    paintEar(painter, look);
    painter.restore();
  }
  paintSkin(painter, look);
  paintLines(painter, look);
  paintNose(painter, look);
  paintMouth(painter, look);
  for (int side : {-1, 1}) {
    painter.save();
    painter.scale(side, 1);
    paintEye(painter, look, -side);
    paintBrow(painter, look);
    painter.restore();
  }
}

void paintGlasses(QPainter& painter, const Look& look) {
  if (!look.glasses) return;
  const QColor frame(0x2a, 0x2a, 0x30);
  for (int side : {-1, 1}) {
    painter.save();
    painter.scale(side, 1);
    QPainterPath lens;
    lens.addRoundedRect(QRectF(look.eye - 23.5, -15, 47, 33), 12, 13);
    fill(painter, lens, QColor(0xff, 0xff, 0xff, 16));
    stroke(painter, lens, frame, 2.0);
    QPainterPath temple;
    temple.moveTo(look.eye + 23.5, -7);
    temple.lineTo(look.temple + 1, -9);
    stroke(painter, temple, frame, 2.2);
    painter.restore();
  }
  QPainterPath bridge;
  bridge.moveTo(-(look.eye - 23.5), -4);
  bridge.quadTo(0, -10, look.eye - 23.5, -4);
  stroke(painter, bridge, frame, 2.2);
}

}  // namespace doorstep::devices
