#pragma once

#include <string_view>
#include <vector>

#include "devices/wire/escpos.h"

namespace doorstep::devices {

// Receipt printers differ in what their paper and their housing can do.
struct ReceiptModel {
  std::string_view name;  // the setting `model`
  int columns;            // of 12 dots of 1/8 mm: 48 on 80 mm paper, 32 on 58 mm
  bool cutter;            // else the slip is fed to the tear bar
  wire::PaperBits paper;  // what its answer to DLE EOT 4 means
};

// The first is what a printer is taken for when the station file says nothing.
const std::vector<ReceiptModel>& receiptModels();

}  // namespace doorstep::devices
