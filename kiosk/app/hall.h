#pragma once

#include <memory>
#include <string>
#include <vector>

#include "devices/id_card_reader.h"
#include "devices/simulated/world.h"
#include "kiosk/app/told.h"

namespace doorstep::app {

// A citizen of the demonstration, as far as the hall needs one.
struct DemoPerson {
  std::string slug;
  Localized description;
  devices::IdCard card;
};

// The fictitious citizens, as of today. The picture on somebody's card is SLUG.jpg in `portraits`; whose is
// not there has none.
Told<std::vector<DemoPerson>> loadDemoPeople(const std::string& citizensFile, const std::string& portraits);

// What happens around a kiosk that is no kiosk: somebody lays a card on the reader, the paper runs out. It
// reaches the simulated devices in this process, or emulated hardware behind a socket, with the same words.
class Hall {
 public:
  virtual ~Hall() = default;
  virtual Told<void> layCard(const std::string& slug) = 0;
  virtual Told<void> takeCard() = 0;
  virtual Told<void> showToCamera(const std::string& file) = 0;
  virtual Told<void> layDocument(const std::string& file) = 0;  // under the document scanner
  // In the words of the device: "paper out", "unplug", ... kind is "reader", "printer", "camera", "scanner",
  // "document-printer" or "document-scanner".
  virtual Told<void> command(const std::string& kind, const std::string& line) = 0;
  virtual Told<std::string> lastSlip() = 0;
};

std::unique_ptr<Hall> simulatedHall(std::shared_ptr<devices::SimulatedWorld> world,
                                    const std::vector<DemoPerson>& people);

// `socket`: the Unix socket of doorstep-emulators. Camera and document scanner are ones of pictures:
// `cameraFile` and `documentFile` are what they look at.
std::unique_ptr<Hall> wiredHall(const std::vector<DemoPerson>& people, const std::string& socket,
                                const std::string& cameraFile, const std::string& documentFile);

}  // namespace doorstep::app
