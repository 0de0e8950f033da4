#include "devices/drivers/sdt_link.h"

#include <deque>

#include "tests/fuzz/target.h"

// A module that says what the input holds, whatever it is asked: pieces, each behind a byte with its length;
// an empty one is a line that stays quiet. When all is said the module is pulled out.
namespace doorstep::fuzz {
namespace {

using namespace devices;
using wire::Bytes;
namespace sdt = wire::sdt;

class SayingTransport : public Transport {
 public:
  explicit SayingTransport(Input input) : rest_(input) {}

  Outcome<std::size_t> write(wire::ByteView bytes, Clock::time_point, const Action&) override {
    MUST(wire::sdtChecksum(bytes.subspan(wire::sdtPreambleLength)) == 0);
    return bytes.size();
  }
  Outcome<Bytes> read(Clock::time_point, const Action&) override {
    if (rest_.empty()) return problem("device.removed", "all is said");
    const std::size_t length = std::min<std::size_t>(rest_[0], rest_.size() - 1);
    const Input piece = rest_.subspan(1, length);
    rest_ = rest_.subspan(1 + length);
    return Bytes(piece.begin(), piece.end());
  }

 private:
  Input rest_;
};

std::string inPieces(const std::vector<Bytes>& frames) {
  constexpr std::size_t most = 255;
  std::string input(1, '\0');  // the line is quiet before the first question
  for (const Bytes& frame : frames)
    for (std::size_t at = 0; at < frame.size(); at += most) {
      const std::size_t length = std::min(most, frame.size() - at);
      input += static_cast<char>(length) + asString(wire::ByteView(frame).subspan(at, length));
    }
  return input;
}

Bytes success(const wire::SdtCommand& command, std::size_t length) {
  Bytes body{0, 0, static_cast<std::uint8_t>(command.success)};
  body.resize(3 + length);
  if (length > 1000) body[3] = 1, body[5] = 4;
  return wire::sdtFrame(body);
}

constexpr std::array kQuestions{sdt::samId, sdt::findCard, sdt::selectCard, sdt::readText,
                                sdt::readNewestAddress};

}  // namespace

std::vector<std::string> seeds() {
  std::vector<Bytes> visit;
  std::vector<std::string> all;
  for (const auto& question : kQuestions) {
    visit.push_back(success(question, question.least));
    all.push_back(inPieces(visit));
  }
  const Bytes noise{0xAA, 0xAA, 0xAA, 0x96}, refused = wire::sdtFrame(Bytes{0, 0, 0x80});
  all.push_back(inPieces({noise, visit[0], refused, visit[1]}));
  return all;
}

void run(Input input) {
  SdtLink link(std::make_unique<SayingTransport>(input));
  const Action action(Clock::now() + std::chrono::seconds(20));
  for (const auto& question : kQuestions) {
    const auto reply = link.ask(question, action);
    if (!reply) {
      const std::string& code = reply.error().code;
      MUST(code == "device.removed" || code == "id-card.reader-garbled" || code == "id-card.reader-silent");
      MUST(reply.error().detail.size() < 20);  // names the command, quotes nothing
      continue;
    }
    MUST(wire::answers(question, *reply));
    MUST(reply->sw3 != wire::Sw3::BadChecksum && reply->sw3 != wire::Sw3::BadLength);
  }
}

}  // namespace doorstep::fuzz
