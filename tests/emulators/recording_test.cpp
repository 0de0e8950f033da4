#include "devices/transport/recording.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "devices/drivers/sdt_reader.h"
#include "devices/transport/serial_port.h"
#include "devices/wire/id_card_text.h"
#include "tests/emulators/sam_pty.h"
#include "tests/emulators/sample_cards.h"

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::emulators;
using namespace std::chrono_literals;

namespace {

// A folder for one recording, gone with it.
struct Folder {
  std::string path = (std::filesystem::temp_directory_path() / "doorstep-recording-XXXXXX").string();
  Folder() { REQUIRE(mkdtemp(path.data()) != nullptr); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path); }
  std::string file() const { return path + "/session.txt"; }
};

std::string contentOf(const std::string& file) {
  std::ostringstream content;
  content << std::ifstream(file).rdbuf();
  return content.str();
}

void write(const std::string& file, const std::string& content) {
  std::ofstream(file) << content;
}

const std::string head = "# Doorstep recording 1 · 设备通信记录\n";

// What a session came to: the module's number, and the text of the card or the problem.
struct Result {
  std::string model;
  wire::Bytes text;
  std::string problem;
  friend bool operator==(const Result&, const Result&) = default;
};

Result session(const std::function<Outcome<std::unique_ptr<Transport>>()>& transport) {
  SdtReader reader(
      [&](Action&) -> Outcome<std::unique_ptr<SdtLink>> {
        auto opened = transport();
        if (!opened) return tl::unexpected(opened.error());
        return std::make_unique<SdtLink>(std::move(*opened));
      },
      std::nullopt);
  Action action(Clock::now() + 20s);
  const auto model = reader.open(action);
  if (!model) return {{}, {}, model.error().code};
  const auto card = reader.read({}, action);
  reader.close();
  if (!card) return {*model, {}, card.error().code};
  return {*model, wire::encodeIdCardText(*card), {}};
}

Result recorded(const std::shared_ptr<SamReaderModel>& model, const std::string& file) {
  const SamPty line(model);
  return session([&]() -> Outcome<std::unique_ptr<Transport>> {
    auto port = SerialPort::open(line.path(), 115200);
    if (!port) return tl::unexpected(port.error());
    return RecordingTransport::create(std::move(*port), file);
  });
}

Result replayed(const std::string& file) {
  return session([&] { return ReplayTransport::open(file); });
}

std::shared_ptr<SamReaderModel> readerWithCard(const std::string& newestAddress = {}) {
  auto model = std::make_shared<SamReaderModel>();
  const auto text = wire::encodeIdCardText(sampleResident());
  model->insert({text.begin(), text.end()}, newestAddress);
  return model;
}

}  // namespace

TEST_CASE("a recorded session with the card reader gives the same result when it is played again") {
  const Folder folder;
  const auto model = readerWithCard("示例省示例市新街2号");
  SUBCASE("undisturbed") {}
  SUBCASE("in small pieces") {
    model->disturb(SamReaderModel::Disturbance::Drip, 100);
  }
  SUBCASE("with a question that stayed without an answer") {
    model->disturb(SamReaderModel::Disturbance::Silence, 1);
  }
  SUBCASE("with garbled replies") {
    model->disturb(SamReaderModel::Disturbance::WrongChecksum, 2);
  }
  const Result live = recorded(model, folder.file());
  REQUIRE(live.problem.empty());
  CHECK(live.text != wire::encodeIdCardText(sampleResident()));  // the newest address was asked for
  CHECK(replayed(folder.file()) == live);
}

TEST_CASE("a session that failed fails in the same way when it is played again") {
  const Folder folder;
  const auto model = readerWithCard();
  model->answerWith(0x20, 0x66);  // the module is not authorised
  const Result live = recorded(model, folder.file());
  CHECK(live.problem == "id-card.sam-fault");
  CHECK(replayed(folder.file()) == live);
}

TEST_CASE("a recording can be read by a person, says whose card it may be, and is its owner's only") {
  const Folder folder;
  REQUIRE(recorded(readerWithCard(), folder.file()).problem.empty());
  const std::string content = contentOf(folder.file());
  CHECK(content.starts_with(head));
  CHECK(content.find("只许用测试证件") < content.find(" > "));
  CHECK(content.find("Test cards only") < content.find(" > "));
  CHECK(content.find(" > AA AA AA 96 69 00 03 12 FF EE\n") != std::string::npos);
  CHECK(content.find(" < AA AA AA 96 69 ") != std::string::npos);
  struct stat status {};
  REQUIRE(stat(folder.file().c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  // Nothing is written over an earlier recording.
  CHECK(RecordingTransport::create(nullptr, folder.file()).error().code == "device.bad-setting");
}

TEST_CASE("the removal of the device is recorded, the end of the driver's patience is not") {
  const Folder folder;
  {
    SamPty line(readerWithCard());
    auto port = SerialPort::open(line.path(), 115200);
    REQUIRE(port);
    const auto transport = *RecordingTransport::create(std::move(*port), folder.file());
    CHECK(transport->read(Clock::now() + 10s, Action(Clock::now() + 20ms)).error().code ==
          "device.timed-out");
    line.unplug();
    CHECK(transport->read(Clock::now() + 10s, Action(Clock::now() + 10s)).error().code == "device.removed");
  }
  const std::string content = contentOf(folder.file());
  CHECK(content.find(" ! device.timed-out") == std::string::npos);
  CHECK(content.find(" ! device.removed\n") != std::string::npos);
  const auto replay = *ReplayTransport::open(folder.file());
  CHECK(replay->read(Clock::now() + 10s, Action(Clock::now() + 10s)).error().code == "device.removed");
}

TEST_CASE("a driver that says something else than was recorded is told the line") {
  const Folder folder;
  write(folder.file(), head + "# more\n    0.100000 > 01 02\n    0.200000 < 03\n");
  const Action action(Clock::now() + 10s);
  const auto replay = *ReplayTransport::open(folder.file());
  CHECK(replay->read(Clock::now() + 20ms, action)->empty());  // nothing came before the question
  const auto other = replay->write(wire::Bytes{1, 3}, Clock::now() + 1s, action);
  REQUIRE_FALSE(other);
  CHECK(other.error().code == "device.transfer-failed");
  CHECK(other.error().detail.starts_with("line 3 "));
  CHECK(replay->write(wire::Bytes{1, 2}, Clock::now() + 1s, action) == 2);
  CHECK(*replay->read(Clock::now() + 1s, action) == wire::Bytes{3});
  CHECK(replay->read(Clock::now() + 1s, action).error().code == "device.removed");
}

TEST_CASE("what is no recording is refused") {
  const Folder folder;
  CHECK(ReplayTransport::open(folder.file()).error().code == "device.bad-setting");
  for (const char* line : {"hello", "0.1 ? 01", "0.1 > 0", "0.1 > 0102", "0.1 > 01 0G", "> 01"}) {
    CAPTURE(line);
    write(folder.file(), head + "0.0 > 01\n" + line + "\n");
    const auto replay = ReplayTransport::open(folder.file());
    REQUIRE_FALSE(replay);
    CHECK(replay.error().detail == "recording: line 3 is none of a recording");
  }
  write(folder.file(), "0.0 > 01\n");
  CHECK_FALSE(ReplayTransport::open(folder.file()));
}

TEST_CASE("a session is recorded when the environment asks for it") {
  const Folder folder;
  const auto filesIn = [&] {
    return std::distance(std::filesystem::directory_iterator(folder.path),
                         std::filesystem::directory_iterator());
  };
  REQUIRE(recordedIfAsked(nullptr, "card-reader"));
  CHECK(filesIn() == 0);
  setenv("DOORSTEP_RECORD_TO", folder.path.c_str(), 1);
  CHECK(recordedIfAsked(nullptr, "card-reader"));
  CHECK(recordedIfAsked(nullptr, "card-reader"));
  unsetenv("DOORSTEP_RECORD_TO");
  CHECK(filesIn() == 2);
}
