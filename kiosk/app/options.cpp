#include "kiosk/app/options.h"

#include <QCommandLineParser>
#include <cstdio>

#include "kiosk/app/station_devices.h"

namespace doorstep::app {
namespace {

ParsedOptions stop(int code, const QString& text) {
  std::fputs((text + "\n").toUtf8().constData(), code == 0 ? stdout : stderr);
  return {{}, code};
}

void declareOptions(QCommandLineParser& parser) {
  parser.setApplicationDescription("Doorstep, the citizen's kiosk of a police station's service hall.");
  parser.addOptions({
      {"config", "The folder of the configuration.", "dir", "config"},
      {"station", "The station file, or its name in config/stations.", "file", "demo"},
      {"state", "The station's own files: credentials, journal.", "dir", "/var/lib/doorstep"},
      {"platform-url", "The platform's address, instead of the station file's.", "url"},
      {"check-config", "Check the whole configuration with this station; print each fault as file:line.",
       "station"},
      {"findings", "Print, as JSON, what a citizen would be told: with --record and --date.", "procedure"},
      {"record", "The citizen's record, as JSON.", "file"},
      {"date", "The day, as YYYY-MM-DD.", "day"},
      {"bench", "Open the device bench beside the kiosk."},
      {"citizens", "The fictitious citizens of the demonstration.", "file"},
      {"sandbox-url", "The sandbox platform's own page.", "url"},
      {"hub-key", "With --bench or --journey: the demonstration's hub key, to make staff's badges with.",
       "file"},
      {"wires", "The socket of doorstep-emulators.", "socket"},
      {"journey", "Play a scripted visit, then exit: 0 when it went as the script says.", "file"},
      {"shots", "With --journey: a PNG of every page goes here.", "dir"},
      {"summary", "With --journey: the JSON summary goes here instead of the output.", "file"},
      {"ready-file", "Write how long the start took once the first page is on the screen.", "file"},
      {"vnc", "Serve the screen by VNC on this port of the loopback address.", "port"},
  });
}

}  // namespace

ParsedOptions parseOptions(const QStringList& arguments) {
  QCommandLineParser parser;
  declareOptions(parser);
  const auto help = parser.addHelpOption();
  const auto version = parser.addVersionOption();
  if (!parser.parse(arguments)) return stop(2, parser.errorText());
  if (parser.isSet(help)) return stop(0, parser.helpText());
  if (parser.isSet(version)) return stop(0, "doorstep-kiosk " DOORSTEP_VERSION);
  if (!parser.positionalArguments().isEmpty())
    return stop(2, "What is \"" + parser.positionalArguments().first() + "\"?");

  Options options;
  options.configDir = parser.value("config");
  options.stateDir = parser.value("state");
  options.platformUrl = parser.value("platform-url");
  options.station = stationFile(parser.value("station"), options.configDir);
  if (parser.isSet("check-config")) {
    options.task = Options::Task::CheckConfig;
    options.station = stationFile(parser.value("check-config"), options.configDir);
  }
  if (parser.isSet("findings")) {
    options.task = Options::Task::Findings;
    options.procedure = parser.value("findings");
    options.record = parser.value("record");
    options.date = parser.value("date");
    if (options.record.isEmpty() || options.date.isEmpty())
      return stop(2, "--findings needs --record FILE and --date YYYY-MM-DD.");
  }
  options.bench = parser.isSet("bench");
  options.citizens = parser.value("citizens");
  options.sandboxUrl = parser.value("sandbox-url");
  options.hubKey = parser.value("hub-key");
  options.wires = parser.value("wires");
  options.journey = parser.value("journey");
  options.shots = parser.value("shots");
  options.summary = parser.value("summary");
  options.readyFile = parser.value("ready-file");
  options.vncPort = parser.value("vnc").toInt();
  if (parser.isSet("vnc") && (options.vncPort < 5900 || options.vncPort > 65535))
    return stop(2, "--vnc takes a port from 5900 on.");
  if (!options.journey.isEmpty() && options.citizens.isEmpty())
    return stop(2, "--journey needs --citizens and --sandbox-url; kiosk/run --journey gives them.");
  return {options, std::nullopt};
}

}  // namespace doorstep::app
