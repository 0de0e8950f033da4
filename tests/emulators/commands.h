#pragma once

#include <map>
#include <string>

#include "tests/emulators/emulated_usb.h"
#include "tests/emulators/hid_pos_model.h"
#include "tests/emulators/printer_model.h"
#include "tests/emulators/sam_reader_model.h"

namespace doorstep::emulators {

// A card reader, a receipt printer and a barcode reader on an emulated bus, worked by commands of one line:
//
//   reader insert HEX|FILE         256 bytes of text, as 512 hexadecimal digits or from a file of either form
//   reader person NUMBER NAME      a resident identity card of an invented person
//   reader remove
//   reader lift-after N            the card is lifted after N further commands to it have succeeded
//   reader unplug | plug
//   reader garbage N | silence N   the next N replies
//   printer unplug | plug
//   printer paper out|low|ok
//   printer cover open|closed
//   printer cutter jam|ok
//   printer text                   the last slip's lines, each with a space before it
//   printer png FILE               the last slip as a picture
//   scanner scan TEXT              a code that says so is held before it
//   scanner unplug | plug
//
// The answer is lines, the last of them "ok" or "error: …".
class EmulatedStation {
 public:
  EmulatedStation();
  std::string handle(const std::string& line);

 private:
  std::string reader(const std::string& verb, const std::string& rest);
  std::string printer(const std::string& verb, const std::string& rest);
  std::string scanner(const std::string& verb, const std::string& rest);
  std::string insert(const std::string& what);
  std::string insertPerson(const std::string& rest);
  Slip lastSlip() const;
  // A device's function and its number on the bus; 0: not plugged in.
  struct Place {
    std::shared_ptr<UsbFunction> function;
    int number = 0;
  };
  std::string move(Place& place, bool plug);

  EmulatedUsb bus_;
  const std::shared_ptr<SamReaderModel> reader_ = std::make_shared<SamReaderModel>();
  const std::shared_ptr<PrinterModel> printer_ = std::make_shared<PrinterModel>();
  const std::shared_ptr<HidPosModel> scanner_ = std::make_shared<HidPosModel>();
  std::map<std::string, Place> places_;
};

}  // namespace doorstep::emulators
