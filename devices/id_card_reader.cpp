#include "devices/id_card_reader.h"

namespace doorstep::devices {

IdCardReader::IdCardReader(std::string id, std::unique_ptr<IdCardDriver> driver, Timing timing)
    : Device(std::move(id), DeviceKind::IdCardReader, std::move(driver), timing) {}

void IdCardReader::read(CardReadOptions options, std::chrono::milliseconds deadline, Done<IdCard> done) {
  run<IdCard, IdCardDriver>(
      deadline, [options](IdCardDriver& driver, Action& action) { return driver.read(options, action); },
      std::move(done));
}

void IdCardReader::waitForRemoval(std::chrono::milliseconds deadline, Done<void> done) {
  run<void, IdCardDriver>(
      deadline, [](IdCardDriver& driver, Action& action) { return driver.waitForRemoval(action); },
      std::move(done));
}

}  // namespace doorstep::devices
