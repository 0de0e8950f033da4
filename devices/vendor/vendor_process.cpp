#include "devices/vendor/vendor_process.h"

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "devices/transport/transport.h"
#include "kiosk/base/log.h"

namespace doorstep::devices {
namespace {

using vendor::Kind;

tl::unexpected<Problem> failed(const std::string& detail) {
  return problem("vendor.failed", detail);
}

std::string words(int error) {
  return std::generic_category().message(error);
}

// The socket as standard input and output, nothing else but where errors are written; signals as at a login.
struct SpawnPlan {
  posix_spawn_file_actions_t files{};
  posix_spawnattr_t attributes{};

  explicit SpawnPlan(int socket) {
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, socket, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, socket, STDOUT_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
    posix_spawnattr_init(&attributes);
    sigset_t signals{};
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes, &signals);
    sigfillset(&signals);
    posix_spawnattr_setsigdefault(&attributes, &signals);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  ~SpawnPlan() {
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
  }
  SpawnPlan(const SpawnPlan&) = delete;
  SpawnPlan& operator=(const SpawnPlan&) = delete;
};

void bury(pid_t process) {
  while (waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
  }
}

// Waits in slices, so that a cancel is seen.
Outcome<void> await(int socket, short what, Clock::time_point until, const Action& action) {
  while (true) {
    if (auto go = action.check(); !go) return go;
    if (Clock::now() >= until) return failed("no answer in time");
    pollfd line{socket, what, 0};
    if (poll(&line, 1, static_cast<int>(nextSlice(until, action).count())) > 0) return {};
  }
}

}  // namespace

std::string VendorProcess::beside(const std::string& name) {
  std::error_code ignored;
  return (std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path() / name).string();
}

VendorProcess::~VendorProcess() {
  stop();
  if (leaving_ >= 0) waitpid(leaving_, nullptr, WNOHANG);  // else it is buried with the kiosk
}

bool VendorProcess::running() {
  if (process_ < 0) return false;
  if (waitpid(process_, nullptr, WNOHANG) == 0) return true;
  process_ = -1;  // it ended by itself, and is buried
  stop();
  return false;
}

void VendorProcess::stop() noexcept {
  if (socket_ >= 0) close(socket_);
  socket_ = -1;
  if (process_ < 0) return;
  if (end_ == End::ByItself) {
    leaving_ = process_;
    leavesBy_ = Clock::now() + kFarewell;
  } else {
    kill(process_, SIGKILL);
    bury(process_);
  }
  process_ = -1;
}

Outcome<void> VendorProcess::awaitLeaving(const Action& action) {
  while (leaving_ >= 0 && waitpid(leaving_, nullptr, WNOHANG) == 0) {
    if (auto waited = action.pause(std::chrono::milliseconds{10}); !waited) return waited;
    if (Clock::now() < leavesBy_) continue;
    kill(leaving_, SIGKILL);
    bury(leaving_);
    break;
  }
  leaving_ = -1;
  return {};
}

Outcome<void> VendorProcess::launch() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return failed("socketpair: " + words(errno));
  socket_ = ends[0];
  fcntl(socket_, F_SETFL, O_NONBLOCK);
  std::vector<std::string> line{program_, std::to_string(getpid())};
  line.insert(line.end(), arguments_.begin(), arguments_.end());
  std::vector<char*> pointers;
  pointers.reserve(line.size() + 1);
  for (auto& word : line) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  char* environment[] = {nullptr};
  const SpawnPlan plan(ends[1]);
  const int error =
      posix_spawn(&process_, program_.c_str(), &plan.files, &plan.attributes, pointers.data(), environment);
  close(ends[1]);
  if (error == 0) return {};
  process_ = -1;
  return failed(program_ + ": " + words(error));
}

Outcome<void> VendorProcess::start(std::chrono::milliseconds patience, const Action& action) {
  if (running()) return {};
  auto launched = awaitLeaving(action);
  if (launched) launched = launch();
  auto greeting = launched ? hear(Clock::now() + patience, action) : tl::unexpected(launched.error());
  if (greeting && greeting->kind == Kind::Ready) return {};
  stop();
  if (!greeting) return tl::unexpected(greeting.error());
  if (greeting->kind != Kind::Refused) return failed("nonsense for a greeting");
  return problem("vendor.refused", std::string(greeting->bytes.begin(), greeting->bytes.end()));
}

Outcome<wire::Bytes> VendorProcess::ask(wire::ByteView request, std::chrono::milliseconds patience,
                                        const Action& action) {
  auto answer = askOnce(request, patience, action);
  if (answer || answer.error().code != "vendor.failed") return answer;
  logWarning("vendor", "tried once more: ", answer.error().detail);
  return askOnce(request, patience, action);
}

Outcome<wire::Bytes> VendorProcess::askOnce(wire::ByteView request, std::chrono::milliseconds patience,
                                            const Action& action) {
  if (auto started = start(patience, action); !started) return tl::unexpected(started.error());
  const auto until = Clock::now() + patience;
  const auto head = vendor::pack({static_cast<std::uint32_t>(request.size()), Kind::Request});
  auto sent = send(head, until, action);
  if (sent) sent = send(request, until, action);
  auto answer = sent ? hear(until, action) : tl::unexpected(sent.error());
  if (answer && answer->kind == Kind::Answer) return std::move(answer->bytes);
  if (answer && answer->kind == Kind::Refused) return problem("vendor.refused");
  stop();  // crashed, hung, talking nonsense, or cut short: its next answer would be to this question
  return answer ? failed("nonsense for an answer") : tl::unexpected(answer.error());
}

Outcome<void> VendorProcess::send(wire::ByteView bytes, Clock::time_point until, const Action& action) const {
  while (!bytes.empty()) {
    if (auto can = await(socket_, POLLOUT, until, action); !can) return can;
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (sent < 0) return failed("crashed: " + words(errno));
    bytes = bytes.subspan(static_cast<std::size_t>(sent));
  }
  return {};
}

Outcome<wire::Bytes> VendorProcess::receive(std::size_t count, Clock::time_point until,
                                            const Action& action) const {
  wire::Bytes bytes(count);
  std::size_t total = 0;
  while (total < count) {
    if (auto can = await(socket_, POLLIN, until, action); !can) return tl::unexpected(can.error());
    const ssize_t got = recv(socket_, bytes.data() + total, count - total, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (got <= 0) return failed("crashed after " + std::to_string(total) + " bytes");
    total += static_cast<std::size_t>(got);
  }
  return bytes;
}

Outcome<VendorProcess::Message> VendorProcess::hear(Clock::time_point until, const Action& action) const {
  const auto bytes = receive(vendor::headSize, until, action);
  if (!bytes) return tl::unexpected(bytes.error());
  std::array<std::uint8_t, vendor::headSize> raw{};
  std::copy(bytes->begin(), bytes->end(), raw.begin());
  const vendor::Head head = vendor::unpack(raw);
  if (head.kind < Kind::Ready || head.kind > Kind::Refused || head.length > vendor::mostBytes)
    return failed("nonsense");
  auto body = receive(head.length, until, action);
  if (!body) return tl::unexpected(body.error());
  return Message{head.kind, std::move(*body)};
}

}  // namespace doorstep::devices
