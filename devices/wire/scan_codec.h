#pragma once

#include <deque>
#include <optional>
#include <string_view>

#include "devices/barcode_reader.h"
#include "devices/wire/bytes.h"

namespace doorstep::devices::wire {

// What the codecs of all barcode readers share: bytes are put together to codes, which wait to be taken.
class ScanCodec {
 public:
  // More than any code holds: 7089 digits in the largest QR code, 7827 in a Han Xin code. A reader that sends
  // more without an end speaks another language than ours.
  static constexpr std::size_t longestCode = 8192;

  virtual ~ScanCodec() = default;
  // The next whole code.
  std::optional<Scan> take();
  // A code has begun and has not ended.
  bool pending() const { return spoiled_ || !bytes_.empty(); }
  // Nothing came for longer than any pause within a code. False: the code that had begun was cut off.
  virtual bool quiet() = 0;
  // Forgets all codes, whole and begun.
  void forget();

 protected:
  // Whether a code may be any bytes: on a wire without frames nothing but text can be told from noise.
  enum class Payload { Text, Bytes };

  // False: the code is longer than any, and forgotten.
  bool add(std::uint8_t byte);
  // A part of the present code is lost.
  void spoil() { spoiled_ = true; }
  // The present code is whole. False: it was nonsense, and is forgotten; one without a byte is none.
  bool end(Payload payload, std::string_view aim = {});
  // False when a code had begun.
  bool cutOff();

 private:
  Bytes bytes_;
  bool spoiled_ = false;
  std::deque<Scan> whole_;
};

}  // namespace doorstep::devices::wire
