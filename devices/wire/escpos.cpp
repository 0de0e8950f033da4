#include "devices/wire/escpos.h"

#include <algorithm>
#include <memory>

#include <iconv.h>

#include "devices/wire/utf16.h"

namespace doorstep::devices::wire {
namespace {

constexpr int esc = 0x1B, gs = 0x1D, fs = 0x1C, dle = 0x10, eot = 0x04, lf = 0x0A;

bool bit(std::uint8_t byte, int number) {
  return (byte >> number & 1) != 0;
}
int low(std::size_t value) {
  return static_cast<int>(value & 0xFF);
}
int high(std::size_t value) {
  return static_cast<int>(value >> 8 & 0xFF);
}

}  // namespace

EscPos& EscPos::add(std::initializer_list<int> bytes) {
  for (const int byte : bytes) bytes_.push_back(static_cast<std::uint8_t>(byte));
  return *this;
}

EscPos& EscPos::raw(ByteView bytes) {
  bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  return *this;
}

EscPos& EscPos::initialise() {
  return add({esc, '@'});
}
EscPos& EscPos::justify(Justify side) {
  return add({esc, 'a', static_cast<int>(side)});
}
EscPos& EscPos::bold(bool on) {
  return add({esc, 'E', on ? 1 : 0});
}
EscPos& EscPos::chinese(bool on) {
  return add({fs, on ? '&' : '.'});
}
EscPos& EscPos::newLine() {
  return add({lf});
}
EscPos& EscPos::cut() {
  return add({gs, 'V', 0x42, 0});
}
EscPos& EscPos::noUnaskedStatus() {
  return add({gs, 'a', 0});
}
EscPos& EscPos::askInTurn() {
  return add({gs, 'r', 1});
}

EscPos& EscPos::scale(int factor) {
  const bool twice = factor == 2;
  return add({gs, '!', twice ? 0x11 : 0x00, fs, 'W', twice ? 1 : 0});
}

EscPos& EscPos::raster(const Bitmap& picture) {
  const std::size_t height = static_cast<std::size_t>(picture.height);
  add({gs, 'v', '0', 0, low(picture.stride()), high(picture.stride()), low(height), high(height)});
  return raw(picture.rows);
}

EscPos& EscPos::qr(std::string_view content, int moduleDots, QrCorrection correction) {
  const std::size_t length = content.size() + 3;
  add({gs, '(', 'k', 4, 0, '1', 0x41, '2', 0});  // model 2
  add({gs, '(', 'k', 3, 0, '1', 0x43, std::clamp(moduleDots, 1, 16)});
  add({gs, '(', 'k', 3, 0, '1', 0x45, static_cast<int>(correction)});
  add({gs, '(', 'k', low(length), high(length), '1', 0x50, '0'});
  bytes_.insert(bytes_.end(), content.begin(), content.end());
  return add({gs, '(', 'k', 3, 0, '1', 0x51, '0'});
}

Bytes statusRequest(StatusQuestion question) {
  return {static_cast<std::uint8_t>(dle), static_cast<std::uint8_t>(eot),
          static_cast<std::uint8_t>(question)};
}

bool isStatusAnswer(std::uint8_t byte) {
  return (byte & 0x93) == 0x12;
}
bool isAnswerInTurn(std::uint8_t byte) {
  return (byte & 0x90) == 0;
}

void addAnswer(PrinterStatus& status, StatusQuestion question, std::uint8_t answer, PaperBits bits) {
  switch (question) {
    case StatusQuestion::Printer:
      status.offline = bit(answer, 3);
      break;
    case StatusQuestion::OfflineCause:
      status.coverOpen = bit(answer, 2);
      status.stoppedByPaperEnd = bit(answer, 5);
      break;
    case StatusQuestion::ErrorCause:
      status.cutterError = bit(answer, 3);
      status.unrecoverableError = bit(answer, 5);
      status.recoverableError = bit(answer, 6);
      break;
    case StatusQuestion::Paper:
      status.paper = (answer & bits.out) != 0       ? PaperLevel::Out
                     : (answer & bits.nearEnd) != 0 ? PaperLevel::NearEnd
                                                    : PaperLevel::Enough;
      status.slipInPresenter = (answer & bits.presenter) != 0;
      break;
  }
}

PrinterStatus fromPortStatus(std::uint8_t status) {
  PrinterStatus result;
  result.paper = bit(status, 5) ? PaperLevel::Out : PaperLevel::Enough;
  result.offline = !bit(status, 4);             // selected
  result.unrecoverableError = !bit(status, 3);  // not-error
  return result;
}

std::optional<Bytes> gb18030(std::string_view utf8) {
  const std::unique_ptr<void, int (*)(iconv_t)> converter(iconv_open("GB18030", "UTF-8"), iconv_close);
  Bytes result;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t begin = at;
    // A control byte in somebody's name would be a command to the printer.
    if (const char32_t c = nextCodePoint(utf8, at); c < 0x20 || c == 0x7F) {
      result.push_back(' ');
      continue;
    }
    char bytes[4];
    char* from = const_cast<char*>(utf8.data()) + begin;  // iconv's signature; it only reads
    char* to = bytes;
    std::size_t left = at - begin, room = sizeof bytes;
    if (iconv(converter.get(), &from, &left, &to, &room) == static_cast<std::size_t>(-1)) return std::nullopt;
    const std::size_t length = sizeof bytes - room;
    if (length > 2) return std::nullopt;
    result.insert(result.end(), bytes, bytes + length);
  }
  return result;
}

}  // namespace doorstep::devices::wire
