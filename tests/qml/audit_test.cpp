#include <QCoreApplication>
#include <QQmlComponent>
#include <QQuickItem>
#include <QQuickView>

#include <doctest/doctest.h>

#include "qml/audit/page_audit.h"

// The audit must find what it is there to find: each case plants one fault.
namespace {

constexpr double kPxPerMm = 2;

QStringList audit(const QByteArray& content, doorstep::qml::AuditOptions options = {.pxPerMm = kPxPerMm}) {
  QQuickView view;
  view.resize(400, 400);
  QQmlComponent component(view.engine());
  component.setData("import QtQuick\nRectangle { width: 400; height: 400; color: 'white'\n" + content + "\n}",
                    {});
  auto* root = qobject_cast<QQuickItem*>(component.create());
  REQUIRE_MESSAGE(root, component.errorString().toStdString());
  view.setContent({}, &component, root);
  view.show();
  QCoreApplication::processEvents();
  view.grabWindow();
  return doorstep::qml::auditPage(root, options);
}

// A target of the least size, named; `more` is put inside.
QByteArray target(const char* place, const char* more = "Accessible.name: 'go'") {
  return "Rectangle { color: 'white'; " + QByteArray(place) + "; Accessible.role: Accessible.Button; " +
         more + " }";
}
QByteArray text(const char* more) {
  return "Text { font.pixelSize: 20; " + QByteArray(more) + " }";
}

bool finds(const QStringList& faults, const char* words) {
  return faults.size() == 1 && faults[0].contains(words);
}

}  // namespace

TEST_CASE("a sound page has no faults") {
  CHECK(audit(target("width: 30; height: 30") + target("x: 36; width: 30; height: 30") +
              text("y: 100; text: '下一步 Next'"))
            .isEmpty());
}

TEST_CASE("targets") {
  CHECK(finds(audit(target("width: 29; height: 30")), "measures only 14.5 mm x 15.0 mm"));
  CHECK(finds(audit(target("width: 30; height: 30", "Accessible.name: ''")), "no accessible name"));
  CHECK(finds(audit(target("width: 30; height: 30") + target("x: 34; width: 30; height: 30")),
              "only 2.0 mm apart"));
  CHECK(finds(audit("MouseArea { width: 30; height: 30 }"), "no accessible control"));
}

TEST_CASE("letters") {
  const auto small = text("text: 'H'").replace("20", "12");
  CHECK(finds(audit(small), "has letters of"));
  CHECK(finds(audit(text("text: 'H'"), {.pxPerMm = kPxPerMm, .large = true}), "has letters of"));
}

TEST_CASE("text that cannot be read") {
  CHECK(finds(audit(text("text: 'a long instruction'; width: 50; elide: Text.ElideRight")), "is elided"));
  CHECK(finds(audit(text("text: 'two\\nlines'; width: 100; height: 20")), "does not fit"));
  CHECK(finds(audit("Item { clip: true; width: 200; height: 10; " + text("text: 'Hello'") + "}"),
              "is cut off"));
  CHECK_FALSE(audit(text("x: 390; text: 'Hello'")).isEmpty());
  CHECK(finds(audit(text("text: 'one'") + text("y: 5; text: 'two'")), "overlaps"));
}

TEST_CASE("a scroll area may cut what goes on below") {
  CHECK(audit("Flickable { clip: true; width: 300; height: 30; contentHeight: 90; " +
              text("y: 20; text: 'Hello'") + "}")
            .isEmpty());
}

TEST_CASE("contrast") {
  CHECK(finds(audit(text("text: 'pale'; color: '#999999'")), "contrast of only 2.8:1"));
  const auto medium = text("text: 'medium'; color: '#6B6B6B'");
  CHECK(audit(medium).isEmpty());
  CHECK(finds(audit(medium, {.pxPerMm = kPxPerMm, .highContrast = true}), "contrast of only 5.3:1"));
}

TEST_CASE("under a modal overlay nothing counts but the overlay") {
  const auto page = text("text: 'pale'; color: '#DDDDDD'");
  CHECK(audit(page + "Rectangle { anchors.fill: parent; property bool modal: true; " + text("text: 'Hello'") +
              "}")
            .isEmpty());
}
