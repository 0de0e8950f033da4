#pragma once

#include <chrono>
#include <deque>
#include <mutex>

#include "tests/emulators/escpos_interpreter.h"

namespace doorstep::emulators {

// An ESC/POS receipt printer on USB, with paper, cover and knife. All functions may be called from any
// thread.
class PrinterModel : public UsbFunction {
 public:
  enum class Paper { Enough, Low, Out };
  // Printers differ.
  struct Traits {
    bool answersInTurn = true;   // GS r
    bool keepsUnprinted = true;  // data that waited for paper is printed when paper comes
    bool answers = true;         // has an endpoint towards the host
    int columns = 48;
    bool presenter = false;  // holds a cut slip until it is taken; its paper bits are the PPU-700's
    std::size_t bufferSize = 8192;
    std::chrono::milliseconds lineTime{0};  // what a printed line takes
  };

  explicit PrinterModel(Traits traits);
  PrinterModel() : PrinterModel(Traits{}) {}

  void setPaper(Paper paper);
  // The paper ends after this many further lines.
  void paperOutAfter(int lines);
  void setCover(bool open);
  // The knife sticks at the next cut, until it is put right.
  void setCutterJam(bool jammed);
  void setOffline(bool offline);
  // The citizen takes the slip from the presenter.
  void take();
  // Answers nothing (and prints all the same) …
  void setSilent(bool silent);
  // … or answers nonsense.
  void setNoise(bool noise);
  // Takes a packet now and then only, and answers late.
  void setDrip(bool drips);
  // Switched off and on: what it had not printed yet is gone.
  void restart();
  // Answers the question number `question` (counted from now) only after `time`.
  void answerLate(int question, std::chrono::milliseconds time);
  // Takes so many bytes more, then none; nothing: whatever it has room for.
  void takeOnly(std::optional<std::size_t> bytes);

  std::vector<Slip> slips() const;  // cut
  Slip present() const;             // hangs out uncut
  std::vector<std::string> complaints() const;

  Bytes descriptors() const override;
  std::vector<std::string> strings() const override { return {"Doorstep", "Emulated printer", "P990101"}; }
  bool out(std::uint8_t endpoint, std::span<const std::uint8_t> data) override;
  std::optional<Bytes> in(std::uint8_t endpoint) override;
  std::optional<Bytes> control(const ControlSetup& setup) override;

 private:
  bool busy() const { return std::chrono::steady_clock::now() < busyUntil_; }
  bool stopped() const { return paper_ == Paper::Out || coverOpen_ || knifeStuck_ || offline_; }
  std::uint8_t status(int question) const;
  void say(std::uint8_t byte);
  void work();
  void lineDone();

  const Traits traits_;
  mutable std::mutex mutex_;
  EscposInterpreter interpreter_;
  struct Answer {
    std::uint8_t byte;
    std::chrono::steady_clock::time_point due;
  };
  std::deque<Answer> answers_;
  int questionsUntilLate_ = 0;
  std::chrono::milliseconds late_{0};
  std::optional<std::size_t> room_;
  Paper paper_ = Paper::Enough;
  std::optional<int> linesLeft_;
  bool coverOpen_ = false;
  bool cutterJam_ = false;
  bool knifeStuck_ = false;
  bool offline_ = false;
  bool slipInPresenter_ = false;
  bool silent_ = false;
  bool noise_ = false;
  bool drips_ = false;
  std::chrono::steady_clock::time_point nextDrip_;
  bool idle_ = true;  // nothing was waiting to be printed when last looked
  std::chrono::steady_clock::time_point busyUntil_;
};

}  // namespace doorstep::emulators
