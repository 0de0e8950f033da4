#include "disturb_rig.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QTimer>
#include <QUuid>
#include <cmath>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <unistd.h>

#include "devices/imaging/picture.h"
#include "devices/imaging/portrait.h"
#include "findings_people.h"
#include "kiosk/cases/confirm_step.h"
#include "kiosk/cases/findings_step.h"
#include "kiosk/cases/home_step.h"
#include "kiosk/cases/pay_step.h"
#include "kiosk/cases/photo_step.h"

namespace doorstep::tests {
namespace {

namespace fs = std::filesystem;

// What the camera sees: somebody who makes a good licence photo.
const std::string& portrait() {
  static const std::string file = [] {
    const auto jpeg = devices::encodeJpeg(devices::drawPortrait({}, {}).frame, 95);
    REQUIRE(jpeg.has_value());
    const auto path = freshFolder() + "/portrait.jpg";
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(jpeg->data()), static_cast<std::streamsize>(jpeg->size()));
    return path;
  }();
  return file;
}

devices::IdCard cardOf(const sandbox::DemoCitizen& citizen) {
  devices::IdCard card;
  card.name = citizen.name;
  card.sex = citizen.sex;
  card.ethnicity = citizen.ethnicity;
  card.birth = citizen.birth;
  card.address = citizen.address;
  card.number = citizen.idNumber;
  card.authority = citizen.authority;
  card.validFrom = citizen.cardValidFrom;
  card.validUntil = citizen.cardValidUntil;
  return card;
}

devices::Timing quick() {
  devices::Timing timing;
  timing.pollEvery = timing.lookEvery = timing.backOffFirst = std::chrono::milliseconds(20);
  return timing;
}

}  // namespace

const std::string& pki() {
  struct Folder {
    Folder() : path(freshFolder()) {
      const std::string command = DOORSTEP_SOURCE_DIR "/services/sandbox/make-pki " + path;
      REQUIRE(std::system(command.c_str()) ==
              0);  // NOLINT(concurrency-mt-unsafe): the tests' only thread by then
    }
    std::string path;
  };
  static const Folder folder;
  return folder.path;
}

std::string freshFolder() {
  // Removed when the program ends, whatever the tests did.
  struct Root {
    Root() : path((fs::temp_directory_path() / ("doorstep-kiosk-" + std::to_string(getpid()))).string()) {}
    ~Root() {
      std::error_code ignored;
      fs::remove_all(path, ignored);
    }
    std::string path;
  };
  static const Root root;
  static int count = 0;
  const auto folder = root.path + "/" + std::to_string(++count);
  fs::create_directories(folder);
  return folder;
}

Rig::Rig(std::string person, std::chrono::seconds qrLife)
    : person_(std::move(person)),
      stateDir_(freshFolder()),
      qrLife_(qrLife),
      world_(std::make_shared<devices::SimulatedWorld>()) {
  startSandbox();
  for (const auto& citizen : sandbox_->citizens()) world_->registerCard(citizen.slug, cardOf(citizen));
  client_ = connect();
  powerUp();
  device("camera", "show " + portrait());
  REQUIRE(until([this] {
    return world_->state("card-reader")->holders == 1 && world_->state("camera")->holders == 1 &&
           world_->state("receipt-printer")->holders == 1;
  }));
}

Rig::~Rig() {
  powerOff();
}

void Rig::startSandbox() {
  sandbox::SandboxOptions options;
  options.pkiDir = pki();
  options.port = port_;
  options.adminPort = adminPort_;
  options.database = stateDir_ + "/../" + fs::path(stateDir_).filename().string() + ".platform.db";
  options.qrLife = qrLife_;
  auto started = sandbox::Sandbox::start(options);
  REQUIRE_MESSAGE(started.has_value(), (started ? "" : started.error().detail));
  sandbox_ = std::move(*started);
  port_ = sandbox_->port();
  adminPort_ = sandbox_->adminPort();
}

std::shared_ptr<services::Platform> Rig::connect() const {
  services::PlatformSettings settings;
  settings.baseUrl = sandbox_->baseUrl();
  settings.stationId = sandbox::kDemoStation;
  settings.trustFile = pki() + "/ca.pem";
  settings.certificateFile = pki() + "/station.pem";
  settings.keyFile = pki() + "/station-key.pem";
  settings.signingKeyFile = pki() + "/station-sm2.key";
  settings.deadline = std::chrono::milliseconds(6000);
  settings.retries = 1;  // a kept connection does not survive a restart of the platform
  auto client = services::connectPlatform(settings);
  REQUIRE_MESSAGE(client.has_value(), (client ? "" : client.error().detail));
  return std::move(*client);
}

std::shared_ptr<kiosk::StaffBadges> Rig::badges() {
  auto settings = *shipped().station().staff;
  settings.hubKeyFile = pki() + "/hub-sm2.pub";
  return std::make_shared<kiosk::StaffBadges>(
      kiosk::StaffBadges::open(settings, std::chrono::system_clock::now()).value());
}

void Rig::powerUp() {
  kiosk_.reset();
  devices_.reset();
  auto made =
      devices::DeviceManager::create((catalogue ? *catalogue : shipped()).station().devices, world_, quick());
  REQUIRE(made.has_value());
  devices_ = std::move(*made);
  kiosk::Kiosk::Parts parts;
  parts.catalogue =
      catalogue ? catalogue : std::shared_ptr<const kiosk::Catalogue>(std::shared_ptr<void>(), &shipped());
  parts.devices = devices_;
  parts.platform = client_;
  if (takesBadges) parts.badges = badges();
  parts.faults = faults;
  parts.stateDir = stateDir_;
  parts.pace = {std::chrono::milliseconds(50), std::chrono::milliseconds(80), std::chrono::milliseconds(60),
                std::chrono::milliseconds(200)};
  kiosk_ = std::make_unique<kiosk::Kiosk>(std::move(parts));
  QObject::connect(kiosk_.get(), &kiosk::Kiosk::visitEnded, this,
                   [this](const QString& how) { ended << how; });
  // The face: a page asks its step to start once it is on the screen.
  const auto start = [this] {
    QTimer::singleShot(0, kiosk_->step(), [step = kiosk_->step()] { step->start(); });
  };
  QObject::connect(kiosk_.get(), &kiosk::Kiosk::stepChanged, this, start);
  start();
}

void Rig::powerOff() {
  kiosk_.reset();
}

void Rig::cutNetwork() {
  sandbox_->stop(std::chrono::milliseconds(0));
  sandbox_.reset();
}

void Rig::mendNetwork() {
  startSandbox();
}

const sandbox::DemoCitizen& Rig::citizen() const {
  return sandbox_->citizen(person_);
}

std::string Rig::personId() {
  const auto& who = citizen();
  const services::IdentityClaim claim{who.idNumber, who.name, "A", who.cardValidUntil};
  return ask<services::Identity>([&](auto done) { client_->checkIdentity(claim, done); }).personId;
}

void Rig::device(const std::string& id, const std::string& line) {
  const auto done = world_->command(id, line);
  REQUIRE_MESSAGE(done.has_value(), (done ? "" : done.error().detail));
}

void Rig::layCard(const std::string& slug) {
  device("card-reader", "insert " + slug);
}

bool Rig::until(const std::function<bool()>& ready, double seconds) {
  QElapsedTimer clock;
  clock.start();
  while (!ready()) {
    if (static_cast<double>(clock.elapsed()) > seconds * 1000) return false;
    QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

void Rig::scan(const std::string& text) {
  REQUIRE(until([&] { return world_->state("scanner")->listening; }));
  device("scanner", "scan " + text);
}

BadgeFields Rig::badgeFields() {
  const auto now = std::chrono::system_clock::now();
  BadgeFields fields;
  fields.from = fields.until = isoDate(todayInChina(now));
  fields.made = isoMoment(now);
  fields.nonce = QUuid::createUuid().toString(QUuid::Id128).toStdString();
  return fields;
}

std::string Rig::badge(const std::function<void(BadgeFields&)>& spoil) {
  auto fields = badgeFields();
  if (spoil) spoil(fields);
  return signedBadge(fields.text(), pki() + "/hub-sm2.key");
}

bool Rig::settles() {
  return until([this] {
    const auto state = kiosk_->step()->state();
    return state == kiosk::Step::Ready || state == kiosk::Step::Failed;
  });
}

void Rig::ticks(int seconds) {
  for (int i = 0; i < seconds; ++i) {
    kiosk_->tick();
    QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
  }
}

QString Rig::stepName() const {
  return QString(kiosk_->step()->metaObject()->className()).section("::", -1);
}

void Rig::act() {
  auto* now = kiosk_->step();
  const QString name = stepName();
  if (name == "AttractStep") return layCard(person_);
  if (name == "CardStep" || name == "SubmitStep") return;  // the machine's turn
  if (auto* home = step<kiosk::HomeStep>()) return home->choose(procedure);
  if (name == "TakeCardStep") return liftCard();
  if (name == "GoodbyeStep") return ticks(shipped().station().policies.goodbyeSeconds);
  if (auto* photo = step<kiosk::PhotoStep>(); photo && !photo->hasTaken()) {
    photo->capture();
    until([&] {
      return step<kiosk::PhotoStep>() != photo || photo->hasTaken() || photo->state() == kiosk::Step::Failed;
    });
    return;
  }
  if (auto* confirm = step<kiosk::ConfirmStep>()) confirm->setSignature(scrawl(), 3);
  if (step<kiosk::PayStep>()) return pay();
  now->proceed();
}

void Rig::pay() {
  auto* page = step<kiosk::PayStep>();
  if (!page || page->qrContent().isEmpty()) return;
  const QString order = page->qrContent().section('/', -1);
  sandbox_->pay(order.toStdString());
  until([&] { return step<kiosk::PayStep>() != page || !page->qrContent().endsWith(order); });
}

bool Rig::walkTo(const QString& name) {
  for (int i = 0; i < 40; ++i) {
    if (!settles()) return stepName() == name;
    if (stepName() == name) return true;
    auto* before = kiosk_->step();
    const auto state = before->state();
    if (state == kiosk::Step::Failed) return false;
    act();
    until([&] { return kiosk_->step() != before || before->state() != state; }, 0.3);
  }
  return false;
}

QJsonObject Rig::records() {
  return QJsonDocument::fromJson(QByteArray::fromStdString(sandbox_->records())).object();
}

int Rig::applications() {
  return static_cast<int>(records().value("applications").toArray().size());
}

int Rig::settledPayments() {
  int count = 0;
  for (const auto& payment : records().value("payments").toArray()) {
    const auto orders = payment.toObject().value("orders").toArray();
    bool paid = !orders.isEmpty();
    for (const auto& order : orders) {
      const auto state = order.toObject().value("state").toString();
      paid &= state == "paid" || state == "notified-treasury" || state == "written-off";
    }
    count += paid ? 1 : 0;
  }
  return count;
}

std::vector<QStringList> journalRows(const std::string& folder, const QString& sql) {
  const QString connection = "journal-rows";
  std::vector<QStringList> rows;
  {
    auto database = QSqlDatabase::addDatabase("QSQLITE", connection);
    database.setDatabaseName(QString::fromStdString(folder + "/journal.db"));
    REQUIRE(database.open());
    QSqlQuery query(database);
    query.exec(sql);
    while (query.next()) {
      QStringList row;
      for (int i = 0; i < query.record().count(); ++i) row << query.value(i).toString();
      rows.push_back(row);
    }
  }
  QSqlDatabase::removeDatabase(connection);
  return rows;
}

QVariantList scrawl() {
  QVariantList stroke;
  for (int i = 0; i <= 60; ++i)
    stroke << QVariantMap{{"x", 0.1 + 0.8 * i / 60}, {"y", 0.5 + 0.3 * std::sin(i / 3.0)}, {"t", i * 15}};
  return {QVariant(stroke)};
}

}  // namespace doorstep::tests
