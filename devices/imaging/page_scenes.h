#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "devices/imaging/page.h"

// Photographs of documents under a document camera, drawn by the project for tests and measurements: real
// papers are about real people. Where the corners really are is known.
namespace doorstep::devices {

enum class DrawnPaper { Text, IdPortrait, IdEmblem, Blank };  // A4, both sides of an ID card, empty A4
enum class Desk { Mat, Wood, Grey, Green };  // a dark mat, wood, light speckle, a cutting mat

// The print itself, flat and upright, at `dpi`. The same seed gives the same text and person.
Frame drawPaper(DrawnPaper paper, int dpi, unsigned seed);
PaperSize sizeOf(DrawnPaper paper);

struct PlacedPaper {
  DrawnPaper paper = DrawnPaper::Text;
  Point middle{0.5, 0.5};  // share of the frame
  double height = 0.86;    // of the paper seen straight from above, share of the frame's height
  double turn = 0;         // degrees, clockwise; 180 is upside down
  double tilt = 0;         // 0-0.3: how much smaller the far side looks
  double tiltTowards = 0;  // degrees: which side is far
  double curve = 0;        // how far the middle of the sides is bent, share of the paper's height
  unsigned seed = 1;
};

// The defaults are a good picture.
struct PageScene {
  int width = 1600;  // px
  int height = 1200;
  std::vector<PlacedPaper> papers;
  Desk desk = Desk::Mat;
  double light = 1;   // exposure: 0.25 is dusk
  double slope = 0;   // 0-0.5: how much darker the far side of the desk is
  double shadow = 0;  // 0-1: how dark the shadow of a head or hand across the frame is
  double glare = 0;   // size of a lamp's reflection on the first paper, share of its height
  double blur = 0;    // px, standard deviation
  double noise = 1.5;
  unsigned seed = 1;
};

struct DrawnPageScene {
  Frame frame;
  std::vector<PageCorners> corners;  // of each paper as it is seen; outside the frame when cut off
};

DrawnPageScene drawPages(const PageScene& scene);

// What can be wrong when somebody lays a paper under the camera.
enum class PageSceneKind {
  Good,
  Rotated,
  Tilted,
  Shadow,
  Glare,
  Blurred,
  Dark,
  CutEdge,
  TwoDocuments,
  UpsideDown,
  Curved,
  EmptyDesk
};
inline constexpr std::array kPageSceneKinds{
    PageSceneKind::Good,         PageSceneKind::Rotated,    PageSceneKind::Tilted, PageSceneKind::Shadow,
    PageSceneKind::Glare,        PageSceneKind::Blurred,    PageSceneKind::Dark,   PageSceneKind::CutEdge,
    PageSceneKind::TwoDocuments, PageSceneKind::UpsideDown, PageSceneKind::Curved, PageSceneKind::EmptyDesk};
std::string_view word(PageSceneKind kind);  // "good", "rotated", ... as file names have it

// A scene of that kind; `seed` varies desk, place and how bad it is.
PageScene pageSceneOf(PageSceneKind kind, DrawnPaper paper, int width, int height, unsigned seed);

}  // namespace doorstep::devices
