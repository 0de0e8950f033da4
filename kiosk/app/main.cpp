#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QImage>
#include <QSocketNotifier>
#include <QStandardPaths>
#include <csignal>
#include <cstdio>
#include <iostream>

#include <sys/signalfd.h>
#include <unistd.h>

#include "kiosk/app/citizen_program.h"
#include "kiosk/app/options.h"
#include "kiosk/app/private_memory.h"
#include "kiosk/catalogue/cli.h"

namespace {

using namespace doorstep;

// Everything that must be decided before Qt looks at its environment.
void chooseScreen(const app::Options& options) {
  if (!options.journey.isEmpty()) {
    qputenv("QT_QPA_PLATFORM", "offscreen");
  } else if (options.vncPort > 0) {
    // With the bench beside the kiosk: a VNC screen is as large as it is told, and what lies outside is not
    // seen.
    const QByteArray size = options.bench ? "1648x1920" : "1080x1920";
    qputenv("QT_QPA_PLATFORM", "vnc:size=" + size + ":port=" + QByteArray::number(options.vncPort));
  }
  // Many kiosks have no GPU; drawing through llvmpipe costs many times what Qt Quick's own software renderer
  // does.
  const bool gpu = !QDir("/dev/dri").entryList({"renderD*"}, QDir::System).isEmpty();
  if (!gpu && qEnvironmentVariableIsEmpty("QT_QUICK_BACKEND")) qputenv("QT_QUICK_BACKEND", "software");
  // Every pixel is the theme's: physical sizes come from the station file, not from the desktop.
  qputenv("QT_ENABLE_HIGHDPI_SCALING", "0");
}

// Ctrl-C and the service manager's stop end the event loop, so that everything is taken down in order.
// Called before any thread is started: all of them inherit the mask.
int blockedSignals() {
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGINT);
  sigaddset(&ending, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  return signalfd(-1, &ending, SFD_CLOEXEC | SFD_NONBLOCK);
}

int runCitizen(const app::Options& options, int argc, char** argv) {
  const int ending = blockedSignals();
  chooseScreen(options);
  QGuiApplication application(argc, argv);
  QGuiApplication::setApplicationName("doorstep-kiosk");
  QSocketNotifier notifier(ending, QSocketNotifier::Read);
  QObject::connect(&notifier, &QSocketNotifier::activated, &application, &QCoreApplication::quit);
  const int code = app::runCitizenProgram(options);
  ::close(ending);
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  app::keepMemoryPrivate();
  QStringList arguments;
  for (int i = 0; i < argc; ++i) arguments << QString::fromLocal8Bit(argv[i]);
  const auto parsed = app::parseOptions(arguments);
  if (parsed.exitCode) return *parsed.exitCode;
  const app::Options& options = parsed.options;

  if (options.task == app::Options::Task::Run) return runCitizen(options, argc, argv);

  const QCoreApplication application(argc, argv);  // the rules' engine wants one
  const auto config = options.configDir.toStdString();
  if (options.task == app::Options::Task::CheckConfig)
    return kiosk::checkConfig(config, options.station.toStdString(), options.stateDir.toStdString(),
                              std::cout);
  return kiosk::printFindings(config, options.station.toStdString(), options.procedure.toStdString(),
                              options.record.toStdString(), options.date.toStdString(), std::cout);
}
