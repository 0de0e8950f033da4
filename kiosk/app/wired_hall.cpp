#include <cstring>
#include <filesystem>
#include <map>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "devices/wire/id_card_text.h"
#include "kiosk/app/hall.h"

namespace doorstep::app {
namespace {

std::string hex(const devices::wire::Bytes& bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const auto byte : bytes) {
    text += kDigits[static_cast<unsigned>(byte) >> 4];
    text += kDigits[static_cast<unsigned>(byte) & 15];
  }
  return text;
}

// Talks to doorstep-emulators: one line there; back come lines of text, if any, and "ok" or "error: ...".
class WiredHall : public Hall {
 public:
  WiredHall(const std::vector<DemoPerson>& people, std::string socket, std::string cameraFile,
            std::string documentFile)
      : socket_(std::move(socket)),
        cameraFile_(std::move(cameraFile)),
        documentFile_(std::move(documentFile)) {
    for (const auto& person : people) cards_[person.slug] = hex(devices::wire::encodeIdCardText(person.card));
  }

  Told<void> layCard(const std::string& slug) override {
    const auto card = cards_.find(slug);
    if (card == cards_.end()) return wrong("nobody is called " + slug);
    return command("reader", "insert " + card->second);
  }
  Told<void> takeCard() override { return command("reader", "remove"); }

  Told<void> showToCamera(const std::string& file) override { return show(file, cameraFile_); }
  Told<void> layDocument(const std::string& file) override { return show(file, documentFile_); }

  Told<void> command(const std::string& kind, const std::string& line) override {
    const auto answer = ask(kind + " " + line);
    if (!answer) return wrong(answer.error());
    if (*answer != "ok\n") return wrong(*answer);
    return {};
  }

  Told<std::string> lastSlip() override {
    return ask("printer text");  // the slip's lines, and "ok" at the end
  }

 private:
  // Beside first, then in place at once: the camera never sees half a picture.
  static Told<void> show(const std::string& file, const std::string& place) {
    std::error_code fault;
    const std::string beside = place + ".new";
    std::filesystem::create_directories(std::filesystem::path(place).parent_path(), fault);
    std::filesystem::copy_file(file, beside, std::filesystem::copy_options::overwrite_existing, fault);
    if (!fault) std::filesystem::rename(beside, place, fault);
    if (fault) return wrong(file + ": " + fault.message());
    return {};
  }

  Told<std::string> ask(const std::string& line) {
    const int connection = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, socket_.c_str(), sizeof address.sun_path - 1);
    std::string answer, request = line + "\n";
    const bool sent = connection >= 0 &&
                      ::connect(connection, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
                      ::send(connection, request.data(), request.size(), MSG_NOSIGNAL) ==
                          static_cast<ssize_t>(request.size());
    if (sent) {
      ::shutdown(connection, SHUT_WR);
      char part[4096];
      for (ssize_t got = 0; (got = ::read(connection, part, sizeof part)) > 0;) answer.append(part, got);
    }
    if (connection >= 0) ::close(connection);
    if (!sent || answer.empty()) return wrong("the emulators do not answer on " + socket_);
    return answer;
  }

  const std::string socket_, cameraFile_, documentFile_;
  std::map<std::string, std::string> cards_;
};

}  // namespace

std::unique_ptr<Hall> wiredHall(const std::vector<DemoPerson>& people, const std::string& socket,
                                const std::string& cameraFile, const std::string& documentFile) {
  return std::make_unique<WiredHall>(people, socket, cameraFile, documentFile);
}

}  // namespace doorstep::app
