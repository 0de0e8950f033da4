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
  return "Rectangle { color: 'white'; border.color: 'black'; " + QByteArray(place) +
         "; Accessible.role: Accessible.Button; " + more + " }";
}
QByteArray text(const char* more) {
  return "Text { font.pixelSize: 20; " + QByteArray(more) + " }";
}
// A scroll area of 15 mm with 100 mm in it; the button that pages it.
QByteArray scrolled(const QByteArray& content) {
  return "Flickable { clip: true; width: 300; height: 30; contentHeight: 200; " + content + "}";
}
const QByteArray pager = target("y: 330; width: 30; height: 30");

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

TEST_CASE("QR codes") {
  CHECK(audit("Item { width: 100; height: 100; property int modulePx: 1 }").isEmpty());
  CHECK(finds(audit("Item { width: 100; height: 100; property int modulePx: 0 }"), "modules of 0.00 mm"));
  CHECK(finds(audit("Item { width: 100; height: 100; property int modulePx: 1 }", {.pxPerMm = 2.5}),
              "modules of 0.40 mm"));
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
  CHECK(audit(scrolled(text("y: 20; text: 'Hello'")) + pager).isEmpty());
}

TEST_CASE("what scrolls is judged down to its end") {
  CHECK(finds(audit(scrolled(text("y: 150; text: 'pale'; color: '#999999'")) + pager), "contrast"));
  CHECK(finds(audit(scrolled("")), "no button does it"));
}

TEST_CASE("targets are within reach") {
  // Page of 200 mm; 380 to 1220 mm above the floor.
  const doorstep::qml::AuditOptions high{.pxPerMm = kPxPerMm, .mountMm = 1100};
  const doorstep::qml::AuditOptions low{.pxPerMm = kPxPerMm, .mountMm = 300};
  const auto size = QByteArray("width: 30; height: 30");
  CHECK(audit(target(size + "; y: 160"), high).isEmpty());
  CHECK(finds(audit(target(size + "; y: 158"), high), "1221 mm above the floor"));
  CHECK(audit(target(size + "; y: 210"), low).isEmpty());
  CHECK(finds(audit(target(size + "; y: 212"), low), "out of reach"));
  CHECK(audit(target(size + "; enabled: false"), high).isEmpty());
  // Scrolling brings one down and another up, not the first of a column at the top.
  const QByteArray column = "Flickable { clip: true; y: 80; width: 300; height: 120; contentHeight: 240; ";
  CHECK(audit(column + target(size + "; y: 200") + "}" + pager, high).isEmpty());
  CHECK(finds(audit(column + target(size + "; y: 10") + "}" + pager, high), "out of reach"));
}

TEST_CASE("controls stand out from their ground") {
  const auto edged = [](const char* colours) {
    return "Rectangle { " + QByteArray(colours) +
           "; x: 10; y: 10; width: 30; height: 30; Accessible.role: Accessible.Button; Accessible.name: 'go' "
           "}";
  };
  CHECK(audit(edged("color: 'white'; border.color: '#7A8899'")).isEmpty());
  CHECK(audit(edged("color: '#0A4DA2'")).isEmpty());
  CHECK(finds(audit(edged("color: 'white'; border.color: '#D5DCE5'")), "stands out by only 1.4:1"));
  CHECK(finds(audit("Item { x: 10; y: 10; width: 30; height: 30; Accessible.role: Accessible.Button; "
                    "Accessible.name: 'go'; Rectangle { anchors.fill: parent; color: '#DDDDDD' } }"),
              "stands out by only"));
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
