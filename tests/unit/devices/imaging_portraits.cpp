#include <fstream>
#include <map>
#include <regex>

#include "devices/imaging/photo_check.h"
#include "devices/imaging/portrait_people.h"
#include "tests/unit/devices/imaging_rig.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::devices::test;

TEST_CASE("the same sitter looks the same, another one different") {
  Scene scene;
  scene.width = 320;
  scene.height = 240;
  scene.headLength = 120;
  const auto once = drawPortrait(sitterNumber(1), scene), again = drawPortrait(sitterNumber(1), scene);
  const auto other = drawPortrait(sitterNumber(2), scene);
  CHECK(*once.frame.bgr == *again.frame.bgr);
  CHECK(*once.frame.bgr != *other.frame.bgr);
  CHECK(once.head.chin - once.head.top == doctest::Approx(120));
}

TEST_CASE("every citizen of the demo has a face of their sex") {
  std::map<std::string, bool> women;
  for (const auto& [slug, sitter] : demoSitters()) women[slug] = sitter.woman;
  std::ifstream citizens(DOORSTEP_SOURCE_DIR "/services/sandbox/citizens.yaml");
  REQUIRE(citizens);
  int people = 0;
  std::string line, slug;
  std::smatch found;
  while (std::getline(citizens, line)) {
    if (std::regex_match(line, found, std::regex(R"(\s*- slug: (\S+))"))) {
      slug = found[1];
      ++people;
      INFO(slug);
      CHECK(women.count(slug) == 1);
    } else if (std::regex_match(line, found, std::regex(R"(\s*sex: (\w+))"))) {
      INFO(slug);
      CHECK(women[slug] == (found[1] == "female"));
    }
  }
  CHECK(people >= 16);
}

TEST_CASE("every face of the demo passes the photo check") {
  auto check = PhotoCheck::create();
  REQUIRE(check);
  for (const auto& [slug, sitter] : demoSitters()) {
    const auto frame = drawPortrait(sitter, sceneOf(SceneKind::Good, 1280, 960, sitter.seed)).frame;
    const auto verdict = check->judge(frame);
    const std::string person = slug;
    INFO(person);
    CHECK(verdict.good());
    CHECK(licencePhotoJpeg(frame, verdict));
  }
}
