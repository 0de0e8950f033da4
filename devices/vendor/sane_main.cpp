// doorstep-sane PARENT-PID CONFIG-DIR BACKEND-DIR: scans with SANE, for the kiosk that started it and holds
// the other end of the socket on its standard input. SANE's backends are of very many hands: one that crashes
// or hangs costs this process. The folders may be empty words: SANE's own then.
//
// When the kiosk takes its end of the socket away, the scan under way is cancelled, so that the scanner comes
// to rest, and the program ends.
#include <cstdlib>
#include <thread>

#include <poll.h>
#include <unistd.h>

#include "devices/vendor/program.h"
#include "devices/vendor/sane_session.h"
#include "devices/vendor/scan_message.h"

namespace {

using namespace doorstep;
using namespace doorstep::devices;
using namespace doorstep::devices::vendor;

wire::Bytes answerOf(unsigned char how, std::string_view text) {
  wire::Bytes answer{how};
  answer.insert(answer.end(), text.begin(), text.end());
  return answer;
}

wire::Bytes answerOf(const Problem& why) {
  return answerOf(scan::problem, why.code + "\n" + why.detail);
}

wire::Bytes answerOf(const SaneSession::Picture& picture) {
  wire::Bytes answer{scan::done};
  answer.reserve(1 + scan::sizeBytes + picture.bgr.size());
  for (const std::uint32_t side : {picture.width, picture.height})
    for (unsigned shift = 0; shift < 32; shift += 8)
      answer.push_back(static_cast<std::uint8_t>(side >> shift));
  answer.insert(answer.end(), picture.bgr.begin(), picture.bgr.end());
  return answer;
}

std::vector<std::string> linesOf(const wire::Bytes& request) {
  std::vector<std::string> lines(1);
  for (const std::uint8_t letter : request) {
    if (letter == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += static_cast<char>(letter);
    }
  }
  return lines;
}

wire::Bytes carriedOut(SaneSession& session, const wire::Bytes& request) {
  const auto parts = linesOf(request);
  if (parts.size() == 2 && parts[0] == "find") {
    const auto found = session.find(parts[1]);
    return found ? answerOf(scan::done, found->name + "\n" + found->model) : answerOf(found.error());
  }
  if (parts.size() != 4 || parts[0] != "scan") return {};
  const auto picture = session.scan(parts[1], std::atoi(parts[2].c_str()), parts[3]);
  return picture ? answerOf(*picture) : answerOf(picture.error());
}

// The kiosk has gone, or gives the scan up. Whatever hangs now is left behind.
[[noreturn]] void leave(SaneSession& session) {
  constexpr std::chrono::seconds kMost{8};  // less than VendorProcess::kFarewell
  std::thread([&session] { session.cancel(); }).detach();
  std::this_thread::sleep_for(kMost);
  _exit(1);
}

void watch(int socket, SaneSession& session) {
  pollfd line{socket, POLLRDHUP, 0};
  while (poll(&line, 1, -1) < 0) {
  }
  leave(session);
}

void useFolder(const char* variable, const char* folder) {
  if (*folder != '\0') setenv(variable, folder, 1);  // NOLINT(concurrency-mt-unsafe): no other thread yet
}

}  // namespace

int main(int count, char** arguments) {
  constexpr int wrongUse = 2;
  const int socket = count == 4 ? begin(arguments[1], Ends::ByItself) : -1;
  if (socket < 0) return wrongUse;
  useFolder("SANE_CONFIG_DIR", arguments[2]);
  useFolder("LD_LIBRARY_PATH", arguments[3]);
  SaneSession session;
  std::thread([socket, &session] { watch(socket, session); }).detach();
  bool heard = say(socket, Kind::Ready);
  while (heard) {
    const auto request = hearRequest(socket);
    heard = request && say(socket, Kind::Answer, carriedOut(session, *request));
  }
  session.close();
  _exit(0);
}
