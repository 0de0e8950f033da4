#include <QCoreApplication>
#include <QDir>
#include <QPainter>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQmlListReference>
#include <QQuickItem>
#include <QQuickView>
#include <QTranslator>
#include <algorithm>
#include <memory>

#include <doctest/doctest.h>

#include "qml/audit/page_audit.h"

// Renders every page with sample states (gallery/*.qml), in both languages, type sizes and themes, without a
// screen; audits each and keeps the pictures in DOORSTEP_GALLERY_DIR. The samples stand in for the kiosk's
// steps: QML objects of the same names and properties (samples/Doorstep/Kiosk).
namespace {

struct Look {
  bool english = false, large = false, highContrast = false;
  std::string name() const {
    return std::string(english ? "en" : "zh") + (large ? "-large" : "") + (highContrast ? "-contrast" : "");
  }
};

// Nobody's face: an oval on white.
QImage portrait() {
  QImage picture(640, 480, QImage::Format_RGB32);
  picture.fill(QColor("#E9ECEF"));
  QPainter painter(&picture);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(Qt::NoPen);
  painter.setBrush(QColor("#4A5868"));
  painter.drawEllipse(QRectF(190, 330, 260, 260));
  painter.setBrush(QColor("#D9A77F"));
  painter.drawEllipse(QRectF(240, 90, 160, 230));
  return picture;
}

// Nobody's paper: lines on white, straight or as it lies on a desk.
QImage sheet(bool onDesk) {
  QImage picture(onDesk ? QSize(800, 600) : QSize(620, 877), QImage::Format_RGB32);
  picture.fill(onDesk ? QColor("#39424C") : QColor("#FFFFFF"));
  QPainter painter(&picture);
  painter.setRenderHint(QPainter::Antialiasing);
  if (onDesk) {
    painter.translate(240, 30);
    painter.rotate(4);
    painter.scale(0.6, 0.6);
  }
  painter.fillRect(QRectF(0, 0, 620, 877), QColor("#FFFFFF"));
  for (int line = 0; line < 16; ++line)
    painter.fillRect(QRectF(80, 120 + line * 40, line % 5 == 4 ? 260 : 460, 10), QColor("#4A5868"));
  return picture;
}

// The page a step of this kind belongs to: FormStep, or what is made from it, has FormPage.
QString pageOf(const QObject& step) {
  for (const QMetaObject* type = step.metaObject(); type; type = type->superClass()) {
    const QString name = QString(type->className()).section("_QML", 0, 0);
    if (name.endsWith("Step") && name.size() > 4) return name.chopped(4) + "Page";
  }
  return {};
}

bool shows(const QQuickItem& item, const QString& type) {
  if (QString(item.metaObject()->className()).section("_QML", 0, 0) == type) return true;
  const auto children = item.childItems();
  return std::any_of(children.begin(), children.end(),
                     [&](const QQuickItem* child) { return shows(*child, type); });
}

// Sets what the page itself holds, wherever it stands in the window.
bool setOnPage(QQuickItem& item, const char* name, const QVariant& value) {
  if (item.metaObject()->indexOfProperty(name) >= 0) return item.setProperty(name, value);
  const auto children = item.childItems();
  return std::any_of(children.begin(), children.end(),
                     [&](QQuickItem* child) { return setOnPage(*child, name, value); });
}

class Gallery {
 public:
  explicit Gallery(Look look) : look_(look), view_(&engine_, nullptr) {
    engine_.addImportPath(DOORSTEP_SAMPLES);
    engine_.addImportPath("qrc:/qt/qml");
    if (look.english) {
      REQUIRE(english_.load(":/i18n/doorstep_en.qm"));
      QCoreApplication::installTranslator(&english_);
    }
    QQmlComponent kiosk(&engine_);
    kiosk.setData("import Doorstep.Kiosk\nKiosk {}", {});
    kiosk_.reset(kiosk.create());
    REQUIRE_MESSAGE(kiosk_, kiosk.errorString().toStdString());
    QQmlComponent speaker(&engine_);
    speaker.setData("import QtQml\nQtObject { function say(text, english) {} function stop() {} }", {});
    speaker_.reset(speaker.create());
    quiet_ = std::make_unique<QQmlComponent>(&engine_);
    quiet_->setData(
        "import QtQml\nimport Doorstep.Theme\nBinding { target: Theme; property: 'reducedMotion'; value: "
        "true }",
        {});
    quietBinding_.reset(quiet_->create());
    REQUIRE_MESSAGE(quietBinding_, quiet_->errorString().toStdString());
  }
  ~Gallery() { QCoreApplication::removeTranslator(&english_); }

  void show(const QString& file) {
    QQmlComponent component(&engine_, QUrl::fromLocalFile(DOORSTEP_GALLERY "/" + file));
    std::unique_ptr<QObject> scenes(
        component.createWithInitialProperties({{"english", look_.english},
                                               {"portrait", QVariant::fromValue(portrait())},
                                               {"desk", QVariant::fromValue(sheet(true))},
                                               {"sheet", QVariant::fromValue(sheet(false))},
                                               {"noPortrait", QVariant::fromValue(QImage())}}));
    REQUIRE_MESSAGE(scenes, component.errorString().toStdString());
    QQmlListReference all(scenes.get(), "all");
    REQUIRE(all.count() > 0);
    for (int i = 0; i < all.count(); ++i) showScene(*all.at(i));
    scenes_.push_back(std::move(scenes));  // the last page still shows its step
  }

 private:
  void showScene(const QObject& scene) {
    const QVariantMap usual{
        {"stationName", look_.english ? "Chengnan Police Station" : "城南派出所自助服务厅"},
        {"clockText", look_.english ? "Mon 23 Nov 22:40" : "11月23日 星期一 22:40"},
        {"stationPhone", "0990-12345678"},
        {"english", look_.english},
        {"largeText", look_.large},
        {"highContrast", look_.highContrast},
        {"inVisit", true},
        {"canGoBack", true},
        {"progress", QStringList()},
        {"progressIndex", -1},
        {"warning", false},
        {"warningText", ""},
        {"secondsLeft", 30},
        {"extensionsLeft", 10},
        {"cardMissing", false},
        {"guideCalled", false},
        {"guideText", ""},
        {"banner", ""}};
    const auto set = [this](const QVariantMap& values) {
      for (auto i = values.begin(); i != values.end(); ++i)
        REQUIRE(kiosk_->setProperty(i.key().toLatin1(), i.value()));
    };
    set(usual);
    set(scene.property("around").toMap());
    REQUIRE(kiosk_->setProperty("step", scene.property("step")));
    draw(scene.property("name").toString(), scene.property("help").toBool(), scene.property("page").toMap());
    const QString page = pageOf(*scene.property("step").value<QObject*>());
    CHECK_MESSAGE(shows(*view_.contentItem(), page), scene.property("name").toString().toStdString()
                                                         << " does not show " << page.toStdString());
  }

  void draw(const QString& name, bool help, const QVariantMap& touched) {
    if (view_.source().isEmpty()) {
      view_.setInitialProperties(
          {{"kiosk", QVariant::fromValue(kiosk_.get())}, {"speaker", QVariant::fromValue(speaker_.get())}});
      view_.setResizeMode(QQuickView::SizeRootObjectToView);
      view_.resize(1080, 1920);
      view_.setSource(QUrl("qrc:/qt/qml/Doorstep/Citizen/CitizenScreen.qml"));
      REQUIRE_MESSAGE(view_.status() == QQuickView::Ready, name.toStdString());
      view_.show();
    }
    REQUIRE(view_.rootObject()->setProperty("helping", help));
    const auto settle = [] {
      for (int i = 0; i < 5; ++i) QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    };
    settle();
    for (auto i = touched.begin(); i != touched.end(); ++i)
      REQUIRE_MESSAGE(setOnPage(*view_.contentItem(), i.key().toLatin1(), i.value()), i.key().toStdString());
    if (!touched.isEmpty()) settle();
    QDir().mkpath(DOORSTEP_GALLERY_DIR);
    const QString file = QString::fromStdString(look_.name()) + "-" + name;
    view_.grabWindow().save(QString(DOORSTEP_GALLERY_DIR) + "/" + file + ".png");
    const auto faults = doorstep::qml::auditPage(
        view_.contentItem(), {.mountMm = 700, .large = look_.large, .highContrast = look_.highContrast});
    CHECK_MESSAGE(faults.isEmpty(), file.toStdString() << ":\n    " << faults.join("\n    ").toStdString());
  }

  const Look look_;
  QQmlEngine engine_;
  QTranslator english_;
  std::unique_ptr<QObject> kiosk_, speaker_;
  std::unique_ptr<QQmlComponent> quiet_;
  std::unique_ptr<QObject> quietBinding_;
  std::vector<std::unique_ptr<QObject>> scenes_;
  QQuickView view_;
};

void showAll(Look look) {
  Gallery gallery(look);
  for (const char* file :
       {"BeforeScenes.qml", "CaseScenes.qml", "EndScenes.qml", "AroundScenes.qml", "StaffScenes.qml"})
    gallery.show(file);
}

}  // namespace

TEST_CASE("pages in Chinese") {
  showAll({});
}
TEST_CASE("pages in Chinese, large type") {
  showAll({.large = true});
}
TEST_CASE("pages in English") {
  showAll({.english = true});
}
TEST_CASE("pages in English, large type") {
  showAll({.english = true, .large = true});
}
TEST_CASE("pages in Chinese, high contrast") {
  showAll({.highContrast = true});
}
TEST_CASE("pages in English, large type, high contrast") {
  showAll({.english = true, .large = true, .highContrast = true});
}
