#pragma once

#include <QObject>
#include <optional>

#include "devices/printer.h"

namespace doorstep::devices {
class DeviceManager;
}

namespace doorstep::kiosk {

struct Tools;

// Where a station's papers come out: its receipt printer; a station that has none prints them on A4. Null
// without either.
const devices::Device* slipPrinter(const devices::DeviceManager& devices);

// One piece of paper a step may print, as often as wanted.
class Slip : public QObject {
  Q_OBJECT

 public:
  explicit Slip(const Tools& tools) : tools_(tools) {}

  bool printing() const { return printing_; }
  bool printed() const { return printed_; }
  const std::optional<Problem>& problem() const { return problem_; }  // of the last attempt

  // Does nothing while printing. Problems: those of the printer; device.offline when the station has none.
  void print(const devices::PrintDocument& document);
  // The same on A4 whatever else there is.
  void printPage(const devices::PrintDocument& document);
  // Nothing is reported any more; a slip under way still comes out whole.
  void forget() { forgotten_ = true; }

 signals:
  void changed();

 private:
  enum class On { AnyPaper, A4 };
  void begin(const devices::PrintDocument& document, On on);
  void send(const devices::PrintDocument& document, On on, int attempts);
  void end(std::optional<Problem> problem);

  const Tools& tools_;
  bool printing_ = false;
  bool printed_ = false;
  bool forgotten_ = false;
  std::optional<Problem> problem_;
};

}  // namespace doorstep::kiosk
