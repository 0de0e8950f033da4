#include "devices/drivers/escpos_models.h"

namespace doorstep::devices {

// A new model is a row here. Epson's own manuals give the bits of the first two; of the PPU-700, whose
// presenter holds the slip until it is taken, Citizen's manual says that bit 5 is the paper's end and bit 6
// the presenter.
const std::vector<ReceiptModel>& receiptModels() {
  static const std::vector<ReceiptModel> models{
      {"80mm", 48, true, {}},
      {"58mm", 32, false, {}},
      {"58mm-cutter", 32, true, {}},
      {"citizen-ppu-700", 48, true, {.nearEnd = 0x0C, .out = 0x20, .presenter = 0x40}},
  };
  return models;
}

}  // namespace doorstep::devices
