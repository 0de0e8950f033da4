#include "kiosk/cases/scan_watch.h"

#include "devices/manager.h"
#include "kiosk/cases/here.h"
#include "kiosk/cases/tools.h"

namespace doorstep::kiosk {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kListenFor{3600000};  // one listening; then the next
constexpr milliseconds kAfterProblem{1000};

}  // namespace

ScanWatch::ScanWatch(const Tools& tools, OnScan onScan) : tools_(tools), onScan_(std::move(onScan)) {
  again_.setSingleShot(true);
  connect(&again_, &QTimer::timeout, this, &ScanWatch::listen);
  listen();
}

ScanWatch::~ScanWatch() {
  if (auto* reader = tools_.devices ? tools_.devices->barcodeReader() : nullptr) reader->stop();
}

void ScanWatch::listen() {
  auto* reader = tools_.devices ? tools_.devices->barcodeReader() : nullptr;
  if (!reader) return;
  const auto heard = [guard = QPointer<ScanWatch>(this)](const devices::Scan& scan) {
    onMainThread([guard, text = scan.text] {
      if (guard) guard->onScan_(text);
    });
  };
  reader->listen(heard, kListenFor, doneOn<void>(this, [this](const Outcome<void>& ended) {
                   const bool timeUp = !ended && ended.error().code == "device.timed-out";
                   again_.start(timeUp ? milliseconds(0) : kAfterProblem);
                 }));
}

}  // namespace doorstep::kiosk
