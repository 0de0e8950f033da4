#include "kiosk/app/journey.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QMouseEvent>
#include <QPointer>
#include <QQuickItem>
#include <QQuickWindow>
#include <QThread>
#include <cmath>
#include <csignal>

#include "kiosk/app/controls.h"
#include "kiosk/app/qr_reading.h"
#include "kiosk/cases/step.h"
#include "kiosk/visit/kiosk.h"
#include "qml/audit/page_audit.h"

namespace doorstep::app {
namespace {

constexpr double kPatience = 20;  // s a person would wait for the next page before giving up

QStringList names(const JourneyStep& step) {
  QStringList list;
  for (const auto& word : step.words) list << QString::fromStdString(word);
  return list;
}

QString field(const JourneyStep& step, const std::string& name) {
  const auto found = step.fields.find(name);
  return found == step.fields.end() ? QString() : QString::fromStdString(found->second);
}

}  // namespace

Journey::Journey(kiosk::Kiosk& kiosk, QQuickWindow& window, Hall& hall, SandboxDoor& sandbox, Around around)
    : kiosk_(kiosk), window_(window), hall_(hall), sandbox_(sandbox), around_(std::move(around)) {
  QObject::connect(&kiosk_, &kiosk::Kiosk::visitEnded, &kiosk_, [this](const QString& how) { ended_ = how; });
}

void Journey::saveShots(const QString& folder) {
  shots_ = QDir(folder);
}

QJsonObject Journey::play(const JourneyScript& script) {
  QString fault;
  for (const JourneyStep& step : script.steps) {
    if (auto done = doStep(step); !done) {
      fault = QString::fromStdString(script.file + ":" + std::to_string(step.line) + ": " + done.error());
      lookAtPage("fault");
      break;
    }
  }
  if (fault.isEmpty()) waitFor([this] { return !ended_.isEmpty(); }, 5);
  if (fault.isEmpty() && ended_ != QString::fromStdString(script.ends))
    fault =
        QString("the visit ended as \"%1\", not as \"%2\"").arg(ended_, QString::fromStdString(script.ends));
  if (fault.isEmpty())
    if (auto held = checkRecords(script); !held) fault = QString::fromStdString(held.error());
  if (fault.isEmpty() && !audit_.isEmpty())
    fault =
        QString("%1 faults of the pages, the first: %2").arg(audit_.size()).arg(audit_.first().toString());
  return {{"title", QString::fromStdString(script.title)},
          {"passed", fault.isEmpty()},
          {"fault", fault},
          {"ended", ended_},
          {"person", QJsonObject{{"taps", person_.taps()},
                                 {"digitsTyped", person_.keys()},
                                 {"chineseCharactersRead", person_.charactersRead()},
                                 {"wordsRead", person_.wordsRead()},
                                 {"signatures", person_.signatures()},
                                 {"payments", person_.payments()}}},
          {"estimateSeconds", std::round(person_.seconds() * 10) / 10},
          {"machineSeconds", std::round(machineSeconds_ * 1000) / 1000},
          {"pages", pages_},
          {"audit", audit_}};
}

Told<void> Journey::doStep(const JourneyStep& step) {
  if (step.verb == "page") return doPage(step);
  if (step.verb == "tap") return doTap(step);
  if (step.verb == "keys") return doKeys(step);
  if (step.verb == "sign") return doSign(step);
  if (step.verb == "card") return doCard(step);
  if (step.verb == "camera")
    return hall_.showToCamera((around_.portraits + "/" + names(step).value(0)).toStdString());
  if (step.verb == "document")
    return hall_.layDocument(
        (around_.portraits + "/documents/" + names(step).value(0) + ".jpg").toStdString());
  if (step.verb == "pay") return doPay(step);
  if (step.verb == "device")
    return hall_.command(field(step, "id").toStdString(), field(step, "do").toStdString());
  if (step.verb == "platform") return doPlatform(step);
  if (step.verb == "face") return doFace(step);
  if (step.verb == "badge") return doBadge(step);
  if (step.verb == "expect") return doExpect(step);
  if (step.verb == "slip") return doSlip(step);
  if (step.verb == "wait")
    return rest(static_cast<int>(names(step).value(0).toDouble() * 1000)), Told<void>();
  if (step.verb == "power") return doPower();
  lookAtPage(names(step).value(0));  // shot
  return {};
}

QString Journey::pageName() const {
  return kiosk_.step() ? QString(kiosk_.step()->metaObject()->className()).section("::", -1) : QString();
}

bool Journey::settled() const {
  using State = kiosk::Step::State;
  const auto state = kiosk_.step()->state();
  return state == State::Ready || state == State::Failed;
}

Told<void> Journey::doPage(const JourneyStep& step) {
  const QString wanted = names(step).value(0);
  // Pages that only wait for somebody (the card to be taken) are there while they work.
  if (!waitFor([&] { return pageName() == wanted && (settled() || kiosk_.step()->slow()); }, kPatience) &&
      pageName() != wanted)
    return wrong(("expected " + wanted + ", but " + pageName() + " is on the screen").toStdString());
  lookAtPage(wanted);
  return {};
}

Told<QPointF> Journey::reach(const QStringList& wanted) {
  std::optional<Control> control;
  waitFor([&] { return (control = findControl(window_, wanted)) && control->enabled && control->inView; },
          kPatience / 4);
  if (!control)
    return wrong(("there is no control \"" + wanted.join("\" or \"") + "\" on " + pageName() +
                  "; there are: " + pressableNames(window_).join(", "))
                     .toStdString());
  if (!control->enabled) return wrong(("\"" + wanted.join("/") + "\" cannot be pressed").toStdString());
  if (!control->inView) return wrong(("\"" + wanted.join("/") + "\" is not in view").toStdString());
  return control->centre;
}

void Journey::press(QPointF at) {
  const QPointF global = window_.mapToGlobal(at);
  for (const auto type : {QEvent::MouseButtonPress, QEvent::MouseButtonRelease}) {
    const bool down = type == QEvent::MouseButtonPress;
    QMouseEvent event(type, at, global, Qt::LeftButton, down ? Qt::LeftButton : Qt::NoButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window_, &event);
    rest(60);
  }
}

Told<void> Journey::doTap(const JourneyStep& step) {
  const auto point = reach(names(step));
  if (!point) return tl::unexpected(point.error());
  person_.tap();
  press(*point);
  rest(550);  // longer than the guard against a double strike, as a person is
  return {};
}

Told<void> Journey::doKeys(const JourneyStep& step) {
  for (const QChar key : names(step).value(0)) {
    const auto point = reach({QString(key)});
    if (!point) return tl::unexpected(point.error());
    person_.key();
    press(*point);
    rest(120);
  }
  return {};
}

Told<void> Journey::doSign(const JourneyStep& step) {
  const auto point = reach(names(step));
  if (!point) return tl::unexpected(point.error());
  person_.sign();
  const auto send = [&](QEvent::Type type, QPointF at, Qt::MouseButtons buttons) {
    QMouseEvent event(type, at, window_.mapToGlobal(at),
                      type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton, buttons, Qt::NoModifier);
    QCoreApplication::sendEvent(&window_, &event);
    rest(8);
  };
  for (int stroke = 0; stroke < 3; ++stroke) {
    const auto at = [&](int i) {
      return *point + QPointF(-120 + 80 * stroke + 2.5 * i, 50 * std::sin(i / 4.0 + stroke));
    };
    send(QEvent::MouseButtonPress, at(0), Qt::LeftButton);
    for (int i = 1; i < 24; ++i) send(QEvent::MouseMove, at(i), Qt::LeftButton);
    send(QEvent::MouseButtonRelease, at(24), Qt::NoButton);
  }
  return {};
}

Told<void> Journey::doCard(const JourneyStep& step) {
  person_.handleCard();
  const auto who = names(step).value(0);
  return who == "away" ? hall_.takeCard() : hall_.layCard(who.toStdString());
}

Told<void> Journey::doPay(const JourneyStep& step) {
  // One code after the other, until the page has moved on: the basket is split by payee.
  QStringList paid;
  for (int i = 0; i < 5 && pageName() == "PayStep"; ++i) {
    QString code;
    waitFor(
        [&] {
          for (const QString& text : qrTexts(window_.grabWindow()))
            if (!paid.contains(text)) code = text;
          return !code.isEmpty() || pageName() != "PayStep";
        },
        kPatience / 2);
    if (code.isEmpty()) break;
    person_.payByPhone();
    if (auto done = sandbox_.post(QUrl(code), {}); !done) return tl::unexpected(done.error());
    paid << code;
    if (names(step).value(0) == "once") return {};
    rest(300);
  }
  if (paid.isEmpty()) return wrong("no payment QR code can be read off the screen");
  return {};
}

// The plug is pulled in the middle: no destructor runs, nothing is written any more.
Told<void> Journey::doPower() {
  std::raise(SIGKILL);
  return {};
}

Told<void> Journey::doPlatform(const JourneyStep& step) {
  if (names(step).value(0) == "well") {
    if (auto done = sandbox_.remove("/faults"); !done) return tl::unexpected(done.error());
    return {};
  }
  QJsonObject fault, match;
  for (const auto& [key, value] : step.fields) {
    const QString name = QString::fromStdString(key), text = QString::fromStdString(value);
    bool isNumber = false;
    const int number = text.toInt(&isNumber);
    (name == "method" || name == "pathPrefix" ? match : fault)[name] =
        isNumber ? QJsonValue(number) : QJsonValue(text);
  }
  if (!match.isEmpty()) fault["match"] = match;
  auto done = sandbox_.post(sandbox_.url("/faults"), QJsonDocument(fault).toJson(QJsonDocument::Compact));
  if (!done) return tl::unexpected(done.error());
  return {};
}

Told<void> Journey::doFace(const JourneyStep& step) {
  const QJsonObject says{{"result", names(step).value(0)}};
  if (auto done = sandbox_.post(sandbox_.url("/faces"), QJsonDocument(says).toJson()); !done)
    return tl::unexpected(done.error());
  return {};
}

Told<void> Journey::doBadge(const JourneyStep& step) {
  return showBadge(hall_, around_.badges, step.words.empty() ? std::string() : step.words.front());
}

Told<void> Journey::doExpect(const JourneyStep& step) {
  const auto wanted = names(step);
  const auto seen = [&] {
    const QString page = visibleTexts(window_).join('\n');
    return std::any_of(wanted.begin(), wanted.end(),
                       [&](const QString& text) { return page.contains(text); });
  };
  if (waitFor(seen, kPatience)) return {};
  return wrong(("nobody can read \"" + wanted.join("\" or \"") + "\" on " + pageName() +
                "; there is: " + visibleTexts(window_).join(" | "))
                   .toStdString());
}

Told<void> Journey::doSlip(const JourneyStep& step) {
  Told<std::string> slip;
  const auto wanted = names(step);
  const auto printed = [&] {
    slip = hall_.lastSlip();
    return slip && std::any_of(wanted.begin(), wanted.end(), [&](const QString& text) {
             return slip->find(text.toStdString()) != std::string::npos;
           });
  };
  if (waitFor(printed, kPatience)) return {};
  return wrong("the slip does not say \"" + wanted.join("\" or \"").toStdString() +
               "\"; it says: " + (slip ? *slip : slip.error()));
}

Told<void> Journey::checkRecords(const JourneyScript& script) {
  if (script.records.empty()) return {};
  const auto answer = sandbox_.get("/records");
  if (!answer) return tl::unexpected(answer.error());
  const QJsonObject records = QJsonDocument::fromJson(*answer).object();
  for (const auto& [name, count] : script.records) {
    const int held = records.value(QString::fromStdString(name)).toArray().size();
    if (held != count)
      return wrong("the platform holds " + std::to_string(held) + " " + name + ", not " +
                   std::to_string(count));
  }
  return {};
}

bool Journey::waitFor(const std::function<bool()>& ready, double seconds) {
  QElapsedTimer clock;
  clock.start();
  bool done = ready();
  while (!done && clock.elapsed() < seconds * 1000) {
    QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    QThread::msleep(2);
    done = ready();
  }
  const double waited = static_cast<double>(clock.elapsed()) / 1000;
  machineSeconds_ += waited;
  waitedForPage_ += waited;
  return done;
}

void Journey::rest(int milliseconds) {
  QElapsedTimer clock;
  clock.start();
  while (clock.elapsed() < milliseconds) {
    QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    QThread::msleep(1);
  }
}

void Journey::lookAtPage(const QString& name) {
  rest(260);  // until the slide has ended
  const QStringList texts = visibleTexts(window_);
  person_.read(texts);
  const QImage picture = window_.grabWindow();
  for (const QString& finding : qml::auditPage(window_.contentItem(), {.pxPerMm = around_.pxPerMm,
                                                                      .mountMm = around_.mountMm,
                                                                      .large = kiosk_.largeText(),
                                                                      .highContrast = kiosk_.highContrast()}))
    audit_.append(name + ": " + finding);
  QString file;
  if (shots_) {
    file = QString("%1-%2.png").arg(++shotCount_, 2, 10, QChar('0')).arg(name);
    picture.save(shots_->filePath(file));
  }
  pages_.append(
      QJsonObject{{"page", pageName()}, {"name", name}, {"shot", file}, {"waitedSeconds", waitedForPage_}});
  waitedForPage_ = 0;
}

}  // namespace doorstep::app
