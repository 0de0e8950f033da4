#include "kiosk/base/log.h"

#include <cstdio>
#include <string>

#include <doctest/doctest.h>
#include <unistd.h>

#include "kiosk/base/secret.h"

using namespace doorstep;

namespace {

// What `write` prints to stderr.
template <class Write>
std::string captured(Write write) {
  std::fflush(stderr);
  const int keep = dup(2);
  std::FILE* file = std::tmpfile();
  dup2(fileno(file), 2);
  write();
  std::fflush(stderr);
  dup2(keep, 2);
  close(keep);
  std::rewind(file);
  std::string text(4096, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file));
  std::fclose(file);
  return text;
}

}  // namespace

TEST_CASE("a log line names time, level and area, stays one line, and masks secrets") {
  const auto text = captured([] { logWarning("printer", "slip\nfor ", Secret("990101199003070017")); });
  CHECK(text.find(" warning printer: slip for ***\n") != std::string::npos);
  CHECK(text.find("990101") == std::string::npos);
  CHECK(text.back() == '\n');
}

TEST_CASE("what is below the level is not written") {
  CHECK(captured([] { writeLog(LogLevel::Debug, "x", "quiet"); }).empty());
}
