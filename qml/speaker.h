#pragma once

#include <QObject>
#include <QString>
#include <memory>

namespace doorstep::qml {

// What says things aloud. The pages reach it by these two calls, tests put one there that writes them down.
class Speaker : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;

  // Instead of what is being said.
  Q_INVOKABLE virtual void say(const QString& text, bool english) = 0;
  Q_INVOKABLE virtual void stop() = 0;
};

// Speaks through the system's speech engine. The engine takes seconds to open: that happens on a thread of
// its own and only when there is something to say. Without an engine or a voice one line is logged and
// nothing is heard.
std::unique_ptr<Speaker> makeSpeaker();

}  // namespace doorstep::qml
