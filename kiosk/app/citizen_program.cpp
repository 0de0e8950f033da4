#include "kiosk/app/citizen_program.h"

#include <QAccessible>
#include <QDir>
#include <QFile>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QQmlEngine>
#include <QScreen>
#include <QTimer>
#include <algorithm>
#include <cstdio>

#include "kiosk/app/composition.h"
#include "kiosk/app/frame_cost.h"
#include "kiosk/app/hall.h"
#include "kiosk/app/journey.h"
#include "kiosk/app/sandbox_door.h"
#include "kiosk/app/vnc_loopback.h"
#include "kiosk/base/log.h"
#include "kiosk/cases/pay_step.h"
#include "qml/faces.h"

namespace doorstep::app {
namespace {

// What a phone held before the screen would do.
std::string payWhatIsShown(kiosk::Kiosk& kiosk, SandboxDoor& sandbox) {
  const auto* page = qobject_cast<kiosk::PayStep*>(kiosk.step());
  if (!page || page->qrContent().isEmpty()) return "there is no payment code on the screen";
  const auto paid = sandbox.post(QUrl(page->qrContent()), {});
  return paid ? std::string() : paid.error();
}

std::unique_ptr<Hall> hallFor(const Options& options, const Composition& made,
                              const std::vector<DemoPerson>& people) {
  if (options.wires.isEmpty()) return simulatedHall(made.devices->simulated(), people);
  const std::string state = options.stateDir.toStdString();
  return wiredHall(people, options.wires.toStdString(), state + "/pictures/now.jpg", state + "/desk/now.jpg");
}

// Nothing when nobody has a badge.
std::function<std::string(const std::string&)> badgeShower(Hall& hall, const DemoBadges& badges) {
  if (!badges.canMake()) return {};
  return [&](const std::string& role) {
    const auto shown = showBadge(hall, badges, role);
    return shown ? std::string() : shown.error();
  };
}

// The bench takes the side of the screen that the kiosk leaves.
std::unique_ptr<QQuickView> openBench(QQmlEngine& engine, qml::BenchModel& model, const QWindow& beside) {
  auto window = qml::openBenchWindow(engine, model);
  if (!window) return window;
  // What the screen has left, as high as the kiosk.
  constexpr int gap = 8, widest = 900, narrowest = 420;
  const int left = beside.x() + beside.width() + gap;
  const int room = QGuiApplication::primaryScreen()->availableGeometry().right() - left;
  window->resize(std::clamp(room, narrowest, widest), beside.height());
  window->setPosition(left, beside.y());
  return window;
}

qml::WindowSize sizeFor(const Options& options, const kiosk::Screen& screen) {
  if (!options.journey.isEmpty() || options.vncPort > 0) return {};
  if (!options.bench) return {.scale = 1, .fullScreen = true};
  const double room = QGuiApplication::primaryScreen()->availableSize().height() - 40;
  return {.scale = std::min(1.0, room / screen.heightPx)};
}

// Scripts and far-away screens have nobody to listen.
std::unique_ptr<qml::Speaker> speakerFor(const Options& options) {
  const bool heard =
      options.journey.isEmpty() && options.vncPort == 0 && QGuiApplication::platformName() != "offscreen";
  return heard ? qml::makeSpeaker() : nullptr;
}

void guardVnc(QTimer& timer, int port) {
  QObject::connect(&timer, &QTimer::timeout, &timer, [&timer, port] {
    if (keepPortOnLoopback(static_cast<std::uint16_t>(port))) timer.stop();
  });
  timer.start(20);
}

// Tells whoever started the kiosk that a citizen could use it now.
void tellWhenReady(QQuickWindow& window, const QString& file) {
  QObject::connect(
      &window, &QQuickWindow::frameSwapped, &window,
      [file] {
        QFile ready(file);
        if (ready.open(QIODevice::WriteOnly)) ready.write("ready\n");
      },
      Qt::SingleShotConnection);
}

int playJourney(const Options& options, kiosk::Kiosk& kiosk, QQuickWindow& window, Hall& hall,
                SandboxDoor& sandbox, const kiosk::Screen& screen, const DemoBadges& badges) {
  const auto script = loadJourney(options.journey.toStdString());
  if (!script) {
    std::fprintf(stderr, "%s\n", script.error().c_str());
    return 2;
  }
  const FrameCost frames(window);
  Journey journey(kiosk, window, hall, sandbox,
                  {options.stateDir + "/portraits", screen.widthPx / screen.widthMm, screen.mountMm, badges});
  if (!options.shots.isEmpty() && QDir().mkpath(options.shots)) journey.saveShots(options.shots);
  QJsonObject summary = journey.play(*script);
  summary["frames"] = frames.summary();
  const QByteArray text = QJsonDocument(summary).toJson();
  QFile file(options.summary);
  const bool opened =
      options.summary.isEmpty() ? file.open(stdout, QIODevice::WriteOnly) : file.open(QIODevice::WriteOnly);
  if (!opened || file.write(text) != text.size()) return 2;
  return summary["passed"].toBool() ? 0 : 1;
}

}  // namespace

int runCitizenProgram(const Options& options) {
  // A screen reader's view of the pages is always there: journeys find their controls by it.
  QAccessible::setActive(true);
  Composition made = compose(options);
  kiosk::Kiosk& kiosk = *made.kiosk;

  QQmlEngine engine;
  qml::prepare(engine);
  const kiosk::Screen screen = made.catalogue ? made.catalogue->station().screen : kiosk::Screen{};
  const auto speaker = speakerFor(options);
  const auto window = qml::openCitizenWindow(engine, kiosk, screen, sizeFor(options, screen), speaker.get());
  if (!window) return 2;
  if (!options.readyFile.isEmpty()) tellWhenReady(*window, options.readyFile);
  QTimer vncGuard;
  if (options.vncPort > 0) guardVnc(vncGuard, options.vncPort);
  kiosk.run();

  SandboxDoor sandbox((QUrl(options.sandboxUrl)));
  std::vector<DemoPerson> people;
  if (!options.citizens.isEmpty()) {
    auto loaded =
        loadDemoPeople(options.citizens.toStdString(), options.stateDir.toStdString() + "/portraits");
    if (!loaded) {
      std::fprintf(stderr, "%s\n", loaded.error().c_str());
      return 2;
    }
    people = std::move(*loaded);
  }
  std::unique_ptr<Hall> hall;
  if (made.devices) hall = hallFor(options, made, people);
  const DemoBadges badges(options.hubKey.toStdString(),
                          made.catalogue ? made.catalogue->station().id : std::string());

  if (!options.journey.isEmpty()) {
    if (!hall) return 2;  // the log names the fault of the configuration
    return playJourney(options, kiosk, *window, *hall, sandbox, screen, badges);
  }

  std::unique_ptr<qml::BenchModel> bench;
  std::unique_ptr<QQuickView> benchWindow;
  if (options.bench && made.devices) {
    qml::BenchParts parts{.world = made.devices->simulated(),
                          .citizens = {},
                          .pictureFolder = options.stateDir.toStdString() + "/portraits",
                          .documentFolder = options.stateDir.toStdString() + "/portraits/documents",
                          .pay = [&] { return payWhatIsShown(kiosk, sandbox); },
                          .showBadge = badgeShower(*hall, badges)};
    for (const auto& person : people) parts.citizens.push_back({person.slug, person.description});
    bench = std::make_unique<qml::BenchModel>(std::move(parts));
    benchWindow = openBench(engine, *bench, *window);
  }
  return QGuiApplication::exec();
}

}  // namespace doorstep::app
