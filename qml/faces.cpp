#include "qml/faces.h"

#include <QQmlEngine>
#include <QQuickItem>

#include "kiosk/base/log.h"
#include "qml/language.h"
#include "qml/touch_watch.h"

namespace doorstep::qml {
namespace {

// Loads a page of our own resources into the view; false when it cannot be made.
bool load(QQuickView& view, const QString& page, const QVariantMap& properties) {
  view.setInitialProperties(properties);
  view.setResizeMode(QQuickView::SizeRootObjectToView);
  view.setSource(QUrl("qrc:/qt/qml/Doorstep/" + page));
  for (const auto& error : view.errors()) logError("qml", error.toString().toStdString());
  return view.status() == QQuickView::Ready;
}

}  // namespace

void prepare(QQmlEngine& engine) {
  engine.addImportPath("qrc:/qt/qml");
}

std::unique_ptr<QQuickView> openCitizenWindow(QQmlEngine& engine, kiosk::Kiosk& kiosk,
                                              const kiosk::Screen& screen, WindowSize size,
                                              Speaker* speaker) {
  auto view = std::make_unique<QQuickView>(&engine, nullptr);
  new Language(engine, kiosk, view.get());
  view->setTitle("Doorstep");
  view->setColor(Qt::black);
  view->resize(QSize(screen.widthPx, screen.heightPx) * size.scale);
  if (!load(*view, "Citizen/CitizenScreen.qml",
            {{"kiosk", QVariant::fromValue(&kiosk)},
             {"speaker", QVariant::fromValue<QObject*>(speaker)},
             {"widthMm", screen.widthMm},
             {"heightMm", screen.heightMm}})) {
    return nullptr;
  }
  view->installEventFilter(new TouchWatch(kiosk, speaker, size.fullScreen, view.get()));
  if (size.fullScreen) {
    view->setCursor(Qt::BlankCursor);
    view->showFullScreen();
  } else {
    view->show();
  }
  return view;
}

std::unique_ptr<QQuickView> openBenchWindow(QQmlEngine& engine, BenchModel& bench) {
  auto view = std::make_unique<QQuickView>(&engine, nullptr);
  view->setTitle("Doorstep bench");
  view->resize(560, 960);
  if (!load(*view, "Bench/BenchScreen.qml", {{"bench", QVariant::fromValue(&bench)}})) return nullptr;
  view->show();
  return view;
}

}  // namespace doorstep::qml
