#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "devices/wire/bytes.h"

// Machines that talk in lines of ASCII: what stands around a command and an answer. Every maker has its own
// way, few publish it: all of it is configuration (config/markers, config/signals).
namespace doorstep::devices::wire {

struct LineCheck {
  enum class Kind { None, Sum8, Xor8 };       // the low byte of the sum, or the exclusive or (BCC)
  enum class Form { HexDigits, Byte };        // two capital hexadecimal digits, or the byte itself
  enum class From { Start, Body, AfterStx };  // the first byte counted; the last is the one before the check

  Kind kind = Kind::None;
  Form form = Form::HexDigits;
  From from = From::Start;

  std::size_t size() const { return kind == Kind::None ? 0 : (form == Form::Byte ? 1 : 2); }
  friend bool operator==(const LineCheck&, const LineCheck&) = default;
};

// start, body, check, end: in this order on the wire.
struct LineFrame {
  std::string start;
  std::string end;  // of commands and answers alike never empty: the schema sees to it
  LineCheck check;

  friend bool operator==(const LineFrame&, const LineFrame&) = default;
};

Bytes framed(const LineFrame& frame, std::string_view body);

// What stands in the braces of a template: "SETVAR {code}".
using LineFields = std::map<std::string, std::string>;
// Nothing when a name has no value or a brace is left open.
std::optional<std::string> filled(std::string_view text, const LineFields& fields);
// The names in the braces, in order; nothing when a brace is left open or a name is no small word.
std::optional<std::vector<std::string>> namesIn(std::string_view text);
// The same for a shell pattern: values stand for themselves there, whatever they hold.
std::optional<std::string> filledPattern(std::string_view pattern, const LineFields& fields);

// Shell patterns (POSIX.1-2017, XCU 2.13): * any run, ? one character, [..] one of these.
bool matches(const std::string& pattern, const std::string& line);

struct LineAnswer {
  std::string body;   // without start, check and end
  bool sound = true;  // false: the start or the check was not right
};

// Cuts what arrives into answers.
class LineSplitter {
 public:
  static constexpr std::size_t kLongest = 1024;  // what is longer is noise, and dropped

  // Each byte of `alone` is an answer by itself where an answer may begin: ACK or NAK without a frame.
  LineSplitter(LineFrame frame, std::string alone) : frame_(std::move(frame)), alone_(std::move(alone)) {}

  void feed(ByteView bytes);
  std::optional<LineAnswer> take();
  // Forgets what has arrived.
  void clear();

 private:
  std::optional<LineAnswer> cutAt(std::size_t end);

  LineFrame frame_;
  std::string alone_;
  std::string pending_;
};

}  // namespace doorstep::devices::wire
