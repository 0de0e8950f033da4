#include "devices/document_printer.h"

namespace doorstep::devices {

DocumentPrinter::DocumentPrinter(std::string id, std::unique_ptr<DocumentPrinterDriver> driver, Timing timing)
    : Device(std::move(id), DeviceKind::DocumentPrinter, std::move(driver), timing) {}

void DocumentPrinter::print(PrintDocument document, std::chrono::milliseconds deadline,
                            Done<PrintReport> done) {
  run<PrintReport, DocumentPrinterDriver>(
      deadline,
      [document = std::move(document)](DocumentPrinterDriver& driver, Action& action) {
        return driver.print(document, action);
      },
      std::move(done));
}

}  // namespace doorstep::devices
