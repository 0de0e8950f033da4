#include "tests/emulators/sam_reader_model.h"

#include <algorithm>
#include <array>

#include "devices/wire/utf16.h"

namespace doorstep::emulators {
namespace {

using std::chrono::milliseconds;

constexpr std::array<std::uint8_t, 5> preamble{0xAA, 0xAA, 0xAA, 0x96, 0x69};
constexpr std::size_t longestRequest = 300;

// Status 90, 9F, 80 ... with data, framed.
Bytes reply(std::uint8_t status, const Bytes& data = {}) {
  Bytes frame(preamble.begin(), preamble.end());
  const std::size_t length = 3 + data.size() + 1;
  frame.insert(frame.end(),
               {static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length), 0, 0, status});
  frame.insert(frame.end(), data.begin(), data.end());
  std::uint8_t check = 0;
  for (std::size_t i = preamble.size(); i < frame.size(); ++i) check ^= frame[i];
  frame.push_back(check);
  return frame;
}

// 05.01, made 2019-01-01, number 42, 123456789.
Bytes samId() {
  Bytes id{5, 0, 1, 0};
  for (const std::uint32_t value : {20190101U, 42U, 123456789U})
    for (int shift = 0; shift < 32; shift += 8) id.push_back(static_cast<std::uint8_t>(value >> shift));
  return id;
}

// Not a real photo: any 1024 bytes; the first two are read back by the test decoder.
Bytes packedPhoto() {
  Bytes photo(1024, 0x57);
  photo[0] = 0x4C;
  return photo;
}

}  // namespace

void SamReaderModel::insert(Bytes text, std::string newestAddress) {
  const std::lock_guard lock(mutex_);
  text_ = std::move(text);
  newestAddress_ = std::move(newestAddress);
  selected_ = read_ = false;
  liftAfter_.reset();
}

void SamReaderModel::remove() {
  const std::lock_guard lock(mutex_);
  text_.reset();
  selected_ = read_ = false;
}

void SamReaderModel::liftAfter(int commands) {
  const std::lock_guard lock(mutex_);
  liftAfter_ = commands;
}

bool SamReaderModel::occupied() const {
  const std::lock_guard lock(mutex_);
  return text_.has_value();
}

void SamReaderModel::disturb(Disturbance how, int count) {
  const std::lock_guard lock(mutex_);
  how_ = how;
  disturbed_ = count;
}

void SamReaderModel::answerWith(std::uint8_t command, std::optional<std::uint8_t> status) {
  const std::lock_guard lock(mutex_);
  if (status)
    answers_[command] = *status;
  else
    answers_.erase(command);
}

void SamReaderModel::setFindsAgain(bool yes) {
  const std::lock_guard lock(mutex_);
  findsAgain_ = yes;
}

void SamReaderModel::setOldFirmware(bool yes) {
  const std::lock_guard lock(mutex_);
  oldFirmware_ = yes;
}

void SamReaderModel::ignoreNewest(int count) {
  const std::lock_guard lock(mutex_);
  ignoredNewest_ = count;
}

void SamReaderModel::restart() {
  const std::lock_guard lock(mutex_);
  input_.clear();
  output_.clear();
  selected_ = false;
}

void SamReaderModel::receive(std::span<const std::uint8_t> bytes) {
  const std::lock_guard lock(mutex_);
  input_.insert(input_.end(), bytes.begin(), bytes.end());
  for (;;) {
    const auto start = std::search(input_.begin(), input_.end(), preamble.begin(), preamble.end());
    if (start == input_.end()) return;
    input_.erase(input_.begin(), start);
    if (input_.size() < 7) return;
    const std::size_t length = static_cast<std::size_t>(input_[5]) << 8 | input_[6];
    if (length < 3 || length > longestRequest) {
      input_.erase(input_.begin());
      continue;
    }
    if (input_.size() < 7 + length) return;
    std::uint8_t check = 0;
    for (std::size_t i = 5; i < 7 + length; ++i) check ^= input_[i];
    answer(std::span(input_).subspan(7, length - 1), check == 0);
    input_.erase(input_.begin(), input_.begin() + static_cast<std::ptrdiff_t>(7 + length));
  }
}

void SamReaderModel::answer(std::span<const std::uint8_t> body, bool intact) {
  if (intact && body[0] == 0x30 && body[1] == 0x03 && ignoredNewest_ > 0) {
    --ignoredNewest_;
    return;
  }
  send(intact ? replyTo(body[0], body[1]) : reply(0x10));
}

void SamReaderModel::used() {
  if (liftAfter_ && --*liftAfter_ <= 0) {
    text_.reset();
    liftAfter_.reset();
    selected_ = false;
  }
}

Bytes SamReaderModel::replyTo(std::uint8_t command, std::uint8_t parameter) {
  if (const auto fixed = answers_.find(command); fixed != answers_.end()) return reply(fixed->second);
  switch (command << 8 | parameter) {
    case 0x10FF:
    case 0x11FF:
      return reply(0x90);
    case 0x12FF:
      return reply(0x90, samId());
    case 0x2001:
      if (!text_ || (read_ && !findsAgain_)) return reply(0x80);
      selected_ = false;
      used();
      return reply(0x9F, Bytes(4, 0));
    case 0x2002:
      if (!text_) return reply(0x81);
      selected_ = true;
      used();
      return reply(0x90, Bytes(8, 0));
    default:
      return cardReply(command, parameter);
  }
}

Bytes SamReaderModel::cardReply(std::uint8_t command, std::uint8_t parameter) {
  if (command != 0x30) return reply(0x21);
  if (parameter == 0x01 || parameter == 0x10) {
    if (parameter == 0x10 && oldFirmware_) return reply(0x21);
    if (!text_ || !selected_) return reply(0x41);
    Bytes data{0x01, 0x00, 0x04, 0x00};
    if (parameter == 0x10) data.insert(data.end(), {0x00, 0x00});
    data.insert(data.end(), text_->begin(), text_->end());
    const Bytes photo = packedPhoto();
    data.insert(data.end(), photo.begin(), photo.end());
    read_ = true;
    used();
    return reply(0x90, data);
  }
  if (parameter == 0x03) {
    if (oldFirmware_) return reply(0x21);
    if (!text_ || !selected_) return reply(0x41);
    if (newestAddress_.empty()) return reply(0x91);
    const auto units = devices::wire::utf16leFromUtf8(newestAddress_);
    Bytes record(units.begin(), units.end());
    while (record.size() < 70) record.insert(record.end(), {' ', 0});
    return reply(0x90, record);
  }
  return reply(0x21);
}

void SamReaderModel::send(Bytes bytes) {
  const auto now = Clock::now();
  if (disturbed_ <= 0) {
    output_.push_back({now, {std::move(bytes), true}});
    return;
  }
  --disturbed_;
  switch (how_) {
    case Disturbance::Silence:
      return;
    case Disturbance::Noise:
      bytes.assign(40, 0);
      for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(0xAA ^ (i % 7 * 3));
      break;
    case Disturbance::WrongChecksum:
      bytes.back() ^= 0x5A;
      break;
    case Disturbance::Short:
      bytes.resize(bytes.size() / 2);
      break;
    case Disturbance::Late:
      output_.push_back({now + milliseconds(1500), {std::move(bytes), true}});
      return;
    case Disturbance::Drip:
      return drip(bytes, 16, milliseconds(4), milliseconds(0));
    case Disturbance::SlowDrip:
      return drip(bytes, 1, milliseconds(1), milliseconds(60));
  }
  output_.push_back({now, {std::move(bytes), true}});
}

// `few` bytes every `gap`, and a `pause` after every hundredth piece.
void SamReaderModel::drip(const Bytes& bytes, std::ptrdiff_t few, milliseconds gap, milliseconds pause) {
  int count = 0;
  for (auto at = bytes.begin(); at != bytes.end(); ++count) {
    const auto end = at + std::min(few, bytes.end() - at);
    output_.push_back({Clock::now() + gap * count + pause * (count / 100), {Bytes(at, end), count == 0}});
    at = end;
  }
}

std::optional<SamReaderModel::Piece> SamReaderModel::next() {
  const std::lock_guard lock(mutex_);
  if (output_.empty() || output_.front().at > Clock::now()) return std::nullopt;
  Piece piece = std::move(output_.front().piece);
  output_.pop_front();
  return piece;
}

}  // namespace doorstep::emulators
