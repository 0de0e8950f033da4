#include <QCommandLineParser>
#include <QCoreApplication>
#include <cstdio>

#include "kiosk/app/device_commands.h"
#include "kiosk/app/private_memory.h"
#include "kiosk/base/log.h"

namespace {

using namespace doorstep;

struct Command {
  const char* name;
  const char* usage;
  const char* says;
  QStringList options;  // that it takes, beside --config and --state
  bool pictures;        // its arguments are pictures, at least one
  int (*run)(const app::DeviceRequest&);
};

// A new subcommand is a row here.
const std::vector<Command>& commands() {
  static const std::vector<Command> table{
      {"decode",
       "decode IMAGE...",
       "The barcodes of each picture, a JSON line each.",
       {},
       true,
       app::decodePictures},
      {"portrait",
       "portrait IMAGE...",
       "Whether each picture makes a licence photo, a JSON line each.",
       {},
       true,
       app::judgePortraits},
      {"page",
       "page IMAGE... [--out DIR]",
       "The papers in each picture, a JSON line each; straightened into DIR/NAME-page-N.jpg.",
       {"out"},
       true,
       app::findPages},
      {"list",
       "list [--station S]",
       "The devices of the station; without one, the drivers there are.",
       {"station"},
       false,
       app::listDevices},
      {"status",
       "status --station S [--watch]",
       "How each device is; with --watch every change until Ctrl-C.",
       {"station", "watch"},
       false,
       app::showStatus},
      {"self-test",
       "self-test --station S [DEVICE...] [--out DIR]",
       "Tests the devices: prints a slip, takes a picture (DIR/DEVICE.jpg) ...",
       {"station", "out"},
       false,
       app::testDevices},
      {"report",
       "report --station S [--text FILE] [--json FILE]",
       "Tests the devices and writes the readiness report; without a file prints it.",
       {"station", "text", "json"},
       false,
       app::writeReport},
  };
  return table;
}

void printUsage() {
  std::puts("doorstep-devices: the devices of a station, and what the camera sees.\n");
  for (const auto& command : commands())
    std::printf("  doorstep-devices %s\n      %s\n", command.usage, command.says);
  std::puts(
      "\n  S             a station file, or its name in config/stations\n"
      "  --config DIR  the folder of the configuration; config when not given\n"
      "  --state DIR   the station's own files; /var/lib/doorstep when not given\n"
      "\nExit status: 0 all well, 1 something is not well (it is said what), 2 a mistake in the command.");
}

QString names() {
  QStringList all;
  for (const auto& command : commands()) all << command.name;
  return all.join(", ");
}

// Options and arguments that make sense together, or why not.
QString mistakeIn(const Command& command, const QCommandLineParser& parser, const QStringList& arguments) {
  const QString name = command.name;
  for (const QString& option : parser.optionNames())
    if (option != "config" && option != "state" && !command.options.contains(option))
      return name + " does not take --" + option;
  if (command.pictures && arguments.isEmpty()) return name + " needs at least one picture";
  if (!command.pictures && name != "self-test" && !arguments.isEmpty())
    return name + " does not take \"" + arguments.first() + '"';
  if (command.options.contains("station") && name != "list" && parser.value("station").isEmpty())
    return name + " needs --station, a station file or its name in config/stations";
  return {};
}

void addOptions(QCommandLineParser& parser) {
  parser.addOptions({{"config", "", "dir", "config"},
                     {"state", "", "dir", "/var/lib/doorstep"},
                     {"station", "", "file"},
                     {"out", "", "dir"},
                     {"text", "", "file"},
                     {"json", "", "file"},
                     {"watch", ""},
                     {{"h", "help"}, ""}});
}

app::DeviceRequest requestOf(const QCommandLineParser& parser, const QStringList& arguments) {
  return {arguments,           parser.value("config"), parser.value("station"), parser.value("state"),
          parser.value("out"), parser.value("text"),   parser.value("json"),    parser.isSet("watch")};
}

}  // namespace

int main(int argc, char** argv) {
  app::keepMemoryPrivate();
  const QCoreApplication application(argc, argv);  // the rules' engine wants one
  setLogLevel(LogLevel::Error);                    // what matters is in the answer
  QCommandLineParser parser;
  addOptions(parser);
  if (!parser.parse(QCoreApplication::arguments())) return app::refused(parser.errorText() + " (try --help)");
  if (parser.isSet("help")) return printUsage(), 0;
  QStringList arguments = parser.positionalArguments();
  if (arguments.isEmpty()) return app::refused("what is to be done? " + names() + " (try --help)");
  const QString name = arguments.takeFirst();
  for (const auto& command : commands()) {
    if (name != command.name) continue;
    const QString mistake = mistakeIn(command, parser, arguments);
    return mistake.isEmpty() ? command.run(requestOf(parser, arguments))
                             : app::refused(mistake + " (try --help)");
  }
  return app::refused("there is no subcommand \"" + name + "\"; there are " + names() + " (try --help)");
}
