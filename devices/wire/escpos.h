#pragma once

#include <optional>
#include <string_view>

#include "devices/wire/bytes.h"

// Epson's ESC/POS, the language of receipt printers, as far as a slip needs it.
namespace doorstep::devices::wire {

// A picture of one bit a pixel, rows padded to whole bytes, the left pixel in the highest bit, 1 = black.
struct Bitmap {
  int width = 0;   // dots
  int height = 0;  // dots
  Bytes rows;

  Bitmap() = default;
  Bitmap(int w, int h) : width(w), height(h), rows(static_cast<std::size_t>((w + 7) / 8 * h)) {}
  std::size_t stride() const { return static_cast<std::size_t>((width + 7) / 8); }
  bool black(int x, int y) const { return (rows[index(x, y)] & mask(x)) != 0; }
  void blacken(int x, int y) { rows[index(x, y)] |= mask(x); }

 private:
  std::size_t index(int x, int y) const {
    return static_cast<std::size_t>(y) * stride() + static_cast<std::size_t>(x / 8);
  }
  static std::uint8_t mask(int x) { return static_cast<std::uint8_t>(0x80 >> (x % 8)); }
};

enum class Justify : std::uint8_t { Left = 0, Centre = 1, Right = 2 };
enum class QrCorrection : std::uint8_t { Low = 0x30, Medium = 0x31, Quartile = 0x32, High = 0x33 };

// Strings commands together.
class EscPos {
 public:
  EscPos& initialise();
  EscPos& justify(Justify side);
  EscPos& bold(bool on);
  EscPos& scale(int factor);  // 1 or 2, width and height, Latin and Chinese alike
  EscPos& chinese(bool on);   // double-byte mode
  EscPos& raw(ByteView bytes);
  EscPos& newLine();
  EscPos& raster(const Bitmap& picture);
  EscPos& qr(std::string_view content, int moduleDots, QrCorrection correction);
  EscPos& cut();              // feeds the slip past the knife and cuts all but one point
  EscPos& noUnaskedStatus();  // the printer shall speak only when asked
  // Asks, in its turn among the printed lines, for the paper sensors: the answer says that all before it is
  // done.
  EscPos& askInTurn();

  const Bytes& bytes() const { return bytes_; }
  Bytes take() { return std::move(bytes_); }

 private:
  EscPos& add(std::initializer_list<int> bytes);
  Bytes bytes_;
};

// A real-time question: answered at once, past anything that waits to be printed, even by a printer that has
// stopped.
enum class StatusQuestion : std::uint8_t { Printer = 1, OfflineCause = 2, ErrorCause = 3, Paper = 4 };
Bytes statusRequest(StatusQuestion question);

// Every answer to a real-time question has bits 0 and 7 clear, 1 and 4 set; the answer to askInTurn() has 4
// clear.
bool isStatusAnswer(std::uint8_t byte);
bool isAnswerInTurn(std::uint8_t byte);

enum class PaperLevel { Enough, NearEnd, Out };

struct PrinterStatus {
  bool offline = false;
  bool coverOpen = false;
  bool stoppedByPaperEnd = false;
  bool cutterError = false;
  bool unrecoverableError = false;
  bool recoverableError = false;
  PaperLevel paper = PaperLevel::Enough;
  bool slipInPresenter = false;  // printed, not taken yet

  // Whether more than `offline` says what is wrong.
  bool hasCause() const {
    return coverOpen || stoppedByPaperEnd || cutterError || unrecoverableError || recoverableError ||
           paper == PaperLevel::Out;
  }
};

// Which bits of the answer about the paper say what; they differ from model to model. These are Epson's.
struct PaperBits {
  std::uint8_t nearEnd = 0x0C;
  std::uint8_t out = 0x60;
  std::uint8_t presenter = 0;  // 0: it has none
};
// Adds what one answer says.
void addAnswer(PrinterStatus& status, StatusQuestion question, std::uint8_t answer, PaperBits bits = {});

// USB printer class, GET_PORT_STATUS: all that a printer without a way back can say.
PrinterStatus fromPortStatus(std::uint8_t status);

// The text as GB18030 in one or two bytes a character, which every Chinese receipt printer prints. Nothing
// when a character needs four bytes (many do not print those) or has no code: such a line goes to the paper
// as a picture. Control characters become spaces.
std::optional<Bytes> gb18030(std::string_view utf8);

}  // namespace doorstep::devices::wire
