#include <cstdio>
#include <filesystem>
#include <fstream>

#include "devices/imaging/photo_check.h"
#include "devices/imaging/picture.h"
#include "devices/imaging/portrait_people.h"

// doorstep-portraits DIR: draws the people of the demonstration.
//   <slug>.jpg           the licence photo on file, 260x378
//   <slug>-camera.jpg    what the camera sees when they sit down properly
//   camera-<kind>.jpg    the default person in every kind of scene: camera-too-far.jpg,
//   camera-empty-chair.jpg ...
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

Outcome<void> drawAll(const std::filesystem::path& folder) {
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
    std::fprintf(stderr, "doorstep-portraits DIR: draws the people of the demonstration into DIR\n");
    return 2;
  }
  std::error_code error;
  std::filesystem::create_directories(argv[1], error);
  if (auto done = drawAll(argv[1]); !done) {
    std::fprintf(stderr, "%s: %s\n", done.error().code.c_str(), done.error().detail.c_str());
    return 1;
  }
  return 0;
}
