// doorstep-emulators: a card reader, a receipt printer and a barcode reader on an emulated USB bus, for a
// program that believes them real.
//
//   umockdev-wrapper doorstep-emulators --socket PATH [-- PROGRAM ARGUMENT…]
//
// PROGRAM runs with the bus in sight; the socket takes the commands of commands.h. Signals go on to PROGRAM,
// its exit code comes back. Without PROGRAM the bus stands until a signal.
#include <csignal>
#include <cstdio>
#include <exception>
#include <string_view>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/emulators/commands.h"
#include "tests/emulators/control_socket.h"

namespace {

constexpr int usageError = 64;

sigset_t handledSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int one : {SIGTERM, SIGINT, SIGHUP, SIGCHLD}) sigaddset(&signals, one);
  return signals;
}

// 0: the program could not be started.
pid_t start(char** program) {
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  posix_spawnattr_setsigmask(&attributes, &none);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, program[0], nullptr, &attributes, program, environ);
  posix_spawnattr_destroy(&attributes);
  return failed == 0 ? child : 0;
}

// Until the child ends, or without one until a signal asks for the end.
int await(pid_t child) {
  const sigset_t signals = handledSignals();
  for (;;) {
    int signal = 0;
    sigwait(&signals, &signal);
    if (signal != SIGCHLD) {
      if (child == 0) return 0;
      kill(child, signal);
      continue;
    }
    int status = 0;
    if (child == 0 || waitpid(child, &status, WNOHANG) != child) continue;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
}

}  // namespace

int main(int argc, char** argv) {
  const bool hasSocket = argc >= 3 && std::string_view(argv[1]) == "--socket";
  const bool hasProgram = argc >= 5 && std::string_view(argv[3]) == "--";
  if (!hasSocket || (argc > 3 && !hasProgram)) {
    std::fprintf(stderr, "usage: umockdev-wrapper %s --socket PATH [-- PROGRAM ARGUMENT...]\n", argv[0]);
    return usageError;
  }
  // Before any thread begins: all of them leave signals to await().
  const sigset_t signals = handledSignals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  try {
    doorstep::emulators::EmulatedStation station;
    const doorstep::emulators::ControlSocket control(
        argv[2], [&station](const std::string& line) { return station.handle(line); });
    const pid_t child = hasProgram ? start(argv + 4) : 0;
    if (hasProgram && child == 0) {
      std::fprintf(stderr, "cannot start %s\n", argv[4]);
      return 127;
    }
    return await(child);
  } catch (const std::exception& failure) {
    std::fprintf(stderr, "%s\n", failure.what());
    return 1;
  }
}
