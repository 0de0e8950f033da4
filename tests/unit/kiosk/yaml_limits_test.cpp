#include "kiosk/catalogue/yaml_limits.h"

#include <fstream>

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kiosk/catalogue/document.h"

using namespace doorstep;

namespace {

std::string times(int count, const std::string& part) {
  std::string all;
  while (count-- > 0) all += part;
  return all;
}

// The memory this process has mapped, in bytes.
rlim_t mapped() {
  rlim_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  return pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
}

// What `work` says, done in a process of its own that may map so much more and no more; "died" when that was
// not enough, or it took a minute.
template <class Work>
std::string bounded(Work work) {
  constexpr rlim_t kMore = 400 << 20;
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const rlimit limit{mapped() + kMore, mapped() + kMore};
    ::setrlimit(RLIMIT_AS, &limit);
    ::alarm(60);
    try {
      const std::string said = work();
      _exit(::write(ends[1], said.data(), said.size()) == static_cast<ssize_t>(said.size()) ? 0 : 1);
    } catch (const std::exception&) {
      _exit(1);
    }
  }
  ::close(ends[1]);
  std::string said(4096, '\0');
  const ssize_t length = ::read(ends[0], said.data(), said.size());
  ::close(ends[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || length < 0) return "died";
  return said.substr(0, static_cast<std::size_t>(length));
}

std::string faultsOf(const std::string& text) {
  return bounded([&] {
    std::vector<kiosk::Fault> faults;
    kiosk::yamlNode(text, "file.yaml", faults);
    return faults.empty() ? "none" : faults.front().text();
  });
}

std::string aliasBomb() {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i)
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" +
            times(10, "*a" + std::to_string(i - 1) + ", ") + "]\n";
  return bomb;
}

}  // namespace

TEST_CASE("a small broken file costs little memory, and is told by file and line") {
  constexpr int kMany = 100'000;
  const std::string deeper = "is nested deeper than 40 levels",
                    large = "is too large: more than 50000 entries", second = "a second document begins here";
  struct Case {
    const char* name;
    std::string text, says;
  };
  const Case cases[] = {
      {"a comma where a document ends", "a: 1\n,", "file.yaml:2: is no valid YAML"},
      {"nothing but a comma", ",", "file.yaml:1: " + second},
      {"lists in lists", times(kMany, "["), "file.yaml:1: " + deeper},
      {"lists in lists, a line each", times(kMany, "[\n"), deeper},
      {"groups in groups", times(kMany / 2, "{a: "), "file.yaml:1: " + deeper},
      {"dashes in dashes", times(kMany, "- "), "file.yaml:1: " + deeper},
      {"keys in keys", times(kMany, "? "), "file.yaml:1: " + deeper},
      {"deep by an alias", "a: &a " + times(30, "[") + times(30, "]") + "\nb: " + times(20, "[") + "*a",
       "file.yaml:2: " + deeper},
      {"a list without entries", "a:\n  [" + times(kMany, ","), "file.yaml:2: " + large},
      {"keys without end", times(kMany, "?\n"), large},
      {"documents without end", times(kMany / 2, "---\n"), "file.yaml:2: " + second},
      {"texts one after the other", times(kMany / 2, "\"a\" "), "file.yaml:1: " + second},
      {"aliases that unfold", aliasBomb(), "file.yaml:5: " + large},
      {"a long text, named often",
       "a: &a " + std::string(kMany, 'x') + "\nb: [" + times(kMany / 4, "*a,") + "]",
       "file.yaml:2: " + large},
      {"an alias inside itself", "a: 1\nb: &b [*b]", "file.yaml:2: an alias stands for something that holds"},
      {"more than any file", "a: 1\n" + times(kMany, "# x\n"), "file.yaml:1: is larger than 256 KiB"},
      {"a quote that never ends", "a: \"" + times(kMany, "\\n"), "is no valid YAML"},
      {"closed and never opened", times(kMany, "]"), "file.yaml:1: is no valid YAML"}};
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const std::string said = faultsOf(c.text);
    CAPTURE(said);
    CHECK(said.find(c.says) != std::string::npos);
  }
}

TEST_CASE("a file without an end is not read to it") {
  CHECK(bounded([] {
          std::vector<kiosk::Fault> faults;
          kiosk::readYaml("/dev/zero", "zero.yaml", faults);
          return faults.empty() ? "none" : faults.front().text();
        }) == "zero.yaml:1: is larger than 256 KiB");
}

TEST_CASE("what is within the limits is read, aliases and all") {
  CHECK(faultsOf("a: " + times(38, "[") + "x" + times(38, "]")) == "none");
  CHECK(faultsOf("a: &a {b: [1, 2]}\nc: *a\nd: [*a, *a]\n") == "none");
  CHECK(faultsOf("a:\n" + times(20'000, "- x\n")) == "none");
  std::vector<kiosk::Fault> faults;
  const kiosk::Node node = kiosk::yamlNode("a: &a {b: [1, 2]}\nc: *a\n", "file.yaml", faults);
  CHECK(node["c"]["b"].texts() == std::vector<std::string>{"1", "2"});
}
