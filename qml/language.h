#pragma once

#include <QTranslator>

#include "kiosk/visit/kiosk.h"

class QQmlEngine;

namespace doorstep::qml {

// Keeps the pages' words in the kiosk's language. Pages are written in Chinese; other languages are embedded.
// Switching keeps every page's state.
class Language : public QObject {
  Q_OBJECT

 public:
  Language(QQmlEngine& engine, kiosk::Kiosk& kiosk, QObject* parent);
  ~Language() override;

 private:
  void follow();

  QQmlEngine& engine_;
  kiosk::Kiosk& kiosk_;
  QTranslator english_;
  bool speaksEnglish_ = false;
};

}  // namespace doorstep::qml
