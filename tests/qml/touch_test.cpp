#include <QQmlEngine>
#include <QtQuickTest>

// Touches the real controls and pages, with sample steps (samples/Doorstep/Kiosk) behind the pages.
class Setup : public QObject {
  Q_OBJECT

 public slots:
  void applicationAvailable() { qputenv("QT_QUICK_BACKEND", "software"); }
  void qmlEngineAvailable(QQmlEngine* engine) {
    engine->addImportPath(DOORSTEP_SAMPLES);
    engine->addImportPath("qrc:/qt/qml");
  }
};

QUICK_TEST_MAIN_WITH_SETUP(touch, Setup)

#include "touch_test.moc"
