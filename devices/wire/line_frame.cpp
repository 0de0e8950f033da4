#include "devices/wire/line_frame.h"

#include <algorithm>

#include <fnmatch.h>

namespace doorstep::devices::wire {
namespace {

constexpr char kStx = 0x02;

// `bytes`: start and body, nothing behind them.
std::string checkOf(const LineFrame& frame, std::string_view bytes) {
  if (frame.check.kind == LineCheck::Kind::None) return {};
  std::size_t from = 0;
  if (frame.check.from == LineCheck::From::Body) from = frame.start.size();
  if (frame.check.from == LineCheck::From::AfterStx) {
    const auto stx = bytes.find(kStx);
    from = stx == std::string_view::npos ? 0 : stx + 1;
  }
  unsigned check = 0;
  for (const char byte : bytes.substr(from)) {
    const auto value = static_cast<unsigned char>(byte);
    check = frame.check.kind == LineCheck::Kind::Sum8 ? check + value : check ^ value;
  }
  check &= 0xFFU;
  if (frame.check.form == LineCheck::Form::Byte) return {static_cast<char>(check)};
  constexpr const char* kDigits = "0123456789ABCDEF";
  return {kDigits[check >> 4], kDigits[check & 15]};
}

// `value` is put in for each name; nothing when the text makes no sense.
template <class Value>
std::optional<std::string> replaced(std::string_view text, Value value) {
  std::string result;
  while (!text.empty()) {
    const auto brace = text.find_first_of("{}");
    result += text.substr(0, brace);
    if (brace == std::string_view::npos) break;
    const auto close = text.find('}', brace);
    if (text[brace] == '}' || close == std::string_view::npos) return std::nullopt;
    const std::optional<std::string> put = value(std::string(text.substr(brace + 1, close - brace - 1)));
    if (!put) return std::nullopt;
    result += *put;
    text.remove_prefix(close + 1);
  }
  return result;
}

std::optional<std::string> valueOf(const LineFields& fields, const std::string& name) {
  const auto found = fields.find(name);
  if (found == fields.end()) return std::nullopt;
  return found->second;
}

bool isName(const std::string& name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-';
  });
}

}  // namespace

Bytes framed(const LineFrame& frame, std::string_view body) {
  std::string line = frame.start + std::string(body);
  line += checkOf(frame, line);
  line += frame.end;
  return {line.begin(), line.end()};
}

std::optional<std::string> filled(std::string_view text, const LineFields& fields) {
  return replaced(text, [&](const std::string& name) { return valueOf(fields, name); });
}

std::optional<std::vector<std::string>> namesIn(std::string_view text) {
  std::vector<std::string> names;
  const auto sound = replaced(text, [&](const std::string& name) -> std::optional<std::string> {
    if (!isName(name)) return std::nullopt;
    names.push_back(name);
    return "";
  });
  if (!sound) return std::nullopt;
  return names;
}

std::optional<std::string> filledPattern(std::string_view pattern, const LineFields& fields) {
  return replaced(pattern, [&](const std::string& name) -> std::optional<std::string> {
    const auto value = valueOf(fields, name);
    if (!value) return std::nullopt;
    std::string literal;
    for (const char letter : *value) (literal += '\\') += letter;
    return literal;
  });
}

bool matches(const std::string& pattern, const std::string& line) {
  // A zero byte would end what fnmatch looks at.
  return line.find('\0') == std::string::npos && fnmatch(pattern.c_str(), line.c_str(), 0) == 0;
}

void LineSplitter::feed(ByteView bytes) {
  pending_.append(bytes.begin(), bytes.end());
}

void LineSplitter::clear() {
  pending_.clear();
}

// The answer that ends before `end`, without taking it away. Nothing: it is not sound.
std::optional<LineAnswer> LineSplitter::cutAt(std::size_t end) {
  const std::string_view line = std::string_view(pending_).substr(0, end);
  const std::size_t check = frame_.check.size();
  if (!line.starts_with(frame_.start) || line.size() < frame_.start.size() + check) return std::nullopt;
  const std::string_view counted = line.substr(0, line.size() - check);
  if (line.substr(counted.size()) != checkOf(frame_, counted)) return std::nullopt;
  return LineAnswer{std::string(counted.substr(frame_.start.size())), true};
}

std::optional<LineAnswer> LineSplitter::take() {
  if (!pending_.empty() && alone_.find(pending_.front()) != std::string::npos) {
    LineAnswer answer{pending_.substr(0, 1), true};
    pending_.erase(0, 1);
    return answer;
  }
  const std::size_t end = pending_.find(frame_.end);
  if (end == std::string::npos || frame_.end.empty()) {
    if (pending_.size() > kLongest) pending_.clear();
    return std::nullopt;
  }
  std::size_t after = end + frame_.end.size();
  if (end > kLongest) {  // noise, though it ends
    pending_.erase(0, after);
    return take();
  }
  auto answer = cutAt(end);
  // A check that is a byte may look like the end itself: then the end comes once more.
  if (!answer && frame_.check.size() == 1) {
    if (pending_.size() < after + 1) return std::nullopt;
    if (pending_.compare(end + 1, frame_.end.size(), frame_.end) == 0) answer = cutAt(end + 1);
    if (answer) after = end + 1 + frame_.end.size();
  }
  if (!answer) answer = LineAnswer{pending_.substr(0, end), false};
  pending_.erase(0, after);
  return answer;
}

}  // namespace doorstep::devices::wire
