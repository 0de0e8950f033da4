#include "qml/language.h"

#include <QCoreApplication>
#include <QQmlEngine>

#include "kiosk/base/log.h"

namespace doorstep::qml {

Language::Language(QQmlEngine& engine, kiosk::Kiosk& kiosk, QObject* parent)
    : QObject(parent), engine_(engine), kiosk_(kiosk) {
  if (!english_.load(":/i18n/doorstep_en.qm")) logError("qml", "the English translation is missing");
  connect(&kiosk, &kiosk::Kiosk::lookChanged, this, &Language::follow);
  follow();
}

Language::~Language() {
  QCoreApplication::removeTranslator(&english_);
}

void Language::follow() {
  if (kiosk_.english() == speaksEnglish_) return;
  speaksEnglish_ = kiosk_.english();
  if (speaksEnglish_) {
    QCoreApplication::installTranslator(&english_);
  } else {
    QCoreApplication::removeTranslator(&english_);
  }
  engine_.retranslate();
}

}  // namespace doorstep::qml
