#pragma once

#include <QQuickView>
#include <memory>

#include "kiosk/catalogue/catalogue.h"
#include "kiosk/visit/kiosk.h"
#include "qml/Bench/bench_model.h"
#include "qml/speaker.h"

// The windows of the kiosk, for main().
namespace doorstep::qml {

// Tells the engine where the faces' modules are. Once, before a window is opened.
void prepare(QQmlEngine& engine);

struct WindowSize {
  double scale = 1;         // of the station's own pixels: 0.5 shows the kiosk at half its size on a desktop
  bool fullScreen = false;  // on the station itself: the page is centred, the window cannot be closed
};

// The citizen's face, shown. Sizes are the station's millimetres whatever the window's size. Follows the
// kiosk's language, and tells it of every touch and key. Says things aloud through the speaker, if there is
// one; it outlives the window. Null when the page cannot be made (the log says why).
std::unique_ptr<QQuickView> openCitizenWindow(QQmlEngine& engine, kiosk::Kiosk& kiosk,
                                              const kiosk::Screen& screen, WindowSize size = {},
                                              Speaker* speaker = nullptr);

// The device bench, shown beside it. Null as above.
std::unique_ptr<QQuickView> openBenchWindow(QQmlEngine& engine, BenchModel& bench);

}  // namespace doorstep::qml
