#pragma once

#include <QObject>
#include <QTimer>
#include <QVariantList>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <QtQml/qqmlregistration.h>

#include "devices/simulated/world.h"
#include "kiosk/base/localized.h"

namespace doorstep::qml {

// A fictitious citizen whose card the bench can lay on the reader.
struct BenchCitizen {
  std::string slug;     // as registered in the SimulatedWorld
  Localized situation;  // one line: "驾驶证 30 天后到期"
};

struct BenchParts {
  std::shared_ptr<devices::SimulatedWorld> world;
  std::vector<BenchCitizen> citizens;
  std::string pictureFolder;   // what the camera can be shown; empty: nothing
  std::string documentFolder;  // what can be laid under the document scanner; empty: nothing
  // Pays what the kiosk asks for at the moment; returns what went wrong, empty when nothing did. May be
  // missing.
  std::function<std::string()> pay;
  // Holds a fresh badge of somebody with this role, "guide" or "administrator", before the scanner. Answers
  // and may be missing as above.
  std::function<std::string(const std::string& role)> showBadge;
};

// What the bench shows and does. Every command of every simulated device becomes a button or a row of them,
// so that a new command needs no change here.
class BenchModel : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("the program makes it")
  // [{id, title, rows: [{text, buttons: [{text, line}]}]}]; the first row has the commands that take no
  // argument, each said on its button, and no text of its own
  Q_PROPERTY(QVariantList devices READ devices NOTIFY commandsChanged)
  Q_PROPERTY(QVariantMap states READ states NOTIFY statesChanged)  // by id: {text, plugged}
  Q_PROPERTY(QString slip READ slip NOTIFY statesChanged)          // the last one printed
  Q_PROPERTY(QString message READ message NOTIFY messageChanged)   // why the last command did nothing
  Q_PROPERTY(bool canPay READ canPay CONSTANT)
  Q_PROPERTY(bool canShowBadge READ canShowBadge CONSTANT)
  Q_PROPERTY(bool english READ english WRITE setEnglish NOTIFY commandsChanged)

 public:
  explicit BenchModel(BenchParts parts);

  QVariantList devices() const;
  QVariantMap states() const { return states_; }
  QString slip() const { return slip_; }
  QString message() const { return message_; }
  bool canPay() const { return static_cast<bool>(parts_.pay); }
  bool canShowBadge() const { return static_cast<bool>(parts_.showBadge); }
  bool english() const { return language_ == Language::English; }
  void setEnglish(bool english);

  Q_INVOKABLE void command(const QString& deviceId, const QString& line);
  Q_INVOKABLE void pay();
  Q_INVOKABLE void showBadge(const QString& role);
  // Looks at the devices now; a timer does it three times a second.
  void refresh();

 signals:
  void commandsChanged();
  void statesChanged();
  void messageChanged();

 private:
  QVariantList buttonsFor(devices::DeviceKind kind, const devices::ScriptCommand& command) const;
  QVariantList pictureButtons(devices::DeviceKind kind, const std::string& command) const;
  QString stateText(const devices::SimulatedState& state) const;
  QString say(const Localized& text) const { return QString::fromStdString(text.in(language_)); }
  void tell(const std::string& message);

  const BenchParts parts_;
  Language language_ = Language::Chinese;
  QVariantMap states_;
  QString slip_;
  QString message_;
  QTimer timer_;
};

}  // namespace doorstep::qml
