#include <csignal>
#include <filesystem>
#include <fstream>

#include "devices/vendor/vendor_process.h"
#include "tests/emulators/reader_rig.h"

// A photo library that misbehaves, behind the whole path: emulated reader, driver, vendor program.
using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::emulators;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

// The bad library in a folder of its own, which tells it how to behave.
class BadLibrary {
 public:
  explicit BadLibrary(const std::string& behaviour) {
    std::string name = fs::temp_directory_path() / "doorstep-library-XXXXXX";
    REQUIRE(mkdtemp(name.data()) != nullptr);
    folder_ = name;
    fs::copy(TEST_BAD_DECODER, folder_ / "library.so");
    behave(behaviour);
  }
  ~BadLibrary() { fs::remove_all(folder_); }
  BadLibrary(const BadLibrary&) = delete;
  BadLibrary& operator=(const BadLibrary&) = delete;

  void behave(const std::string& behaviour) { std::ofstream(folder_ / "behaviour") << behaviour; }
  std::string path() const { return folder_ / "library.so"; }
  int calls() const {
    std::ifstream file(folder_ / "calls");
    return static_cast<int>(std::count(std::istreambuf_iterator<char>(file), {}, '\n'));
  }
  struct Around {
    pid_t process = 0;
    int variables = -1, descriptors = -1, core = -1, dumpable = -1;
  };
  Around around() const {
    Around found;
    std::ifstream(folder_ / "around") >> found.process >> found.variables >> found.descriptors >>
        found.core >> found.dumpable;
    return found;
  }

 private:
  fs::path folder_;
};

// A process that is gone, or waits only to be buried.
bool ended(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string number, name, state;
  return !(file >> number >> name >> state) || state == "Z";
}

constexpr std::size_t bmpSize = 38862;

struct Read {
  bool succeeded = false;
  std::size_t photo = 0;
  std::chrono::milliseconds took{0};
};

Read readOnce(IdCardReader& reader, std::chrono::milliseconds deadline = 10s) {
  const auto begun = Clock::now();
  const auto card = readCard(reader, deadline);
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begun);
  if (!card) return {false, 0, took};
  CHECK(card->name == sampleResident().name);
  return {true, card->photo.size(), took};
}

}  // namespace

TEST_CASE("a photo library that misbehaves costs the photo at most, never the read") {
  struct Case {
    const char* behaviour;
    bool photo;
    int calls;  // of the library
  };
  for (const Case& c :
       {Case{"well", true, 1}, Case{"crash-once", true, 2}, Case{"crash", false, 2},
        Case{"hang-once", true, 2}, Case{"hang", false, 2}, Case{"exit-once", true, 2},
        Case{"exit", false, 2}, Case{"little", false, 1}, Case{"refuse", false, 1}, Case{"print", true, 1}}) {
    CAPTURE(c.behaviour);
    BadLibrary library(c.behaviour);
    UsbReaderRig rig(SamUsb::Wiring::OnePair);
    const auto reader = online(rig, {{"wlt-library", library.path()}});
    const Read read = readOnce(*reader);
    CHECK(read.succeeded);
    CHECK(read.photo == (c.photo ? bmpSize : 0));
    CHECK(library.calls() == c.calls);
    CHECK(reader->status().state == DeviceState::Online);
    std::printf("library: %-10s photo %-4s after %lld ms\n", c.behaviour, c.photo ? "yes" : "none",
                static_cast<long long>(read.took.count()));
    library.behave("well");  // an update, or a better day: the next card has its photo
    rig.insert();
    CHECK(readOnce(*reader).photo == bmpSize);
  }
}

TEST_CASE("a photo library that hangs does not hold up the read's deadline, nor a cancel") {
  BadLibrary library("hang");
  UsbReaderRig rig(SamUsb::Wiring::OnePair);
  const auto reader = online(rig, {{"wlt-library", library.path()}});
  conformance::checkBest(Action::kGrace, [&] {
    rig.insert();
    constexpr auto deadline = 900ms;  // less than the library is waited for
    const Read read = readOnce(*reader, deadline);
    CHECK(read.succeeded);
    CHECK(read.photo == 0);
    return read.took - deadline;
  });
  rig.insert();
  const int before = library.calls();
  const auto ending = conformance::begin(rig, *reader, 10s);
  REQUIRE(conformance::eventually([&] { return library.calls() > before; }));
  reader->cancel();
  CHECK(ending->await(1s) == "device.cancelled");
}

TEST_CASE("a photo library that fails while it is loaded is tried again with the first card") {
  for (const std::string behaviour : {"crash-at-load", "hang-at-load"}) {
    CAPTURE(behaviour);
    BadLibrary library(behaviour);
    UsbReaderRig rig(SamUsb::Wiring::OnePair);
    const auto reader = online(rig, {{"wlt-library", library.path()}});
    const Read without = readOnce(*reader);
    CHECK(without.succeeded);
    CHECK(without.photo == 0);
    library.behave("well");
    rig.insert();
    CHECK(readOnce(*reader).photo == bmpSize);
  }
}

TEST_CASE("the library finds nothing of the kiosk around itself") {
  const BadLibrary library("well");
  UsbReaderRig rig(SamUsb::Wiring::OnePair);
  const auto reader = online(rig, {{"wlt-library", library.path()}});
  CHECK(readOnce(*reader).photo == bmpSize);
  const auto around = library.around();
  CHECK(around.process != getpid());
  CHECK(around.variables == 0);
  CHECK(around.descriptors == 5);  // the socket, and nowhere four times
  CHECK(around.core == 0);
  CHECK(around.dumpable == 0);
}

TEST_CASE("the library's process ends with whoever started it, and is started anew without costing a try") {
  BadLibrary library("well");
  VendorProcess process(VendorProcess::beside("doorstep-vendor"), {library.path()});
  const Action action(Clock::now() + 20s);
  std::thread([&] { CHECK(process.start(5s, action)); }).join();
  const pid_t first = library.around().process;
  REQUIRE(first > 0);
  CHECK(conformance::eventually([&] { return ended(first); }, 2000ms));
  library.behave("crash-once");
  CHECK(process.ask(wire::Bytes(1024, 0x57), 5s, action));
  // Killed from outside between two cards: likewise.
  kill(library.around().process, SIGKILL);
  REQUIRE(conformance::eventually([&] { return ended(library.around().process); }, 2000ms));
  library.behave("crash-once");
  CHECK(process.ask(wire::Bytes(1024, 0x57), 5s, action));
}

TEST_CASE("a program that says too little, nonsense or nothing is given up after the second try") {
  struct Case {
    const char* name;
    const char* script;
    const char* code;
  };
  // Heads: length, low byte first, and kind; 1 ready, 3 answer, 4 refused.
  for (const Case& c :
       {Case{"too little", R"(printf '\0\0\0\0\1'; head -c 9 >/dev/null; printf '\144\0\0\0\3abc')",
             "vendor.failed"},
        Case{"half a head", R"(printf '\0\0')", "vendor.failed"},
        Case{"much too long", R"(printf '\0\0\0\0\1\377\377\377\377\3')", "vendor.failed"},
        Case{"another kind", R"(printf '\0\0\0\0\11')", "vendor.failed"},
        Case{"no greeting", R"(printf '\0\0\0\0\3')", "vendor.failed"},
        Case{"nothing", "exit 0", "vendor.failed"},
        Case{"silence", "head -c 100000 >/dev/null", "vendor.failed"},
        Case{"refused", R"(printf '\4\0\0\0\4nope')", "vendor.refused"}}) {
    CAPTURE(c.name);
    std::string name = fs::temp_directory_path() / "doorstep-program-XXXXXX";
    REQUIRE(mkdtemp(name.data()) != nullptr);
    const std::string program = name + "/program";
    std::ofstream(program) << "#!/bin/sh\necho x >>" << name << "/starts\n" << c.script << '\n';
    fs::permissions(program, fs::perms::owner_all);
    VendorProcess process(program, {});
    const auto answer = process.ask(wire::Bytes{1, 2, 3, 4}, 300ms, Action(Clock::now() + 20s));
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == c.code);
    CHECK(fs::file_size(name + "/starts") == (answer.error().code == "vendor.failed" ? 4 : 2));
    fs::remove_all(name);
  }
  VendorProcess missing("/nowhere/doorstep-vendor", {});
  CHECK(missing.ask(wire::Bytes(4), 300ms, Action(Clock::now() + 20s)).error().code == "vendor.failed");
}
