#define DOCTEST_CONFIG_IMPLEMENT
#include <QAccessible>
#include <QGuiApplication>

#include <doctest/doctest.h>

int main(int argc, char** argv) {
  qputenv("QT_QUICK_BACKEND", "software");
  qputenv("QT_QPA_PLATFORM", "offscreen");
  QGuiApplication app(argc, argv);
  QAccessible::setActive(true);
  doctest::Context context(argc, argv);
  return context.run();
}
