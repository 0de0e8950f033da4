#pragma once

#include "devices/wire/scan_codec.h"

namespace doorstep::devices::wire {

// A reader on a serial line, also one that shows itself as such on USB (CDC-ACM): the code's bytes and then
// a terminator, as the reader is set.
class LineScans : public ScanCodec {
 public:
  enum class End {
    Any,  // CR, LF, both, or silence
    Cr,   // a code may hold LF, and so on below
    Lf,
    CrLf,
    Quiet,  // silence alone
  };

  explicit LineScans(End end) : end_(end) {}
  // False: there was nonsense among the bytes, bytes that are no text or no end of them.
  bool feed(ByteView bytes);
  bool quiet() override;

 private:
  bool feed(std::uint8_t byte);
  bool ends(std::uint8_t byte) const;

  const End end_;
  bool afterCr_ = false;  // with End::CrLf, a CR that may be the terminator's first half
};

}  // namespace doorstep::devices::wire
