#pragma once

#include <QColor>
#include <QPainter>
#include <QPainterPath>

#include "devices/imaging/portrait.h"

// How a sitter looks, and the brushes that paint them. Units are millimetres of the sitter; the origin lies
// between the pupils, x to the right of the picture, y down. Private to the portrait painter.
namespace doorstep::devices {

enum class Hair { SidePart, Crop, Receding, Bob, LongBack, Bun };
enum class Clothes { Jacket, RoundNeck, Polo };

struct Look {
  // Distances from the axis or from the eye line.
  double temple = 73, cheek = 69, jaw = 54, chin = 112, crown = -124;
  double eye = 31, eyeHalf = 15, eyeOpen = 5.4;
  double brow = -19, browThick = 5.5;
  double noseHalf = 17, nose = 40;
  double mouth = 64, mouthHalf = 25, upperLip = 5, lowerLip = 8.5;
  double shoulder = 195, neck = 50;
  double lines = 0;  // 0 smooth … 1 deep
  Hair hair = Hair::SidePart;
  Clothes clothes = Clothes::Jacket;
  QColor skin, shade, light, lip, hairColour, cloth, shirt, iris;
  bool glasses = false;
  bool heavyBrow = true;
};

Look lookOf(const Sitter& sitter);
// Half the width of the head with its hair: what the licence rules call the head's width, halved.
double headHalfWidth(const Look& look);

void paintBody(QPainter& painter, const Look& look);      // neck, shoulders, clothes
void paintBackHair(QPainter& painter, const Look& look);  // what hangs or stands behind the head
void paintFace(QPainter& painter, const Look& look);      // ears, skin, eyes, nose, mouth, lines
void paintFrontHair(QPainter& painter, const Look& look);
void paintGlasses(QPainter& painter, const Look& look);

QPainterPath faceOutline(const Look& look);
// A shape from the right half of its outline, which starts and ends on the axis.
QPainterPath bothSides(const QPainterPath& right);
// A colour that fades from `opacity` in the middle to nothing at the rim of an ellipse.
void softSpot(QPainter& painter, QPointF centre, double rx, double ry, QColor colour, double opacity);

}  // namespace doorstep::devices
