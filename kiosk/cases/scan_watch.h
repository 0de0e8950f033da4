#pragma once

#include <QObject>
#include <QTimer>
#include <functional>

#include "kiosk/base/secret.h"

namespace doorstep::kiosk {

struct Tools;

// The one listener of the barcode reader: every scan arrives on the application's thread, once. A reader that
// is busy or away is listened to again as soon as it answers; a station without one is never heard from.
class ScanWatch : public QObject {
  Q_OBJECT

 public:
  // What the code says, as text; empty when it is none.
  using OnScan = std::function<void(const Secret& text)>;

  ScanWatch(const Tools& tools, OnScan onScan);
  ~ScanWatch() override;

 private:
  void listen();

  const Tools& tools_;
  const OnScan onScan_;
  QTimer again_;
};

}  // namespace doorstep::kiosk
