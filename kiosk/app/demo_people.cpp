#include <fstream>
#include <iterator>
#include <stdexcept>

#include "kiosk/app/hall.h"
#include "services/sandbox/citizens.h"

namespace doorstep::app {
namespace {

Secret fileContent(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return Secret(std::string(std::istreambuf_iterator<char>(in), {}));
}

devices::IdCard cardOf(const sandbox::DemoCitizen& citizen, const std::string& portraits) {
  devices::IdCard card;
  card.kind = devices::CardKind::Resident;
  card.name = citizen.name;
  card.sex = citizen.sex;
  card.ethnicity = citizen.ethnicity;
  card.birth = citizen.birth;
  card.address = citizen.address;
  card.number = citizen.idNumber;
  card.authority = citizen.authority;
  card.validFrom = citizen.cardValidFrom;
  card.validUntil = citizen.cardValidUntil;
  card.photo = fileContent(portraits + "/" + citizen.slug + ".jpg");
  return card;
}

}  // namespace

Told<std::vector<DemoPerson>> loadDemoPeople(const std::string& citizensFile, const std::string& portraits) {
  try {
    std::vector<DemoPerson> people;
    for (const auto& citizen : sandbox::loadDemoCitizens(citizensFile, todayInChina()))
      people.push_back({citizen.slug, citizen.about, cardOf(citizen, portraits)});
    return people;
  } catch (const std::runtime_error& fault) {
    return wrong(fault.what());
  }
}

}  // namespace doorstep::app
