#pragma once

#include <sys/file.h>

#include "devices/drivers/drivers.h"
#include "tests/unit/devices/conformance.h"
#include "tests/unit/devices/imaging_rig.h"

// A scanner behind SANE as a rig: a folder is the hardware (sane_backend.cpp), the whole path to it is the
// product's own.
namespace doorstep::emulators {

using namespace devices;

class SaneRig : public conformance::Rig {
 public:
  SaneRig() {
    std::ofstream(folder_ / "dll.conf") << "doorstep\n";
    plug();
  }

  Settings settings() const {
    return {{"device", "doorstep:" + scanner().string()},
            {"config-dir", folder_.path().string()},
            {"backend-dir", SANE_BACKENDS},
            {"patience-ms", "3000"}};
  }
  std::unique_ptr<Device> make() override {
    auto driver = makeSaneScanner(settings());
    REQUIRE(driver);
    return std::make_unique<DocumentScanner>("it", std::move(*driver));
  }
  void act(Device& device, std::chrono::milliseconds deadline, Done<void> done) override {
    dynamic_cast<DocumentScanner&>(device).scan(75, deadline, [done](const Outcome<Frame>& page) {
      done(page ? Outcome<void>{} : tl::unexpected(page.error()));
    });
  }
  void hold() override { say("hold yes"); }
  void release() override { say("hold no"); }
  void unplug() override { std::filesystem::remove(scanner()); }
  // Renamed into place: with a number of its own, as another node has.
  void plug() override {
    std::ofstream(folder_ / "new") << "a scanner";
    std::filesystem::rename(folder_ / "new", scanner());
  }
  std::optional<std::vector<std::string>> silence() override {
    say("silence once");
    return std::vector<std::string>{"document-scanner.silent"};
  }
  std::optional<std::vector<std::string>> garbage() override {
    say("garbage once");
    return std::vector<std::string>{"document-scanner.unusable"};
  }
  std::optional<int> holders() override {
    const int file = ::open(scanner().c_str(), O_RDWR | O_CLOEXEC);
    const bool free = file < 0 || ::flock(file, LOCK_EX | LOCK_NB) == 0;
    if (file >= 0) ::close(file);
    return free ? 0 : 1;
  }
  std::chrono::milliseconds patience() const override { return std::chrono::seconds{20}; }

  // "unplug", "plug", "replug", or a trouble of sane_backend.cpp and "yes", "once", or "no" (also: 0).
  void say(const std::string& line) {
    if (line == "unplug") return unplug();
    if (line == "plug" || line == "replug") return plug();
    const auto space = line.find(' ');
    const std::string trouble = line.substr(0, space), how = line.substr(space + 1);
    if (how == "no" || how == "0") {
      std::filesystem::remove(folder_ / trouble);
    } else {
      std::ofstream(folder_ / "new") << how;
      std::filesystem::rename(folder_ / "new", folder_ / trouble);
    }
  }
  std::filesystem::path scanner() const { return folder_ / "scanner"; }
  const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  devices::test::Folder folder_;
};

}  // namespace doorstep::emulators
