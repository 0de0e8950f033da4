#include "tests/emulators/printer_model.h"

#include <algorithm>

namespace doorstep::emulators {
namespace {

constexpr std::uint8_t outEndpoint = 0x01, inEndpoint = 0x82;
constexpr std::uint8_t interfaceNumber = 1;  // not 0, which would hide a wrong index in a request
constexpr std::uint8_t well = 0x12;          // bits 1 and 4 are always set

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

void PrinterModel::take() {
  const std::lock_guard lock(mutex_);
  slipInPresenter_ = false;
}

void PrinterModel::setSilent(bool silent) {
  const std::lock_guard lock(mutex_);
  silent_ = silent;
}

void PrinterModel::setNoise(bool noise) {
  const std::lock_guard lock(mutex_);
  noise_ = noise;
}

void PrinterModel::setDrip(bool drips) {
  const std::lock_guard lock(mutex_);
  drips_ = drips;
}

void PrinterModel::restart() {
  const std::lock_guard lock(mutex_);
  interpreter_.forgetInput();
  answers_.clear();
}

void PrinterModel::answerLate(int question, std::chrono::milliseconds time) {
  const std::lock_guard lock(mutex_);
  questionsUntilLate_ = question;
  late_ = time;
}

void PrinterModel::takeOnly(std::optional<std::size_t> bytes) {
  const std::lock_guard lock(mutex_);
  room_ = bytes;
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
  if (!traits_.answers) return describe({vendor, product, 7, 1, protocol, {outEndpoint}, 2, interfaceNumber});
  return describe({vendor, product, 7, 1, protocol, {outEndpoint, inEndpoint}, 2, interfaceNumber});
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
      if (traits_.presenter)
        return static_cast<std::uint8_t>(well | (paper_ == Paper::Low ? 0x0C : 0) |
                                         (paper_ == Paper::Out ? 0x20 : 0) | (slipInPresenter_ ? 0x40 : 0));
      return static_cast<std::uint8_t>(well | (paper_ != Paper::Enough ? 0x0C : 0) |
                                       (paper_ == Paper::Out ? 0x60 : 0));
  }
}

void PrinterModel::say(std::uint8_t byte) {
  if (silent_) return;
  const bool late = questionsUntilLate_ > 0 && --questionsUntilLate_ == 0;
  const auto delay = late ? late_ : drips_ ? std::chrono::milliseconds(60) : std::chrono::milliseconds(0);
  answers_.push_back({noise_ ? static_cast<std::uint8_t>(0xF0 | (byte & 0x0F)) : byte,
                      std::chrono::steady_clock::now() + delay});
}

bool PrinterModel::out(std::uint8_t endpoint, std::span<const std::uint8_t> data) {
  const std::lock_guard lock(mutex_);
  if (endpoint != outEndpoint) return true;
  if (interpreter_.waiting() + data.size() > traits_.bufferSize) return false;
  if (room_ && data.size() > *room_) return false;
  if (drips_) {
    const auto now = std::chrono::steady_clock::now();
    if (now < nextDrip_) return false;
    nextDrip_ = now + std::chrono::milliseconds(15);
  }
  if (room_) *room_ -= data.size();
  // Real-time questions are heard even by a stopped printer. This model knows them when they come alone.
  if (data.size() == 3 && data[0] == 0x10 && data[1] == 0x04) {
    if (traits_.answers) say(status(data[2]));
    return true;
  }
  interpreter_.feed(data);
  work();
  return true;
}

// Time passes only when somebody looks; what was waiting is printed then as it would have been meanwhile.
void PrinterModel::work() {
  const auto now = std::chrono::steady_clock::now();
  if (idle_) busyUntil_ = std::max(busyUntil_, now);
  idle_ = stopped();
  while (!stopped() && !busy()) {
    switch (interpreter_.step()) {
      case EscposInterpreter::Step::NeedsMore:
        idle_ = true;
        return;
      case EscposInterpreter::Step::Quiet:
        break;
      case EscposInterpreter::Step::Printed:
        lineDone();
        idle_ = stopped();
        break;
      case EscposInterpreter::Step::Cut:
        knifeStuck_ = cutterJam_;
        slipInPresenter_ = traits_.presenter;
        break;
    }
  }
}

void PrinterModel::lineDone() {
  busyUntil_ += traits_.lineTime;
  if (!linesLeft_ || --*linesLeft_ > 0) return;
  linesLeft_.reset();
  paper_ = Paper::Out;
  if (!traits_.keepsUnprinted) interpreter_.forgetInput();
}

std::optional<Bytes> PrinterModel::in(std::uint8_t endpoint) {
  const std::lock_guard lock(mutex_);
  work();  // the host asks again and again: time passes with it
  if (endpoint != inEndpoint || answers_.empty()) return std::nullopt;
  if (answers_.front().due > std::chrono::steady_clock::now()) return std::nullopt;
  const Bytes packet{answers_.front().byte};
  answers_.pop_front();
  return packet;
}

std::optional<Bytes> PrinterModel::control(const ControlSetup& setup) {
  const std::lock_guard lock(mutex_);
  work();
  // GET_PORT_STATUS (USB printer class, 4.2.2): value 0, the index is the interface's number.
  if (setup.requestType != 0xA1 || setup.request != 1 || setup.value != 0 || setup.index != interfaceNumber ||
      setup.length != 1)
    return std::nullopt;
  const int status = (paper_ == Paper::Out ? 0x20 : 0) | (stopped() ? 0 : 0x10) | (knifeStuck_ ? 0 : 0x08);
  return Bytes{static_cast<std::uint8_t>(status)};
}

}  // namespace doorstep::emulators
