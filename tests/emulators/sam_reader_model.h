#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <mutex>
#include <optional>

#include "tests/emulators/usb_function.h"

namespace doorstep::emulators {

// A resident-ID-card reader, byte for byte: takes requests and gives replies, in order or disturbed. Written
// from the protocol, not from the driver's codec, so that both can be wrong only together with the document.
// All functions may be called from any thread.
class SamReaderModel {
 public:
  // What a reply goes through on its way.
  enum class Disturbance {
    Noise,          // other bytes instead of the reply
    Silence,        // nothing
    WrongChecksum,  // the last byte is wrong
    Short,          // the second half is missing
    Late,           // the whole reply, but only after 1.5 s
    Drip,           // the whole reply, a few bytes at a time
    SlowDrip,       // the whole reply, byte by byte, and now and then a pause
  };

  // A piece of a reply that is due now; `begins`: it is the first of its reply.
  struct Piece {
    Bytes bytes;
    bool begins = false;
  };

  // The card: 256 bytes of text, 1024 bytes of packed photo, newest address (empty: none).
  void insert(Bytes text, std::string newestAddress = {});
  void remove();
  // The card is lifted after this many further commands to it have succeeded (find, select, read).
  void liftAfter(int commands);
  bool occupied() const;

  // Disturbs the next `count` replies.
  void disturb(Disturbance how, int count);
  // From now on answers `command` (11, 20, 30 …) with this status; nothing: properly again.
  void answerWith(std::uint8_t command, std::optional<std::uint8_t> status);
  // Modules differ: whether find sees a card again that was read and not lifted (else: "no card").
  void setFindsAgain(bool yes);
  // Does not answer the next `count` questions for the newest address (30 03).
  void ignoreNewest(int count);
  // Module firmware that knows neither 30 10 nor 30 03.
  void setOldFirmware(bool yes);

  void receive(std::span<const std::uint8_t> bytes);
  std::optional<Piece> next();
  // As after power-up: forgets half requests and unsent replies.
  void restart();

 private:
  using Clock = std::chrono::steady_clock;
  struct Due {
    Clock::time_point at;
    Piece piece;
  };

  void answer(std::span<const std::uint8_t> body, bool intact);
  Bytes replyTo(std::uint8_t command, std::uint8_t parameter);
  Bytes cardReply(std::uint8_t command, std::uint8_t parameter);
  void used();
  void send(Bytes reply);
  void drip(const Bytes& bytes, std::ptrdiff_t few, std::chrono::milliseconds gap,
            std::chrono::milliseconds pause);

  mutable std::mutex mutex_;
  Bytes input_;
  std::deque<Due> output_;
  std::optional<Bytes> text_;
  std::string newestAddress_;
  bool selected_ = false;
  bool read_ = false;
  bool findsAgain_ = false;
  bool oldFirmware_ = false;
  int ignoredNewest_ = 0;
  std::optional<int> liftAfter_;
  Disturbance how_ = Disturbance::Noise;
  int disturbed_ = 0;
  std::map<std::uint8_t, std::uint8_t> answers_;
};

}  // namespace doorstep::emulators
