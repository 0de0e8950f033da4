#include "devices/imaging/page_scenes.h"
#include "devices/imaging/portrait_dice.h"

namespace doorstep::devices {

std::string_view word(PageSceneKind kind) {
  switch (kind) {
    case PageSceneKind::Good:
      return "good";
    case PageSceneKind::Rotated:
      return "rotated";
    case PageSceneKind::Tilted:
      return "tilted";
    case PageSceneKind::Shadow:
      return "shadow";
    case PageSceneKind::Glare:
      return "glare";
    case PageSceneKind::Blurred:
      return "blurred";
    case PageSceneKind::Dark:
      return "dark";
    case PageSceneKind::CutEdge:
      return "cut-edge";
    case PageSceneKind::TwoDocuments:
      return "two-documents";
    case PageSceneKind::UpsideDown:
      return "upside-down";
    case PageSceneKind::Curved:
      return "curved";
    case PageSceneKind::EmptyDesk:
      return "empty-desk";
  }
  return "";
}

namespace {

void spoil(PageScene& scene, PageSceneKind kind, Dice& dice) {
  PlacedPaper& paper = scene.papers.front();
  switch (kind) {
    case PageSceneKind::Good:
      break;
    case PageSceneKind::Rotated:
      paper.turn = dice.between(8, 28) * (dice.coin() ? 1 : -1);
      paper.height *= 0.85;
      break;
    case PageSceneKind::Tilted:
      paper.tilt = dice.between(0.1, 0.2);
      paper.height *= 0.9;
      break;
    case PageSceneKind::Shadow:
      scene.shadow = dice.between(0.4, 0.6);
      break;
    case PageSceneKind::Glare:
      scene.glare = dice.between(0.2, 0.4);
      break;
    case PageSceneKind::Blurred:
      scene.blur = scene.height * dice.between(0.0034, 0.005);
      break;
    case PageSceneKind::Dark:
      scene.light = dice.between(0.2, 0.3);
      break;
    case PageSceneKind::CutEdge:
      paper.middle.x = dice.coin() ? 0.08 : 0.92;
      break;
    case PageSceneKind::TwoDocuments:
      paper.middle = {0.32, 0.5};
      paper.height = sizeOf(paper.paper) == kA4 ? 0.86 : 0.3;
      scene.papers.push_back(
          {DrawnPaper::IdPortrait, {0.79, dice.between(0.3, 0.7)}, 0.2, dice.between(-15, 15)});
      break;
    case PageSceneKind::UpsideDown:
      paper.turn += 180;
      break;
    case PageSceneKind::Curved:
      paper.curve = dice.between(0.012, 0.025) * (dice.coin() ? 1 : -1);
      paper.height *= 0.95;
      break;
    case PageSceneKind::EmptyDesk:
      scene.papers.clear();
      break;
  }
}

}  // namespace

PageScene pageSceneOf(PageSceneKind kind, DrawnPaper paper, int width, int height, unsigned seed) {
  Dice dice(seed);
  PageScene scene;
  scene.width = width;
  scene.height = height;
  scene.seed = seed;
  scene.desk = dice.of(std::array{Desk::Mat, Desk::Wood, Desk::Grey, Desk::Green});
  scene.slope = dice.between(0, 0.25);
  PlacedPaper first;
  first.paper = paper;
  first.seed = seed;
  first.middle = {dice.between(0.46, 0.54), dice.between(0.49, 0.51)};
  first.height = sizeOf(paper) == kA4 ? dice.between(0.82, 0.9) : dice.between(0.3, 0.5);
  first.turn = dice.between(-3, 3);
  first.tilt = dice.between(0, 0.04);
  first.tiltTowards = dice.between(0, 360);
  scene.papers = {first};
  spoil(scene, kind, dice);
  return scene;
}

}  // namespace doorstep::devices
