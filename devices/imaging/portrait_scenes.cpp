#include "devices/imaging/portrait.h"
#include "devices/imaging/portrait_dice.h"

namespace doorstep::devices {

std::string_view word(SceneKind kind) {
  switch (kind) {
    case SceneKind::Good:
      return "good";
    case SceneKind::TooFar:
      return "too-far";
    case SceneKind::TooClose:
      return "too-close";
    case SceneKind::OffCentre:
      return "off-centre";
    case SceneKind::Blurred:
      return "blurred";
    case SceneKind::Dark:
      return "dark";
    case SceneKind::Bright:
      return "bright";
    case SceneKind::ColouredWall:
      return "coloured-wall";
    case SceneKind::TwoPeople:
      return "two-people";
    case SceneKind::EmptyChair:
      return "empty-chair";
  }
  return "";
}

Scene sceneOf(SceneKind kind, int width, int height, unsigned seed) {
  static constexpr std::array<std::uint32_t, 5> kWalls{0x8fb3d1, 0xc9a27a, 0x7d8f78, 0xb56a5f, 0x9a9aa0};
  Dice dice(seed);
  Scene scene;
  scene.width = width;
  scene.height = height;
  scene.headLength = height * dice.between(0.45, 0.54);
  scene.x = dice.between(0.44, 0.56);
  scene.y = dice.between(0.39, 0.43);
  switch (kind) {
    case SceneKind::Good:
      break;
    case SceneKind::TooFar:
      scene.headLength = dice.between(150, 215);  // px: fewer than the result has
      break;
    case SceneKind::TooClose:
      scene.headLength = height * dice.between(0.72, 0.85);
      scene.y = 0.48;
      break;
    case SceneKind::OffCentre:
      scene.x = dice.coin() ? dice.between(0.22, 0.28) : dice.between(0.72, 0.78);
      break;
    case SceneKind::Blurred:
      scene.blur = scene.headLength * dice.between(0.01, 0.02);
      break;
    case SceneKind::Dark:
      scene.light = dice.between(0.18, 0.36);
      break;
    case SceneKind::Bright:
      scene.light = dice.between(1.5, 1.8);
      break;
    case SceneKind::ColouredWall:
      scene.wall = dice.of(kWalls);
      break;
    case SceneKind::TwoPeople:
      scene.headLength = height * dice.between(0.42, 0.46);
      scene.x = dice.coin() ? dice.between(0.36, 0.4) : dice.between(0.6, 0.64);
      scene.secondPerson = true;
      break;
    case SceneKind::EmptyChair:
      scene.empty = true;
      break;
  }
  return scene;
}

}  // namespace doorstep::devices
