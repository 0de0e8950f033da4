#pragma once

#include <QJsonObject>
#include <QObject>
#include <QStringList>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <vector>

#include "badge_codes.h"
#include "devices/manager.h"
#include "devices/simulated/world.h"
#include "kiosk/visit/kiosk.h"
#include "services/sandbox/sandbox.h"

namespace doorstep::tests {

// A whole station without a screen: the real engine on simulated devices, over mutual TLS to a sandbox in
// this process. The rig is the face (it starts every step) and the citizen.
class Rig : public QObject {
 public:
  // `person`: a slug of services/sandbox/citizens.yaml.
  explicit Rig(std::string person, std::chrono::seconds qrLife = std::chrono::seconds(300));
  ~Rig() override;

  kiosk::Kiosk& kiosk() { return *kiosk_; }
  const sandbox::DemoCitizen& citizen() const;
  sandbox::Sandbox& platform() { return *sandbox_; }
  services::Platform& client() { return *client_; }
  std::string personId();  // as the platform names the citizen
  // Taken up by the next powerUp(); nothing: the shipped one.
  std::shared_ptr<const kiosk::Catalogue> catalogue;
  bool takesBadges = true;          // as the two before and after
  std::vector<std::string> faults;  // of its configuration
  devices::SimulatedWorld& world() { return *world_; }
  const std::string& stateDir() const { return stateDir_; }

  // Waits for one call of the client: `call` gets the Done to pass on.
  template <class T, class Call>
  T ask(Call call) {
    std::promise<Outcome<T>> promise;
    auto future = promise.get_future();
    call([&promise](Outcome<T> outcome) { promise.set_value(std::move(outcome)); });
    return std::move(future.get().value());
  }

  // A kiosk on the same state directory and devices. The one before is gone without a word, as after a power
  // cut.
  void powerUp();
  void powerOff();
  void cutNetwork();
  void mendNetwork();

  void device(const std::string& id, const std::string& line);
  void layCard(const std::string& slug);
  void liftCard() { device("card-reader", "remove"); }

  // Runs the event loop until `ready`; false after `seconds`.
  bool until(const std::function<bool()>& ready, double seconds = 15);
  // Holds a code before the scanner as soon as it listens.
  void scan(const std::string& text);
  // A badge made now, good today at this station, signed by the hub; `spoil` may change what is signed.
  static std::string badge(const std::function<void(BadgeFields&)>& spoil = {});
  static BadgeFields badgeFields();  // of such a badge
  bool settles();                    // the step is somebody's turn: Ready or Failed
  void ticks(int seconds);

  QString stepName() const;
  template <class S>
  S* step() const {
    return qobject_cast<S*>(kiosk_->step());
  }
  // Does what a citizen does on each page, until `name` is in front; then waits until it settles. False when
  // another page stays.
  bool walkTo(const QString& name);
  // What a citizen does on the page in front now. Says nothing about what follows.
  void act();
  // Pays what the page shows.
  void pay();

  QJsonObject records();  // of the platform
  int applications();
  int settledPayments();

  QStringList ended;                          // what visitEnded said
  const char* procedure = "licence-renewal";  // what the citizen has come for

 private:
  std::shared_ptr<services::Platform> connect() const;
  static std::shared_ptr<kiosk::StaffBadges> badges();
  void startSandbox();

  const std::string person_;
  const std::string stateDir_;
  const std::chrono::seconds qrLife_;
  std::uint16_t port_ = 0, adminPort_ = 0;
  std::unique_ptr<sandbox::Sandbox> sandbox_;
  std::shared_ptr<devices::SimulatedWorld> world_;
  std::shared_ptr<devices::DeviceManager> devices_;
  std::shared_ptr<services::Platform> client_;
  std::unique_ptr<kiosk::Kiosk> kiosk_;
};

// Where services/sandbox/make-pki made everything.
const std::string& pki();

// A signature as the pad gives it: a wave across it.
QVariantList scrawl();

// What a statement finds in the journal of this folder, row by row.
std::vector<QStringList> journalRows(const std::string& folder, const QString& sql);

// A folder of this test's own, removed with it.
std::string freshFolder();

}  // namespace doorstep::tests
