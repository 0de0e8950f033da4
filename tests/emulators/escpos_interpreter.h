#pragma once

#include <functional>
#include <string>

#include "devices/drivers/glyph_font.h"
#include "tests/emulators/usb_function.h"

namespace doorstep::emulators {

// One slip as it fell out of the printer.
struct Slip {
  std::vector<std::string> lines;  // UTF-8; a picture is "[picture]", a QR code "[QR content]"
  devices::wire::Bitmap paper;
  std::vector<devices::wire::Bitmap> pictures;  // as they were sent, in order
  bool cut = false;

  std::string text() const;  // lines, each with '\n'
};

// Reads ESC/POS and draws on paper what a printer would: text, pictures and QR codes. Anything a receipt
// printer would not understand is kept in complaints().
class EscposInterpreter {
 public:
  // What one step did.
  enum class Step {
    NeedsMore,  // the command is not complete yet
    Quiet,      // nothing moved
    Printed,    // the paper moved
    Cut,
  };

  // Draws with the system's font unless it is given one.
  explicit EscposInterpreter(int dotsPerLine, std::optional<devices::GlyphFont> font = {});

  void feed(std::span<const std::uint8_t> bytes) { input_.insert(input_.end(), bytes.begin(), bytes.end()); }
  // Carries out the next command, or prints the next line.
  Step step();
  std::size_t waiting() const { return input_.size(); }
  void forgetInput();

  // Called for GS r 1, in its turn.
  std::function<void()> onQuestion;

  const Slip& present() const { return slip_; }
  const std::vector<Slip>& finished() const { return finished_; }
  const std::vector<std::string>& complaints() const { return complaints_; }

 private:
  struct Style {
    int justify = 0;
    bool bold = false;
    int scale = 1;
    bool chineseTwice = false;
    bool chinese = true;
  };

  Step escape();
  Step group();
  Step chineseCommand();
  Step raster();
  Step symbol();
  Step cut();
  Step character();
  Step complain(std::size_t length);

  Step take(std::size_t length, Step what = Step::Quiet);
  bool has(std::size_t length) const { return input_.size() >= length; }
  void printLine();
  void feedPaper(int dots);
  void paste(const devices::wire::Bitmap& picture);

  const int dots_;
  devices::GlyphFont font_;
  Bytes input_;
  Style style_;
  std::string line_;
  std::string qr_;
  int moduleDots_ = 3;
  Slip slip_;
  std::vector<Slip> finished_;
  std::vector<std::string> complaints_;
};

}  // namespace doorstep::emulators
