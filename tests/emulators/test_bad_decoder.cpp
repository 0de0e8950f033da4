// A photo decoder as no maker should ship it. A file `behaviour` beside it says what it does; it writes down
// beside it what it finds around itself.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <dlfcn.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;

fs::path folder() {
  Dl_info info{};
  dladdr(reinterpret_cast<void*>(&folder), &info);
  return fs::path(info.dli_fname).parent_path();
}

std::string behaviour() {
  std::string word;
  std::ifstream(folder() / "behaviour") >> word;
  return word;
}

void writeDown() {
  int variables = 0;
  for (char** one = environ; *one != nullptr; ++one) ++variables;
  rlimit core{};
  getrlimit(RLIMIT_CORE, &core);
  const auto descriptors =
      std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator()) - 1;
  std::ofstream(folder() / "around") << getpid() << ' ' << variables << ' ' << descriptors << ' '
                                     << core.rlim_cur << ' ' << prctl(PR_GET_DUMPABLE);
}

[[noreturn]] void hang() {
  for (;;) pause();
}

void obey(const std::string& word) {
  std::ofstream(folder() / "calls", std::ios::app) << word << '\n';
  if (word.ends_with("-once")) fs::remove(folder() / "behaviour");
  if (word.starts_with("crash")) std::abort();
  if (word.starts_with("hang")) hang();
  if (word.starts_with("exit")) std::exit(0);
  if (word == "print")
    for (int i = 0; i < 10'000; ++i) std::puts("a library that talks, on and on");
  std::fflush(stdout);
}

[[gnu::constructor]] void loaded() {
  writeDown();
  if (const std::string word = behaviour();
      word.starts_with("crash-at-load") || word.starts_with("hang-at-load"))
    obey(word);
}

}  // namespace

extern "C" int doorstep_wlt_decode(const std::uint8_t* wlt, std::uint8_t* bgr) {
  constexpr int size = 102 * 126 * 3;
  const std::string word = behaviour();
  obey(word);
  if (word == "refuse") return 0;
  std::fill_n(bgr, word == "little" ? size / 2 : size, wlt[0]);
  return 1;
}
