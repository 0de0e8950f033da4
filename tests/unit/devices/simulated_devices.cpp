#include <filesystem>
#include <fstream>

#include "devices/manager.h"
#include "devices/simulated/world.h"
#include "tests/unit/devices/conformance.h"

using namespace doorstep;
using namespace doorstep::devices;
using conformance::becomes;
using conformance::eventually;
using std::chrono::milliseconds;

namespace {

// Waits for the one answer of an action, with its value.
template <class T>
class Answer {
 public:
  Done<T> done() {
    return [state = state_](Outcome<T> outcome) {
      const std::lock_guard lock(state->mutex);
      state->outcome = std::move(outcome);
      state->came.notify_all();
    };
  }
  Outcome<T> await() {
    std::unique_lock lock(state_->mutex);
    REQUIRE(
        state_->came.wait_for(lock, milliseconds{20'000}, [this] { return state_->outcome.has_value(); }));
    return *state_->outcome;
  }

 private:
  struct State {
    std::mutex mutex;
    std::condition_variable came;
    std::optional<Outcome<T>> outcome;
  };
  std::shared_ptr<State> state_ = std::make_shared<State>();
};

// A fictitious person: there is no region 990101.
IdCard liLei() {
  IdCard card;
  card.name = Secret("李雷");
  card.sex = '1';
  card.number = Secret("990101199001011230");
  card.photo = Secret("BM");
  return card;
}

struct Station {
  std::unique_ptr<DeviceManager> manager =
      *DeviceManager::create({{"reader", DeviceKind::IdCardReader, "simulated", {}},
                              {"printer", DeviceKind::ReceiptPrinter, "simulated", {}},
                              {"camera", DeviceKind::Camera, "simulated", {}}},
                             nullptr, {milliseconds{20}});
  Station() {
    manager->simulated()->registerCard("li-lei", liLei());
    for (auto* device : manager->devices()) REQUIRE(becomes(*device, DeviceState::Online));
  }
  void say(const std::string& device, const std::string& line) const {
    REQUIRE(manager->simulated()->command(device, line));
  }
  SimulatedState state(const std::string& device) const { return *manager->simulated()->state(device); }

  Answer<IdCard> read(CardReadOptions options = {}, milliseconds deadline = milliseconds{10'000}) const {
    Answer<IdCard> answer;
    manager->idCardReader()->read(options, deadline, answer.done());
    return answer;
  }
  Answer<PrintReport> print(PrintDocument document, milliseconds deadline = milliseconds{10'000}) const {
    Answer<PrintReport> answer;
    manager->receiptPrinter()->print(std::move(document), deadline, answer.done());
    return answer;
  }
  std::vector<Slip> slips() const { return manager->simulated()->takeSlips("printer"); }
};

PrintDocument lines(int count) {
  PrintDocument document{"test", {}};
  for (int i = 1; i <= count; ++i) document.blocks.emplace_back(PrintText{"line " + std::to_string(i)});
  return document;
}

}  // namespace

TEST_CASE("simulated reader: a card is waited for, read and seen to go") {
  const Station station;
  auto answer = station.read();
  REQUIRE(becomes(*station.manager->idCardReader(), DeviceState::Busy));
  station.say("reader", "insert li-lei");
  const auto card = answer.await();
  REQUIRE(card);
  CHECK(card->name == Secret("李雷"));
  CHECK(card->number.reveal() == "990101199001011230");
  CHECK_FALSE(card->photo.empty());

  Answer<void> gone;
  station.manager->idCardReader()->waitForRemoval(milliseconds{60}, gone.done());
  CHECK(gone.await().error().code == "device.timed-out");
  Answer<void> goes;
  station.manager->idCardReader()->waitForRemoval(milliseconds{10'000}, goes.done());
  station.say("reader", "remove");
  station.say("reader", "insert li-lei");  // the same card again is another one
  CHECK(goes.await());

  CHECK(station.read({.photo = false}).await()->photo.empty());
}

TEST_CASE("simulated reader: a card lifted in mid-read is a hint, and the next read works") {
  const Station station;
  station.say("reader", "insert li-lei");
  SUBCASE("by the script") {
    station.say("reader", "lift-after 30");
  }
  SUBCASE("by hand") {
    station.say("reader", "slow 0");
    station.say("reader", "lift-after 0");
  }
  CHECK(station.read().await().error().code == "id-card.removed");
  CHECK(station.state("reader").card.empty());
  station.say("reader", "insert li-lei");
  CHECK(station.read().await());
}

TEST_CASE("simulated reader: so many disturbances, no more") {
  const Station station;
  station.say("reader", "insert li-lei");
  station.say("reader", "garbage 2");
  CHECK(station.read().await().error().code == "id-card.reader-garbled");
  CHECK(station.read().await().error().code == "id-card.reader-garbled");
  CHECK(station.read().await());
}

TEST_CASE("every simulated device can be slow") {
  const Station station;
  station.say("reader", "insert li-lei");
  station.say("reader", "slow 200");
  const auto begun = Clock::now();
  CHECK(station.read().await());
  CHECK(Clock::now() - begun >= milliseconds{200});
  CHECK(station.read({}, milliseconds{50}).await().error().code == "device.timed-out");
}

TEST_CASE("simulated printer: the slip as text") {
  const Station station;
  const PrintDocument document{
      "receipt",
      {PrintText{"换证回执", Align::Centre, 2, true}, PrintRule{}, PrintPair{"受理号", "9901260000017"},
       PrintText{"right", Align::Right}, PrintFeed{2}, PrintText{std::string(50, 'x')},
       PrintQr{"https://example.test/r/1"}}};
  const auto report = station.print(document).await();
  REQUIRE(report);
  CHECK(report->blocks == 7);
  CHECK_FALSE(report->resumed);
  const auto slips = station.slips();
  REQUIRE(slips.size() == 1);
  CHECK(slips[0].complete);
  const std::vector<std::string> expected{std::string(16, ' ') + "换证回执",
                                          std::string(48, '-'),
                                          "受理号" + std::string(29, ' ') + "9901260000017",
                                          std::string(43, ' ') + "right",
                                          "",
                                          "",
                                          std::string(48, 'x'),
                                          std::string(2, 'x'),
                                          "[QR https://example.test/r/1]"};
  CHECK(slips[0].lines == expected);
  CHECK(station.slips().empty());  // taken
  CHECK(station.state("printer").lastSlip.lines == expected);
  CHECK(station.state("printer").slipCount == 1);
}

TEST_CASE("simulated printer: paper that runs out in mid-slip") {
  const Station station;
  station.say("printer", "paper-out-after 2");
  SUBCASE("is waited for, and nothing is lost or printed twice") {
    auto answer = station.print(lines(5));
    REQUIRE(eventually([&] { return station.state("printer").paper == Supplies::Out; }));
    station.say("printer", "cover open");  // as one does to load paper
    station.say("printer", "paper ok");
    station.say("printer", "cover closed");
    const auto report = answer.await();
    REQUIRE(report);
    CHECK(report->blocks == 5);
    CHECK(report->resumed);
    const auto slips = station.slips();
    REQUIRE(slips.size() == 1);
    CHECK(slips[0].lines == std::vector<std::string>{"line 1", "line 2", "line 3", "line 4", "line 5"});
  }
  SUBCASE("and is not loaded: the slip is incomplete, and said to be") {
    const auto report = station.print(lines(5), milliseconds{200}).await();
    REQUIRE_FALSE(report);
    CHECK(report.error().code == "printer.interrupted");
    CHECK(report.error().detail == "2 of 5 blocks printed");
    const auto slips = station.slips();
    REQUIRE(slips.size() == 1);
    CHECK_FALSE(slips[0].complete);
    CHECK(slips[0].lines.size() == 2);
    REQUIRE(
        eventually([&] { return station.manager->receiptPrinter()->status().supplies == Supplies::Out; }));
    CHECK_FALSE(station.manager->receiptPrinter()->status().ready());
  }
}

TEST_CASE("simulated printer: what keeps it from printing is a status and a named problem") {
  const Station station;
  auto& printer = *station.manager->receiptPrinter();
  station.say("printer", "cover open");
  REQUIRE(becomes(printer, DeviceState::UserError));
  CHECK(printer.status().problem == "printer.cover-open");
  CHECK(station.print(lines(1)).await().error().code == "printer.cover-open");
  station.say("printer", "cover closed");
  station.say("printer", "cutter jam");
  REQUIRE(becomes(printer, DeviceState::HardwareError));
  CHECK(station.print(lines(1)).await().error().code == "printer.cutter");
  station.say("printer", "cutter ok");
  station.say("printer", "paper out");
  CHECK(station.print(lines(1)).await().error().code == "printer.paper-out");
  CHECK(station.slips().empty());
  station.say("printer", "paper low");
  REQUIRE(becomes(printer, DeviceState::Online));
  CHECK(printer.status().supplies == Supplies::Low);
  CHECK(station.print(lines(1)).await());
}

namespace {

// A picture of 2 x 1 px, blue then red: an uncompressed BMP.
std::string twoPixels() {
  const std::vector<unsigned char> bytes{
      'B', 'M', 62, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 2, 0, 0, 0, 1, 0,   0, 0, 1, 0, 24,  0, 0,
      0,   0,   0,  8, 0, 0, 0, 0, 0, 0, 0,  0, 0, 0, 0,  0, 0, 0, 0, 0, 0, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0};
  const auto file =
      std::filesystem::temp_directory_path() / ("doorstep-two-pixels-" + std::to_string(getpid()) + ".bmp");
  std::ofstream(file, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), std::ssize(bytes));
  return file;
}

}  // namespace

TEST_CASE("simulated camera: shows a picture, an empty room, and nothing at all when it freezes") {
  const Station station;
  auto& camera = *station.manager->camera();
  std::mutex mutex;
  Frame last;
  Answer<void> ended;
  camera.stream(
      [&](const Frame& frame) {
        const std::lock_guard lock(mutex);
        last = frame;
      },
      milliseconds{60'000}, ended.done());
  const auto widthIs = [&](int width) {
    return eventually([&] {
      const std::lock_guard lock(mutex);
      return last.width == width;
    });
  };
  REQUIRE(widthIs(640));

  const auto file = twoPixels();
  station.say("camera", "show " + file);
  REQUIRE(widthIs(2));
  CHECK(station.state("camera").picture == file);
  {
    const std::lock_guard lock(mutex);
    CHECK(last.height == 1);
    CHECK(last.bgr->at(0) == 255);  // blue
    CHECK(last.bgr->at(5) == 255);  // red
  }
  std::filesystem::remove(file);
  station.say("camera", "show none");
  REQUIRE(widthIs(640));

  const auto bad = station.manager->simulated()->command("camera", "show /none-such.png");
  REQUIRE_FALSE(bad);
  CHECK(bad.error().code == "camera.picture-unreadable");

  SUBCASE("stop() ends it well") {
    camera.stop();
    CHECK(ended.await());
  }
  SUBCASE("cancel() does not") {
    camera.cancel();
    CHECK(ended.await().error().code == "device.cancelled");
  }
  SUBCASE("a frozen camera is a fault") {
    station.say("camera", "freeze");
    CHECK(ended.await().error().code == "camera.silent");
  }
  SUBCASE("unplugged") {
    station.say("camera", "unplug");
    CHECK(ended.await().error().code == "device.removed");
  }
}

TEST_CASE("simulated camera: a stream's own deadline, and stopping when nothing streams") {
  const Station station;
  auto& camera = *station.manager->camera();
  camera.stop();
  Answer<void> ended;
  std::atomic<int> frames{0};
  camera.stream([&](const Frame&) { ++frames; }, milliseconds{300}, ended.done());
  CHECK(ended.await().error().code == "device.timed-out");
  CHECK(frames > 0);
}
