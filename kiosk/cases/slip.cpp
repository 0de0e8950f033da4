#include "kiosk/cases/slip.h"

#include <QTimer>

#include "devices/manager.h"
#include "kiosk/base/log.h"
#include "kiosk/cases/here.h"
#include "kiosk/cases/tools.h"

namespace doorstep::kiosk {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kDeadline{20000};      // also the time to put in paper in mid-slip
constexpr milliseconds kPageDeadline{60000};  // a page printer warms up first
constexpr milliseconds kWhileBusy{100};
constexpr int kAttempts = 600;  // the paper before it may take its whole deadline

}  // namespace

const devices::Device* slipPrinter(const devices::DeviceManager& devices) {
  if (const auto* printer = devices.receiptPrinter()) return printer;
  return devices.documentPrinter();
}

void Slip::print(const devices::PrintDocument& document) {
  begin(document, On::AnyPaper);
}

void Slip::printPage(const devices::PrintDocument& document) {
  begin(document, On::A4);
}

void Slip::begin(const devices::PrintDocument& document, On on) {
  if (printing_) return;
  printing_ = true;
  problem_.reset();
  emit changed();
  send(document, on, kAttempts);
}

void Slip::send(const devices::PrintDocument& document, On on, int attempts) {
  const auto handle = [this, document, on, attempts](const Outcome<devices::PrintReport>& report) {
    if (!report && report.error().code == "device.busy" && attempts > 1)
      return QTimer::singleShot(kWhileBusy, this, [=, this] { send(document, on, attempts - 1); });
    end(report ? std::nullopt : std::optional(report.error()));
  };
  const auto done = doneOn<devices::PrintReport>(this, handle);
  auto* const receipts = on == On::AnyPaper ? tools_.devices->receiptPrinter() : nullptr;
  if (receipts) return receipts->print(document, kDeadline, done);
  if (auto* pages = tools_.devices->documentPrinter()) return pages->print(document, kPageDeadline, done);
  end(doorstep::problem("device.offline", "the station has no printer").value());
}

void Slip::end(std::optional<Problem> problem) {
  printing_ = false;
  if (problem)
    logWarning("slip", problem->code, " (", problem->detail, ")");
  else
    printed_ = true;
  problem_ = std::move(problem);
  if (!forgotten_) emit changed();
}

}  // namespace doorstep::kiosk
