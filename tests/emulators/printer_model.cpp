#include "tests/emulators/printer_model.h"

namespace doorstep::emulators {
namespace {

constexpr std::uint8_t outEndpoint = 0x01, inEndpoint = 0x82;
constexpr std::size_t bufferSize = 8192;
constexpr std::uint8_t well = 0x12;  // bits 1 and 4 are always set

}  // namespace

PrinterModel::PrinterModel(Traits traits) : traits_(traits), interpreter_(traits.columns * 12) {
  interpreter_.onQuestion = [this] {
    if (!traits_.answersInTurn) return;
    say(paper_ == Paper::Low ? 0x03 : 0x00);
  };
}

void PrinterModel::setPaper(Paper paper) {
  const std::lock_guard lock(mutex_);
  paper_ = paper;
  linesLeft_.reset();
  work();
}

void PrinterModel::paperOutAfter(int lines) {
  const std::lock_guard lock(mutex_);
  linesLeft_ = lines;
}

void PrinterModel::setCover(bool open) {
  const std::lock_guard lock(mutex_);
  coverOpen_ = open;
  work();
}

void PrinterModel::setCutterJam(bool jammed) {
  const std::lock_guard lock(mutex_);
  cutterJam_ = jammed;
  if (!jammed) knifeStuck_ = false;
  work();
}

void PrinterModel::setOffline(bool offline) {
  const std::lock_guard lock(mutex_);
  offline_ = offline;
  work();
}

void PrinterModel::setSilent(bool silent) {
  const std::lock_guard lock(mutex_);
  silent_ = silent;
}

void PrinterModel::setNoise(bool noise) {
  const std::lock_guard lock(mutex_);
  noise_ = noise;
}

std::vector<Slip> PrinterModel::slips() const {
  const std::lock_guard lock(mutex_);
  return interpreter_.finished();
}

Slip PrinterModel::present() const {
  const std::lock_guard lock(mutex_);
  return interpreter_.present();
}

std::vector<std::string> PrinterModel::complaints() const {
  const std::lock_guard lock(mutex_);
  return interpreter_.complaints();
}

Bytes PrinterModel::descriptors() const {
  constexpr std::uint16_t vendor = 0x0FE6, product = 0x811E;
  const std::uint8_t protocol = traits_.answers ? 2 : 1;  // both ways, or one
  if (!traits_.answers) return describe({vendor, product, 7, 1, protocol, {outEndpoint}});
  return describe({vendor, product, 7, 1, protocol, {outEndpoint, inEndpoint}});
}

std::uint8_t PrinterModel::status(int question) const {
  switch (question) {
    case 1:
      return stopped() ? well | 0x08 : well;
    case 2:
      return static_cast<std::uint8_t>(well | (coverOpen_ ? 0x04 : 0) | (paper_ == Paper::Out ? 0x20 : 0) |
                                       (knifeStuck_ ? 0x40 : 0));
    case 3:
      return knifeStuck_ ? well | 0x08 : well;
    default:
      return static_cast<std::uint8_t>(well | (paper_ != Paper::Enough ? 0x0C : 0) |
                                       (paper_ == Paper::Out ? 0x60 : 0));
  }
}

void PrinterModel::say(std::uint8_t byte) {
  if (silent_) return;
  answers_.push_back(noise_ ? static_cast<std::uint8_t>(0xF0 | (byte & 0x0F)) : byte);
}

bool PrinterModel::out(std::uint8_t endpoint, std::span<const std::uint8_t> data) {
  const std::lock_guard lock(mutex_);
  if (endpoint != outEndpoint) return true;
  // Real-time questions are heard even by a stopped printer. This model knows them when they come alone.
  if (data.size() == 3 && data[0] == 0x10 && data[1] == 0x04) {
    if (traits_.answers) say(status(data[2]));
    return true;
  }
  if (interpreter_.waiting() + data.size() > bufferSize) return false;
  interpreter_.feed(data);
  work();
  return true;
}

void PrinterModel::work() {
  while (!stopped() && !busy()) {
    switch (interpreter_.step()) {
      case EscposInterpreter::Step::NeedsMore:
        return;
      case EscposInterpreter::Step::Quiet:
        break;
      case EscposInterpreter::Step::Printed:
        lineDone();
        break;
      case EscposInterpreter::Step::Cut:
        knifeStuck_ = cutterJam_;
        break;
    }
  }
}

void PrinterModel::lineDone() {
  busyUntil_ = std::chrono::steady_clock::now() + traits_.lineTime;
  if (!linesLeft_ || --*linesLeft_ > 0) return;
  linesLeft_.reset();
  paper_ = Paper::Out;
  if (!traits_.keepsUnprinted) interpreter_.forgetInput();
}

std::optional<Bytes> PrinterModel::in(std::uint8_t endpoint) {
  const std::lock_guard lock(mutex_);
  work();  // the host asks again and again: time passes with it
  if (endpoint != inEndpoint || answers_.empty()) return std::nullopt;
  Bytes packet(answers_.begin(), answers_.begin() + 1);
  answers_.erase(answers_.begin());
  return packet;
}

std::optional<Bytes> PrinterModel::control(const ControlSetup& setup) {
  const std::lock_guard lock(mutex_);
  if (setup.requestType != 0xA1 || setup.request != 1) return std::nullopt;
  const int status = (paper_ == Paper::Out ? 0x20 : 0) | (stopped() ? 0 : 0x10) | (knifeStuck_ ? 0 : 0x08);
  return Bytes{static_cast<std::uint8_t>(status)};
}

}  // namespace doorstep::emulators
