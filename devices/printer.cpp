#include "devices/printer.h"

namespace doorstep::devices {

ReceiptPrinter::ReceiptPrinter(std::string id, std::unique_ptr<ReceiptPrinterDriver> driver, Timing timing)
    : Device(std::move(id), DeviceKind::ReceiptPrinter, std::move(driver), timing) {}

void ReceiptPrinter::print(PrintDocument document, std::chrono::milliseconds deadline,
                           Done<PrintReport> done) {
  run<PrintReport, ReceiptPrinterDriver>(
      deadline,
      [document = std::move(document)](ReceiptPrinterDriver& driver, Action& action) {
        return driver.print(document, action);
      },
      std::move(done));
}

}  // namespace doorstep::devices
