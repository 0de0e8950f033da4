// doorstep-sandbox: the stand-in for the provincial platform as a program. See sandbox.h; `--help` lists the
// options.
#include <charconv>
#include <csignal>
#include <iostream>
#include <map>
#include <string>

#include "services/sandbox/sandbox.h"

namespace {

using doorstep::sandbox::Sandbox;
using doorstep::sandbox::SandboxOptions;

constexpr const char* kUsage =
    "doorstep-sandbox --pki DIR [--port N] [--admin-port N] [--database FILE] [--portraits DIR]\n"
    "                 [--citizens FILE] [--today YYYY-MM-DD] [--qr-seconds N]\n"
    "Ports: 0 is any free one. Prints {\"ready\":true,...} when it listens; SIGINT and SIGTERM end it.\n";

template <class Number>
bool readNumber(const std::string& text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

bool setOption(SandboxOptions& options, const std::string& name, const std::string& value) {
  if (name == "--pki")
    options.pkiDir = value;
  else if (name == "--port")
    return readNumber(value, options.port);
  else if (name == "--admin-port")
    return readNumber(value, options.adminPort);
  else if (name == "--database")
    options.database = value;
  else if (name == "--portraits")
    options.portraitsDir = value;
  else if (name == "--citizens")
    options.citizensFile = value;
  else if (name == "--today")
    return (options.clock.fixedToday = doorstep::parseDate(value)).has_value();
  else if (name == "--qr-seconds") {
    int seconds = 0;
    if (!readNumber(value, seconds) || seconds < 1) return false;
    options.qrLife = std::chrono::seconds(seconds);
  } else
    return false;
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  SandboxOptions options;
  for (int i = 1; i < argc; i += 2) {
    if (i + 1 == argc || !setOption(options, argv[i], argv[i + 1])) {
      std::cerr << "cannot use " << argv[i] << (i + 1 < argc ? std::string(" ") + argv[i + 1] : "") << '\n'
                << kUsage;
      return 2;
    }
  }
  if (options.pkiDir.empty()) {
    std::cerr << kUsage;
    return 2;
  }

  // Blocked before the first thread starts, so that every thread inherits it and sigwait alone gets them.
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);

  auto sandbox = Sandbox::start(options);
  if (!sandbox) {
    std::cerr << sandbox.error().code << ": " << sandbox.error().detail << '\n';
    return 1;
  }
  std::cout << R"({"ready":true,"port":)" << (*sandbox)->port() << R"(,"adminPort":)"
            << (*sandbox)->adminPort() << "}" << std::endl;
  int signal = 0;
  sigwait(&ends, &signal);
  (*sandbox)->stop(std::chrono::seconds(5));
  return 0;
}
