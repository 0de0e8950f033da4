#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <sys/types.h>

namespace doorstep::emulators {

// A CUPS server of the test's own, with one queue before the printer of folder_backend.sh: its files in a
// folder, its socket there too, no part of the system's.
class PrivateCups {
 public:
  // What becomes of a job when the printer fails (cupsd.conf, ErrorPolicy).
  explicit PrivateCups(const std::string& errorPolicy = "abort-job");
  ~PrivateCups();
  PrivateCups(const PrivateCups&) = delete;
  PrivateCups& operator=(const PrivateCups&) = delete;

  void start();
  void stop();
  // The process stands still: connections are taken, nothing is answered.
  void freeze() const;
  void thaw() const;

  std::string socket() const { return folder_ / "cups.sock"; }
  static std::string queue() { return "a4"; }
  // One of CUPS's own programs with its arguments, on this server: "cupsdisable a4".
  void run(const std::string& command) const;
  void addQueue() const;

  // The files that work the printer; empty: away with it.
  void put(const std::string& name, const std::string& text) const;
  void remove(const std::string& name) const;
  // What became of the jobs: "begun 1", "printed 1", "cancelled 2" ...
  std::vector<std::string> log() const;
  int count(const std::string& what) const;  // lines of the log that begin so
  std::filesystem::path lastPrinted() const;

 private:
  void writeSettings(const std::string& errorPolicy) const;

  std::filesystem::path folder_;
  pid_t server_ = 0;
  const std::string errorPolicy_;
};

}  // namespace doorstep::emulators
