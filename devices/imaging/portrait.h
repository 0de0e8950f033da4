#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "devices/camera.h"

// Portraits drawn by the project, for tests and the demo: photographs of real people are personal data and
// have no place in a repository. They follow the mean head of Chinese adults (GB 10000-1988: 216-223 mm high,
// 149-154 mm wide), so that what holds for them (what the face finder sees, where crown and chin lie) holds
// for people.
namespace doorstep::devices {

// Who sits there. The same sitter always looks the same.
struct Sitter {
  unsigned seed = 1;  // chooses build, features, hair and clothes
  int age = 40;       // years; shows in hair and lines
  bool woman = false;
  bool glasses = false;
};

// What the camera sees of them. The defaults make a good licence photo.
struct Scene {
  int width = 1280;               // px
  int height = 960;               // px
  double headLength = 480;        // px from the top of the hair to the chin
  double x = 0.5, y = 0.46;       // the middle of the head, as a share of width and height
  std::uint32_t wall = 0xf4f5f5;  // 0xrrggbb
  double light = 1;               // exposure: 0.3 is dusk, 1.8 burns out
  double blur = 0;                // px, standard deviation
  double noise = 1.5;             // standard deviation of a channel, 0-255
  bool empty = false;             // nobody there, only the chair
  bool secondPerson = false;      // somebody looks over the shoulder
};

// Where the head really is, px of the frame: hair included, ears not.
struct HeadOutline {
  double top = 0, chin = 0, left = 0, right = 0;
};

struct DrawnPortrait {
  Frame frame;
  HeadOutline head;  // of the first person; zero in an empty scene
};

DrawnPortrait drawPortrait(const Sitter& sitter, const Scene& scene);

// What can be wrong when somebody sits down in front of the camera.
enum class SceneKind {
  Good,
  TooFar,
  TooClose,
  OffCentre,
  Blurred,
  Dark,
  Bright,
  ColouredWall,
  TwoPeople,
  EmptyChair
};
inline constexpr std::array kSceneKinds{
    SceneKind::Good, SceneKind::TooFar, SceneKind::TooClose,     SceneKind::OffCentre, SceneKind::Blurred,
    SceneKind::Dark, SceneKind::Bright, SceneKind::ColouredWall, SceneKind::TwoPeople, SceneKind::EmptyChair};
std::string_view word(SceneKind kind);  // "good", "too-far", ... as file names have it

// A scene of that kind; `seed` varies size, place and how bad it is.
Scene sceneOf(SceneKind kind, int width, int height, unsigned seed);

}  // namespace doorstep::devices
