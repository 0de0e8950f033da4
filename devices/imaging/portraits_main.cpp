#include <cstdio>
#include <filesystem>
#include <fstream>

#include "devices/imaging/page_scenes.h"
#include "devices/imaging/photo_check.h"
#include "devices/imaging/picture.h"
#include "devices/imaging/portrait_people.h"

// doorstep-portraits DIR: draws the people of the demonstration, and their papers.
//   <slug>.jpg           the licence photo on file, 260x378
//   <slug>-camera.jpg    what the camera sees when they sit down properly
//   camera-<kind>.jpg    the default person in every kind of scene: camera-too-far.jpg,
//   camera-empty-chair.jpg ...
//   documents/*.jpg      what the document camera sees: letter.jpg, letter-blurred.jpg, id-card-portrait.jpg,
//   empty-desk.jpg ...
// default.jpg is written last: where it is, all of them are.
namespace {

using namespace doorstep;
using namespace doorstep::devices;

constexpr int kWidth = 1280, kHeight = 960;
constexpr int kCameraQuality = 92;

Outcome<void> write(const std::filesystem::path& file, const Outcome<PersonalBytes>& bytes) {
  if (!bytes) return tl::unexpected(bytes.error());
  std::ofstream out(file, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes->data()), static_cast<std::streamsize>(bytes->size()));
  out.close();
  if (!out) return problem("camera.picture-unreadable", file.string() + ": cannot be written");
  return {};
}

Outcome<void> drawPerson(PhotoCheck& check, const std::filesystem::path& folder, const DemoSitter& person) {
  const Scene scene = sceneOf(SceneKind::Good, kWidth, kHeight, person.sitter.seed);
  const Frame frame = drawPortrait(person.sitter, scene).frame;
  const auto verdict = check.judge(frame);
  for (const PhotoAdvice advice : verdict.advice)
    std::fprintf(stderr, "%s: the photo check says %s\n", person.slug.c_str(),
                 std::string(word(advice)).c_str());
  if (auto done = write(folder / (person.slug + "-camera.jpg"), encodeJpeg(frame, kCameraQuality)); !done)
    return done;
  return write(folder / (person.slug + ".jpg"), licencePhotoJpeg(frame, verdict));
}

struct DeskScene {
  const char* name;
  PageSceneKind kind;
  DrawnPaper paper;
};

// One seed: both sides of the card are one person's.
Outcome<void> drawDocuments(const std::filesystem::path& folder) {
  constexpr int kDeskWidth = 1600, kDeskHeight = 1200;
  constexpr unsigned kSeed = 3;
  using enum PageSceneKind;
  for (const DeskScene& desk :
       {DeskScene{"letter", Good, DrawnPaper::Text}, DeskScene{"letter-rotated", Rotated, DrawnPaper::Text},
        DeskScene{"letter-upside-down", UpsideDown, DrawnPaper::Text},
        DeskScene{"letter-blurred", Blurred, DrawnPaper::Text},
        DeskScene{"letter-dark", Dark, DrawnPaper::Text}, DeskScene{"letter-glare", Glare, DrawnPaper::Text},
        DeskScene{"letter-cut-edge", CutEdge, DrawnPaper::Text},
        DeskScene{"id-card-portrait", Good, DrawnPaper::IdPortrait},
        DeskScene{"id-card-emblem", Good, DrawnPaper::IdEmblem},
        DeskScene{"empty-desk", EmptyDesk, DrawnPaper::Blank}}) {
    const PageScene scene = pageSceneOf(desk.kind, desk.paper, kDeskWidth, kDeskHeight, kSeed);
    const auto picture = encodeJpeg(drawPages(scene).frame, kCameraQuality);
    if (auto done = write(folder / (std::string(desk.name) + ".jpg"), picture); !done) return done;
  }
  return {};
}

Outcome<void> drawAll(const std::filesystem::path& folder) {
  if (auto done = drawDocuments(folder / "documents"); !done) return done;
  auto check = PhotoCheck::create();
  if (!check) return tl::unexpected(check.error());
  const auto& people = demoSitters();
  const DemoSitter& anybody = people.front();
  for (const SceneKind kind : kSceneKinds) {
    const Scene scene = sceneOf(kind, kWidth, kHeight, anybody.sitter.seed);
    const std::string name = "camera-" + std::string(word(kind)) + ".jpg";
    const auto picture = encodeJpeg(drawPortrait(anybody.sitter, scene).frame, kCameraQuality);
    if (auto done = write(folder / name, picture); !done) return done;
  }
  for (auto person = people.rbegin(); person != people.rend(); ++person)
    if (auto done = drawPerson(*check, folder, *person); !done) return done;
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 || argv[1][0] == '-') {
    std::fprintf(stderr,
                 "doorstep-portraits DIR: draws the people of the demonstration and their papers into DIR\n");
    return 2;
  }
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(argv[1]) / "documents", error);
  if (auto done = drawAll(argv[1]); !done) {
    std::fprintf(stderr, "%s: %s\n", done.error().code.c_str(), done.error().detail.c_str());
    return 1;
  }
  return 0;
}
