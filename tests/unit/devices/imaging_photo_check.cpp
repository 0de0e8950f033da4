#include <algorithm>
#include <chrono>
#include <set>

#include "devices/imaging/photo_check.h"
#include "tests/unit/devices/imaging_rig.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::devices::test;

namespace {

// What the rule says of the result, held against where the painter put the head.
struct Fit {
  int length = 0, width = 0, gap = 0;  // photos in which it is wrong
};

bool within(double value, const Between& range) {
  constexpr double kRounding = 1;  // the crop falls on whole px of the frame
  return value >= range.least - kRounding && value <= range.most + kRounding;
}

void measure(Fit& fit, const HeadOutline& head, const Box& crop, const PhotoRule& rule) {
  const double scale = rule.height / static_cast<double>(crop.height);
  if (!within((head.chin - head.top) * scale, rule.headLength)) ++fit.length;
  if (!within((head.right - head.left) * scale, rule.headWidth)) ++fit.width;
  if (!within((head.top - crop.y) * scale, rule.topGap)) ++fit.gap;
}

bool advises(const PhotoVerdict& verdict, const std::set<PhotoAdvice>& any) {
  return std::any_of(verdict.advice.begin(), verdict.advice.end(),
                     [&](auto advice) { return any.count(advice) > 0; });
}

// `count` scenes of the kind, `few` of them at the camera's full size; how many got one of the pieces of
// advice.
int advised(SceneKind kind, const std::set<PhotoAdvice>& any, unsigned count) {
  auto check = PhotoCheck::create();
  REQUIRE(check);
  int hits = 0;
  for (unsigned i = 0; i < count; ++i) {
    const bool full = i % 8 == 0;
    const Scene scene = sceneOf(kind, full ? 1280 : 800, full ? 960 : 600, i * 3 + 1);
    if (advises(check->judge(drawPortrait(sitterNumber(i), scene).frame), any)) ++hits;
  }
  return hits;
}

}  // namespace

TEST_CASE("of 200 people who sit well, the judge takes 19 of 20, and their heads fit") {
  constexpr int kPeople = 200;
  const PhotoRule rule;
  auto check = PhotoCheck::create();
  REQUIRE(check);
  int good = 0;
  Fit fit;
  for (unsigned i = 0; i < kPeople; ++i) {
    const bool full = i % 8 == 0;
    const Scene scene = sceneOf(SceneKind::Good, full ? 1280 : 800, full ? 960 : 600, i * 3 + 1);
    const auto drawn = drawPortrait(sitterNumber(i), scene);
    const auto verdict = check->judge(drawn.frame);
    if (!verdict.good()) {
      MESSAGE("person " << i << ": " << word(verdict.advice.front()));
      continue;
    }
    ++good;
    measure(fit, drawn.head, verdict.crop, rule);
    // The aspect of the result, to a px of the crop.
    CHECK(std::abs(verdict.crop.width - verdict.crop.height * 260.0 / 378) <= 1);
  }
  MESSAGE(good << " of " << kPeople << " accepted; of these wrong in head length " << fit.length
               << ", head width " << fit.width << ", gap above the hair " << fit.gap);
  CHECK(good >= 190);
  CHECK(fit.length <= 10);
  CHECK(fit.width <= 10);
  CHECK(fit.gap <= 10);
}

TEST_CASE("whatever is wrong is said, 19 times in 20") {
  using enum PhotoAdvice;
  struct Expected {
    SceneKind kind;
    std::set<PhotoAdvice> advice;
  };
  const std::vector<Expected> table{
      {SceneKind::TooFar, {ComeCloser}},
      {SceneKind::TooClose, {StepBack}},
      {SceneKind::OffCentre, {MoveLeft, MoveRight}},
      {SceneKind::Blurred, {HoldStill}},
      {SceneKind::Dark, {TooDark}},
      {SceneKind::Bright, {TooBright}},
      {SceneKind::ColouredWall, {BackgroundNotWhite}},
      {SceneKind::TwoPeople, {SeveralFaces}},
      {SceneKind::EmptyChair, {NoFace}},
  };
  constexpr int kEach = 40;
  for (const auto& [kind, advice] : table) {
    const int hits = advised(kind, advice, kEach);
    MESSAGE(word(kind) << ": " << hits << " of " << kEach << " got their advice");
    CHECK(hits >= 38);
  }
}

TEST_CASE("the person's own left and right, up and down") {
  using enum PhotoAdvice;
  auto check = PhotoCheck::create();
  REQUIRE(check);
  const auto adviceAt = [&](double x, double y) {
    Scene scene = sceneOf(SceneKind::Good, 1280, 960, 1);
    scene.x = x;
    scene.y = y;
    const auto verdict = check->judge(drawPortrait(sitterNumber(0), scene).frame);
    return verdict.advice.empty() ? std::string("good") : std::string(word(verdict.advice.front()));
  };
  // Who is seen on the left of an unmirrored picture sits too far to their own right.
  CHECK(adviceAt(0.25, 0.42) == "move-left");
  CHECK(adviceAt(0.75, 0.42) == "move-right");
  CHECK(adviceAt(0.5, 0.22) == "move-down");
  CHECK(adviceAt(0.5, 0.62) == "move-up");
  CHECK(adviceAt(0.5, 0.42) == "good");
}

TEST_CASE("the same frame always gets the same verdict") {
  auto check = PhotoCheck::create();
  REQUIRE(check);
  const auto frame = drawPortrait(sitterNumber(5), sceneOf(SceneKind::Good, 800, 600, 7)).frame;
  const auto other = drawPortrait(sitterNumber(6), sceneOf(SceneKind::Dark, 800, 600, 7)).frame;
  const auto first = check->judge(frame);
  check->judge(other);
  const auto second = check->judge(frame);
  CHECK(first.advice == second.advice);
  CHECK(first.crop.x == second.crop.x);
  CHECK(first.crop.height == second.crop.height);
  CHECK(first.sharpness == second.sharpness);
}

TEST_CASE("sharpness does not depend on how large the face is or how dark the room") {
  auto check = PhotoCheck::create();
  REQUIRE(check);
  const auto sharpness = [&](double headLength, double blurShare, double light) {
    Scene scene;
    scene.headLength = headLength;
    scene.blur = headLength * blurShare;
    scene.light = light;
    return check->judge(drawPortrait(sitterNumber(2), scene).frame).sharpness;
  };
  const double small = sharpness(300, 0.012, 1), large = sharpness(520, 0.012, 1),
               dark = sharpness(520, 0.012, 0.5);
  CHECK(small < 60);
  CHECK(large < 60);
  CHECK(dark < 60);
  CHECK(sharpness(300, 0, 1) > 60);
  CHECK(sharpness(520, 0, 0.5) > 60);
}

TEST_CASE("in an empty frame and in a tiny one there is no face") {
  auto check = PhotoCheck::create();
  REQUIRE(check);
  for (const Frame& frame : {Frame{}, plainFrame(1, 1, 0, 0, 0), plainFrame(20, 3, 255, 255, 255)})
    CHECK_FALSE(check->judge(frame).good());
}

TEST_CASE("without its face model the judge says what is missing") {
  const auto missing = PhotoCheck::create("/nowhere/cascade.xml");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == "camera.no-face-model");
  const Folder folder;
  std::ofstream(folder / "cascade.xml") << "no cascade";
  const auto wrong = PhotoCheck::create((folder / "cascade.xml").string());
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().code == "camera.no-face-model");
}

TEST_CASE("how long the judge takes, for information") {
  auto check = PhotoCheck::create();
  REQUIRE(check);
  const auto frame = drawPortrait(sitterNumber(1), sceneOf(SceneKind::Good, 1280, 960, 1)).frame;
  auto best = std::chrono::microseconds::max();
  for (int attempt = 0; attempt < 10; ++attempt) {
    const auto begun = std::chrono::steady_clock::now();
    check->judge(frame);
    best = std::min(best, std::chrono::duration_cast<std::chrono::microseconds>(
                              std::chrono::steady_clock::now() - begun));
  }
  MESSAGE("judge() of 1280x960: best of 10 " << best.count() / 1000.0 << " ms");
}
