#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "devices/barcode_reader.h"
#include "devices/camera.h"
#include "devices/document_printer.h"
#include "devices/document_scanner.h"
#include "devices/id_card_reader.h"
#include "devices/plate_marker.h"
#include "devices/printer.h"
#include "devices/signal_lines.h"

// The hardware behind a simulated driver: what a reader, a printer and a camera are made of, without the
// devices.
namespace doorstep::devices {

// A slip as it lies in the citizen's hand, one text line per printed line.
struct Slip {
  std::vector<std::string> lines;
  bool complete = true;  // false: paper, power or patience ended before it did
};

// What one simulated device is like at the moment. The bench shows a copy of it.
struct SimulatedState {
  DeviceKind kind = DeviceKind::IdCardReader;

  // every kind
  bool plugged = true;
  bool ghost = false;                 // the bus shows two nodes, the first is dead
  std::uint64_t plugCount = 1;        // each plugging-in is a new node: an old handle stays dead
  int holders = 0;                    // how many drivers hold it open; more than one is a fault of the driver
  std::chrono::milliseconds slow{0};  // added to every action
  int garbage = 0;                    // so many actions to come answer nonsense
  int silence = 0;                    // so many actions to come are not answered
  bool taken = false;                 // another program holds it: it cannot be opened
  bool denied = false;                // the program may not open it

  // id card reader
  std::string card;             // slug of the card that lies on it, empty: none
  std::uint64_t cardCount = 0;  // each insertion counts: the same card again is another visit
  std::optional<std::chrono::milliseconds> liftAfter;  // the next read loses the card so long after it began

  // receipt and document printer
  Supplies paper = Supplies::Ok;
  bool coverOpen = false;
  std::optional<int> blocksUntilOut;  // printed blocks until the paper is out
  Slip lastSlip;
  int slipCount = 0;

  // receipt printer
  bool cutterJammed = false;

  // document printer
  bool paperJammed = false;
  bool switchedOff = false;  // the queue is there, the printer behind it is not

  // camera, document scanner
  std::string picture;  // file before the lens, empty: nobody there, nothing on the desk
  bool frozen = false;

  // barcode reader
  bool listening = false;       // a scan would be heard now
  std::uint64_t scanCount = 0;  // codes held before it, heard or not

  // plate marker, signal lines
  bool held = false;  // actions stop half way

  // plate marker
  std::vector<std::string> marks;  // every text engraved, in order
  int refusals = 0;                // so many marks to come are refused
  int lostAnswers = 0;             // so many marks to come are engraved, and nobody hears of it
  bool tellsMarks = true;          // it knows what it engraved last when it is asked

  // signal lines
  std::set<std::string> lit;  // outputs that are on
  bool doorOpen = false;
  enum class Power { Mains, Battery, Low } power = Power::Mains;
};

struct SimulatedHardware : SimulatedState {
  IdCard chip;              // of `card`
  Frame frame;              // of `picture`; empty: the driver has its own
  std::vector<Slip> slips;  // not taken yet
  std::deque<Scan> scans;   // not heard yet

  // A new node on the bus, with or without the dead one beside it.
  void plugIn(bool withGhost);
  void unplug();
  void insert(const std::string& slug, const IdCard& card);
  void lift();
  // A code is held before the reader; nobody hears it unless somebody listens.
  void scan(const std::string& text);
  // One block more is printed; true when it was the last the paper had room for.
  bool useUpPaper();
  // The slip leaves the printer.
  void eject(Slip slip);
};

// Shared by the driver on the device's thread and by whoever writes the script.
class SimulatedDevice {
 public:
  explicit SimulatedDevice(DeviceKind kind) { hardware_.kind = kind; }

  // Calls `use(SimulatedHardware&)` inside the lock: short, and without waiting.
  template <class Use>
  auto with(Use use) {
    const std::lock_guard lock(mutex_);
    return use(hardware_);
  }

 private:
  std::mutex mutex_;
  SimulatedHardware hardware_;
};

}  // namespace doorstep::devices
