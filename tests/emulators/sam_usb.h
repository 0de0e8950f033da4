#pragma once

#include <memory>

#include "tests/emulators/sam_reader_model.h"

namespace doorstep::emulators {

// The card reader on USB. FourPipes: the official module, header and body on endpoints of their own. OnePair:
// one endpoint each way. Hid: a reader of the kind whose packing is not published. Deaf: looks like FourPipes
// and never says a word, as a node does that a bad replug left behind.
class SamUsb : public UsbFunction {
 public:
  enum class Wiring { FourPipes, OnePair, Hid, Deaf };

  SamUsb(std::shared_ptr<SamReaderModel> reader, Wiring wiring, std::string serial = "990101")
      : reader_(std::move(reader)), wiring_(wiring), serial_(std::move(serial)) {}

  Bytes descriptors() const override;
  std::vector<std::string> strings() const override { return {"Doorstep", "Emulated SAM-V", serial_}; }
  bool out(std::uint8_t endpoint, std::span<const std::uint8_t> data) override;
  std::optional<Bytes> in(std::uint8_t endpoint) override;
  void claimed() override;

 private:
  void sort(const SamReaderModel::Piece& piece);

  const std::shared_ptr<SamReaderModel> reader_;
  const Wiring wiring_;
  const std::string serial_;
  std::size_t position_ = 0;  // within the present reply
  Bytes header_;
  Bytes body_;
};

}  // namespace doorstep::emulators
