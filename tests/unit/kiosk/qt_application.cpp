#include <QCoreApplication>
#include <memory>

// QJSEngine, timers and SQL want an application object on the main thread. doctest has the main(), so the
// object is made before it, once for all tests of this program.
namespace {

std::unique_ptr<QCoreApplication> application() {
  static int argc = 1;
  static char name[] = "unit_kiosk";
  static char* argv[] = {name, nullptr};
  return QCoreApplication::instance() == nullptr ? std::make_unique<QCoreApplication>(argc, argv) : nullptr;
}

const std::unique_ptr<QCoreApplication> kApplication = application();

}  // namespace
