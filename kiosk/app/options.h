#pragma once

#include <QString>
#include <QStringList>
#include <optional>

namespace doorstep::app {

// What doorstep-kiosk was asked to do.
struct Options {
  enum class Task { Run, CheckConfig, Findings };
  Task task = Task::Run;

  QString configDir;
  QString station;      // a file, or a name in config/stations
  QString stateDir;     // credentials, journal
  QString platformUrl;  // instead of the station file's

  // --findings
  QString procedure, record, date;

  // around the kiosk, for demonstration and tests
  bool bench = false;
  QString citizens;    // services/sandbox/citizens.yaml
  QString sandboxUrl;  // the sandbox's own page
  QString hubKey;      // the demonstration's private hub key: the bench and journeys make badges with it
  QString wires;       // the socket of doorstep-emulators
  QString journey, shots, summary;
  QString readyFile;
  int vncPort = 0;
};

// Prints to stderr and gives the exit code when there is nothing to run: --help, --version, a mistake.
struct ParsedOptions {
  Options options;
  std::optional<int> exitCode;
};
ParsedOptions parseOptions(const QStringList& arguments);

}  // namespace doorstep::app
