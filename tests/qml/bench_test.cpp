#include <QCoreApplication>
#include <QDir>
#include <QImage>
#include <QQmlEngine>
#include <QQuickView>
#include <QTemporaryDir>

#include <doctest/doctest.h>

#include "qml/Bench/bench_model.h"

namespace {

using namespace doorstep;
using devices::DeviceKind;

struct Bench {
  std::shared_ptr<devices::SimulatedWorld> world = std::make_shared<devices::SimulatedWorld>();
  int payments = 0;
  std::vector<std::string> badges;
  std::unique_ptr<qml::BenchModel> model;

  explicit Bench(const std::string& documents = {}) {
    world->device("card-reader", DeviceKind::IdCardReader);
    world->device("printer", DeviceKind::ReceiptPrinter);
    world->registerCard("zhang", {});
    model = std::make_unique<qml::BenchModel>(
        qml::BenchParts{world,
                        {{"zhang", {"驾驶证 30 天后到期", "Licence expires in 30 days"}}},
                        {},
                        documents,
                        [this] { return ++payments == 1 ? std::string() : std::string("nothing to pay"); },
                        [this](const std::string& role) {
                          badges.push_back(role);
                          return role == "guide" ? std::string() : std::string("no scanner");
                        }});
  }

  // The line of the button with this text; empty when there is none.
  QString line(const QString& device, const QString& text) const {
    for (const auto& entry : model->devices()) {
      if (entry.toMap()["id"] != device) continue;
      for (const auto& row : entry.toMap()["rows"].toList()) {
        for (const auto& button : row.toMap()["buttons"].toList()) {
          if (button.toMap()["text"] == text) return button.toMap()["line"].toString();
        }
      }
    }
    return {};
  }
  QString state(const QString& device) const { return model->states()[device].toMap()["text"].toString(); }
};

}  // namespace

TEST_CASE("every device of the world stands on the bench, every citizen can be chosen") {
  const Bench bench;
  CHECK(bench.model->devices().size() == 2);
  CHECK(bench.line("card-reader", "驾驶证 30 天后到期") == "insert zhang");
  CHECK(bench.line("printer", "没了") == "paper out");
}

TEST_CASE("a code can be scanned: some other, and the one on the last slip once there is one") {
  Bench bench;
  bench.world->device("scanner", DeviceKind::BarcodeReader);
  CHECK(bench.line("scanner", "别处的码") == "scan https://example.invalid/else");
  CHECK(bench.line("scanner", "最近一张小票上的码").isEmpty());
}

TEST_CASE("what lies in the folder of documents can be laid under the document scanner, and taken away") {
  const QTemporaryDir folder;
  const QString letter = folder.filePath("letter.png");
  REQUIRE(QImage(8, 8, QImage::Format_RGB888).save(letter));
  Bench bench(folder.path().toStdString());
  bench.world->device("desk", DeviceKind::DocumentScanner);
  bench.model->refresh();
  CHECK(bench.state("desk") == "已插上 · 桌面上没有材料");
  REQUIRE(bench.line("desk", "letter") == "show " + letter);
  bench.model->command("desk", bench.line("desk", "letter"));
  CHECK(bench.state("desk") == "已插上 · 桌面上：letter");
  bench.model->command("desk", bench.line("desk", "空桌面"));
  CHECK(bench.world->state("desk")->picture.empty());
}

TEST_CASE("a button changes the device, and the bench says so") {
  Bench bench;
  CHECK(bench.state("card-reader") == "已插上 · 没有放证件");
  bench.model->command("card-reader", bench.line("card-reader", "驾驶证 30 天后到期"));
  CHECK(bench.world->state("card-reader")->card == "zhang");
  CHECK(bench.state("card-reader") == "已插上 · 放着：zhang");
  CHECK(bench.model->message().isEmpty());
}

TEST_CASE("a change from elsewhere is seen") {
  Bench bench;
  REQUIRE(bench.world->command("printer", "paper out"));
  bench.model->refresh();
  CHECK(bench.state("printer") == "已插上 · 没纸");
}

TEST_CASE("what cannot be done is told") {
  Bench bench;
  bench.model->command("card-reader", "insert nobody");
  CHECK(bench.model->message().contains("nobody"));
}

TEST_CASE("paying") {
  Bench bench;
  CHECK(bench.model->canPay());
  bench.model->pay();
  CHECK(bench.payments == 1);
  CHECK(bench.model->message().isEmpty());
  bench.model->pay();
  CHECK(bench.model->message() == "nothing to pay");
}

TEST_CASE("a badge is held before the scanner") {
  Bench bench;
  CHECK(bench.model->canShowBadge());
  bench.model->showBadge("guide");
  CHECK(bench.model->message().isEmpty());
  bench.model->showBadge("administrator");
  CHECK(bench.badges == std::vector<std::string>{"guide", "administrator"});
  CHECK(bench.model->message() == "no scanner");
}

TEST_CASE("the bench in English, drawn") {
  const QTemporaryDir folder;
  for (const char* name : {"empty-desk", "id-card-portrait", "letter", "letter-blurred", "letter-rotated"})
    REQUIRE(QImage(8, 8, QImage::Format_RGB888).save(folder.filePath(name) + QString(".png")));
  Bench bench(folder.path().toStdString());
  bench.world->device("desk", DeviceKind::DocumentScanner);
  bench.model->setEnglish(true);
  bench.model->command("desk", bench.line("desk", "letter"));
  CHECK(bench.state("card-reader") == "plugged in · no card");
  QQmlEngine engine;
  engine.addImportPath("qrc:/qt/qml");
  QQuickView view(&engine, nullptr);
  view.setInitialProperties({{"bench", QVariant::fromValue(bench.model.get())}});
  view.setResizeMode(QQuickView::SizeRootObjectToView);
  view.resize(560, 1200);
  view.setSource(QUrl("qrc:/qt/qml/Doorstep/Bench/BenchScreen.qml"));
  REQUIRE(view.status() == QQuickView::Ready);
  view.show();
  QCoreApplication::processEvents();
  QDir().mkpath(DOORSTEP_GALLERY_DIR);
  CHECK(view.grabWindow().save(DOORSTEP_GALLERY_DIR "/bench.png"));
}
