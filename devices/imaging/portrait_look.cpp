#include "devices/imaging/portrait_look.h"

#include <QRadialGradient>
#include <QTransform>
#include <algorithm>
#include <array>

#include "devices/imaging/portrait_dice.h"

namespace doorstep::devices {

namespace {

QColor mixed(const QColor& a, const QColor& b, double share) {
  auto part = [share](int from, int to) { return static_cast<int>(from + (to - from) * share); };
  return {part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue())};
}

void chooseBuild(Look& look, const Sitter& sitter, Dice& dice) {
  const double size = sitter.woman ? 0.965 : 1.0;
  look.temple = size * dice.between(72, 76);
  look.cheek = size * dice.between(67, 72);
  look.jaw = size * (sitter.woman ? dice.between(47, 53) : dice.between(51, 60));
  look.chin = size * (sitter.woman ? dice.between(106, 112) : dice.between(109, 117));
  look.eye = dice.between(29.5, 32);
  look.eyeHalf = dice.between(13.5, 15.5);
  look.eyeOpen = dice.between(4.6, 5.8) + (sitter.woman ? 0.5 : 0) - (sitter.age > 60 ? 0.7 : 0);
  look.brow = dice.between(-20.5, -17.5);
  look.browThick = sitter.woman ? dice.between(3.2, 4.2) : dice.between(4.8, 6.4);
  look.noseHalf = size * dice.between(15.5, 19);
  look.nose = dice.between(38, 43);
  look.mouth = look.nose + dice.between(22, 25);
  look.mouthHalf = dice.between(22.5, 27);
  look.upperLip = dice.between(4, 5.8);
  look.lowerLip = dice.between(7, 9.5);
  look.shoulder = sitter.woman ? dice.between(165, 180) : dice.between(190, 210);
  look.neck = sitter.woman ? dice.between(40, 44) : dice.between(48, 55);
}

void chooseColours(Look& look, const Sitter& sitter, Dice& dice) {
  static const std::array<QColor, 5> skins{QColor(0xee, 0xc9, 0xa8), QColor(0xe8, 0xbe, 0x99),
                                           QColor(0xf1, 0xd0, 0xb3), QColor(0xdf, 0xb1, 0x8b),
                                           QColor(0xea, 0xc4, 0xa4)};
  static const std::array<QColor, 5> cloths{QColor(0x2a, 0x33, 0x45), QColor(0x2e, 0x3a, 0x38),
                                            QColor(0x3b, 0x32, 0x3a), QColor(0x30, 0x32, 0x38),
                                            QColor(0x27, 0x3b, 0x52)};
  static const std::array<QColor, 4> shirts{QColor(0xc9, 0xd8, 0xe6), QColor(0xd8, 0xd2, 0xc6),
                                            QColor(0x8e, 0xa5, 0xbc), QColor(0xb9, 0xc7, 0xbd)};
  look.skin = dice.of(skins);
  look.shade = mixed(look.skin, QColor(0x8a, 0x50, 0x36), 0.55);
  look.light = mixed(look.skin, QColor(0xff, 0xf6, 0xea), 0.6);
  look.lip = mixed(look.skin, QColor(0xa8, 0x45, 0x42), sitter.woman ? 0.72 : 0.5);
  look.iris = QColor(0x3d, 0x26, 0x18);
  look.cloth = dice.of(cloths);
  look.shirt = dice.of(shirts);
  const double grey = std::clamp((sitter.age - 48) / 34.0, 0.0, 0.85);
  look.hairColour = mixed(QColor(0x20, 0x1b, 0x1b), QColor(0xa8, 0xa6, 0xa4), grey);
}

}  // namespace

Look lookOf(const Sitter& sitter) {
  static const std::array<Hair, 3> youngMen{Hair::SidePart, Hair::Crop, Hair::SidePart};
  static const std::array<Hair, 3> oldMen{Hair::Receding, Hair::SidePart, Hair::Crop};
  static const std::array<Hair, 3> women{Hair::Bob, Hair::LongBack, Hair::Bun};
  static const std::array<Clothes, 3> clothes{Clothes::Jacket, Clothes::RoundNeck, Clothes::Polo};
  Dice dice(sitter.seed);
  Look look;
  chooseBuild(look, sitter, dice);
  chooseColours(look, sitter, dice);
  look.hair = sitter.woman ? dice.of(women) : dice.of(sitter.age > 52 ? oldMen : youngMen);
  look.crown = look.hair == Hair::Crop || look.hair == Hair::Receding ? dice.between(-119, -116)
                                                                      : dice.between(-127, -121);
  look.clothes = dice.of(clothes);
  look.lines = std::clamp((sitter.age - 32) / 45.0, 0.0, 1.0);
  look.glasses = sitter.glasses;
  look.heavyBrow = !sitter.woman;
  return look;
}

double headHalfWidth(const Look& look) {
  switch (look.hair) {
    case Hair::Crop:
    case Hair::Receding:
      return look.temple + 6;
    case Hair::SidePart:
      return look.temple + 9;
    case Hair::Bob:
    case Hair::LongBack:
    case Hair::Bun:
      return look.temple + 11;
  }
  return look.temple;
}

QPainterPath faceOutline(const Look& look) {
  QPainterPath right;
  right.moveTo(0, -108);
  right.cubicTo(44, -108, look.temple, -80, look.temple, -32);
  right.cubicTo(look.temple, -2, look.cheek + 3, 22, look.cheek - 1, 45);
  right.cubicTo(look.cheek - 5, look.chin * 0.63, look.jaw - 4, look.chin * 0.84, look.jaw * 0.5,
                look.chin - 5);
  right.cubicTo(look.jaw * 0.3, look.chin - 0.5, look.jaw * 0.12, look.chin, 0, look.chin);
  return bothSides(right);
}

QPainterPath bothSides(const QPainterPath& right) {
  // One outline, not two halves: where those meet, antialiasing leaves a line.
  QPainterPath whole = right;
  whole.connectPath(QTransform::fromScale(-1, 1).map(right).toReversed());
  whole.closeSubpath();
  return whole;
}

void softSpot(QPainter& painter, QPointF centre, double rx, double ry, QColor colour, double opacity) {
  painter.save();
  painter.translate(centre);
  painter.scale(rx, ry);
  QRadialGradient gradient(QPointF(0, 0), 1);
  // Close to a Gaussian: no visible rim.
  for (double at : {0.0, 0.25, 0.5, 0.75, 1.0}) {
    const double left = (1 - at * at);
    colour.setAlphaF(static_cast<float>(opacity * left * left));
    gradient.setColorAt(at, colour);
  }
  painter.setPen(Qt::NoPen);
  painter.setBrush(gradient);
  painter.drawEllipse(QPointF(0, 0), 1, 1);
  painter.restore();
}

}  // namespace doorstep::devices
