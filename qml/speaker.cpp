#include "qml/speaker.h"

#include <QTextToSpeech>
#include <QThread>
#include <algorithm>
#include <atomic>
#include <optional>

#include "kiosk/base/log.h"

namespace doorstep::qml {
namespace {

constexpr unsigned long kFarewell = 1000;  // ms

// espeak-ng calls Mandarin "cmn", which QLocale does not know: its voices stand below no language.
const QString kMandarin = QStringLiteral("Chinese (Mandarin");

bool chooseMandarin(QTextToSpeech& engine) {
  engine.setLocale(QLocale::c());
  const auto voices = engine.availableVoices();
  const auto voice = std::find_if(voices.begin(), voices.end(), [](const QVoice& candidate) {
    return candidate.name().startsWith(kMandarin);
  });
  if (voice != voices.end()) engine.setVoice(*voice);
  return voice != voices.end();
}

bool choose(QTextToSpeech& engine, bool english) {
  const QLocale wanted(english ? "en_GB" : "zh_CN");
  const auto offered = engine.availableLocales();
  const auto locale = std::find_if(offered.begin(), offered.end(), [&](const QLocale& candidate) {
    return candidate.language() == wanted.language();
  });
  if (locale == offered.end()) return !english && chooseMandarin(engine);
  engine.setLocale(offered.contains(wanted) ? wanted : *locale);
  return engine.state() != QTextToSpeech::Error;
}

// The engine, on its thread.
class Voice : public QObject {
 public:
  void say(const QString& text, bool english, const std::atomic<int>& newest, int number) {
    if (number != newest || !ready(english) || number != newest) return;
    engine_->say(text);
  }
  void stop() {
    if (engine_ && engine_->state() == QTextToSpeech::Speaking)
      engine_->stop(QTextToSpeech::BoundaryHint::Immediate);
  }

 private:
  bool ready(bool english) {
    if (mute_) return false;
    if (!engine_) {
      engine_ = std::make_unique<QTextToSpeech>();
      if (QTextToSpeech::availableEngines().isEmpty() || engine_->state() == QTextToSpeech::Error) {
        return silence(engine_->errorString().isEmpty() ? "no engine" : engine_->errorString().toStdString());
      }
    }
    if (language_ == english) return true;
    language_.reset();
    stop();
    if (!choose(*engine_, english)) return silence(english ? "no English voice" : "no Chinese voice");
    language_ = english;
    return true;
  }
  // Said once: a station without a loudspeaker is not an error each time somebody leaves a card.
  bool silence(const std::string& reason) {
    if (!told_) logWarning("speech", "nothing is said aloud: ", reason);
    told_ = true;
    mute_ = !engine_ || engine_->availableLocales().isEmpty();
    return false;
  }

  std::unique_ptr<QTextToSpeech> engine_;
  std::optional<bool> language_;  // English, as chosen last
  bool told_ = false;
  bool mute_ = false;
};

class EngineSpeaker : public Speaker {
 public:
  ~EngineSpeaker() override {
    ++*newest_;
    if (!thread_) return;
    QMetaObject::invokeMethod(voice_, [voice = voice_] { delete voice; });
    thread_->quit();
    // An engine that hangs (it does when its sound device does) must not keep the program: its thread is
    // left.
    if (thread_->wait(kFarewell)) delete thread_;
  }

  void say(const QString& text, bool english) override {
    if (!voice_) {
      voice_ = new Voice;
      thread_ = new QThread;
      thread_->setObjectName("speech");
      voice_->moveToThread(thread_);
      thread_->start(QThread::LowPriority);
    }
    QMetaObject::invokeMethod(voice_, [newest = newest_, voice = voice_, text, english, number = ++*newest_] {
      voice->say(text, english, *newest, number);
    });
  }
  void stop() override {
    ++*newest_;  // what the engine has not begun yet is not said any more
    if (voice_) QMetaObject::invokeMethod(voice_, [voice = voice_] { voice->stop(); });
  }

 private:
  QThread* thread_ = nullptr;
  Voice* voice_ = nullptr;  // lives and dies on the thread
  const std::shared_ptr<std::atomic<int>> newest_ = std::make_shared<std::atomic<int>>(0);
};

}  // namespace

std::unique_ptr<Speaker> makeSpeaker() {
  return std::make_unique<EngineSpeaker>();
}

}  // namespace doorstep::qml
