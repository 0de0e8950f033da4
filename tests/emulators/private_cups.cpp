#include "tests/emulators/private_cups.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace doorstep::emulators {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

bool answers(const std::string& socketPath) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  socketPath.copy(address.sun_path, sizeof address.sun_path - 1);
  const int line = socket(AF_UNIX, SOCK_STREAM, 0);
  const bool connected = connect(line, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  close(line);
  return connected;
}

void write(const fs::path& file, const std::string& text) {
  std::ofstream(file) << text;
}

// Everything is allowed: the socket lies in the test's own folder.
constexpr const char* kServer = R"(
LogLevel debug
Browsing No
WebInterface No
JobRetryInterval 1
<Location />
  Order deny,allow
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
)";

}  // namespace

PrivateCups::PrivateCups(const std::string& errorPolicy) : errorPolicy_(errorPolicy) {
  std::string name = (fs::temp_directory_path() / "doorstep-cups-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for the print server");
  folder_ = name;
  for (const char* part : {"", "root", "spool", "cache", "state", "tmp", "bin", "bin/backend"}) {
    fs::create_directories(folder_ / part);
    fs::permissions(folder_ / part, static_cast<fs::perms>(0755));
  }
  fs::create_directories(folder_ / "printer");
  fs::permissions(folder_ / "printer", fs::perms::all);  // backends run as another user
  fs::copy_file(FOLDER_BACKEND, folder_ / "bin/backend/folder");
  fs::permissions(folder_ / "bin/backend/folder", static_cast<fs::perms>(0755));
  for (const char* part : {"daemon", "filter", "notifier", "monitor"})
    fs::create_symlink(fs::path("/usr/lib/cups") / part, folder_ / "bin" / part);
  writeSettings(errorPolicy);
  start();
}

PrivateCups::~PrivateCups() {
  stop();
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void PrivateCups::writeSettings(const std::string& errorPolicy) const {
  std::ostringstream files, printers;
  files << "ServerRoot " << folder_.string() << "/root\nRequestRoot " << folder_.string()
        << "/spool\nCacheDir " << folder_.string() << "/cache\nStateDir " << folder_.string()
        << "/state\nTempDir " << folder_.string() << "/tmp\nServerBin " << folder_.string()
        << "/bin\nDocumentRoot " << folder_.string() << "/root\nAccessLog " << folder_.string()
        << "/access.log\nErrorLog " << folder_.string() << "/error.log\nPageLog " << folder_.string()
        << "/page.log\nSystemGroup root\nFileDevice Yes\n";
  write(folder_ / "root/cups-files.conf", files.str());
  write(folder_ / "root/cupsd.conf", "Listen " + socket() + "\n" + kServer);
  printers << "<DefaultPrinter " << queue() << ">\nDeviceURI folder:" << folder_.string()
           << "/printer\nState Idle\nStateTime 1\nAccepting Yes\nShared No\nErrorPolicy " << errorPolicy
           << "\n</DefaultPrinter>\n";
  write(folder_ / "root/printers.conf", printers.str());
}

void PrivateCups::start() {
  if (server_ != 0) return;
  const std::string settings = folder_ / "root/cupsd.conf", files = folder_ / "root/cups-files.conf";
  const char* const arguments[] = {CUPSD, "-f", "-c", settings.c_str(), "-s", files.c_str(), nullptr};
  if (posix_spawn(&server_, CUPSD, nullptr, nullptr, const_cast<char**>(arguments), environ) != 0)
    throw std::runtime_error("cupsd does not start");
  for (int i = 0; i < 5000; ++i) {
    if (answers(socket())) return;
    std::this_thread::sleep_for(2ms);
  }
  throw std::runtime_error("cupsd does not answer");
}

void PrivateCups::stop() {
  if (server_ == 0) return;
  kill(server_, SIGCONT);
  kill(server_, SIGTERM);
  waitpid(server_, nullptr, 0);
  server_ = 0;
}

void PrivateCups::freeze() const {
  kill(server_, SIGSTOP);
}

void PrivateCups::thaw() const {
  kill(server_, SIGCONT);
}

void PrivateCups::run(const std::string& command) const {
  const std::string line = "CUPS_SERVER=" + socket() + " PATH=$PATH:/usr/sbin " + command + " >/dev/null";
  if (std::system(line.c_str()) != 0) throw std::runtime_error(command + " failed");
}

void PrivateCups::addQueue() const {
  run("lpadmin -p " + queue() + " -E -v folder:" + (folder_ / "printer").string());
}

// At once, because the printer may look at any moment.
void PrivateCups::put(const std::string& name, const std::string& text) const {
  write(folder_ / "printer.new", text);
  fs::rename(folder_ / "printer.new", folder_ / "printer" / name);
}

void PrivateCups::remove(const std::string& name) const {
  fs::remove(folder_ / "printer" / name);
}

std::vector<std::string> PrivateCups::log() const {
  std::vector<std::string> lines;
  std::ifstream in(folder_ / "printer/log");
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

int PrivateCups::count(const std::string& what) const {
  const auto lines = log();
  return static_cast<int>(std::count_if(lines.begin(), lines.end(),
                                        [&](const std::string& line) { return line.starts_with(what); }));
}

fs::path PrivateCups::lastPrinted() const {
  fs::path last;
  for (const auto& line : log())
    if (line.starts_with("printed ")) last = folder_ / "printer" / ("printed-" + line.substr(8) + ".pdf");
  return last;
}

}  // namespace doorstep::emulators
