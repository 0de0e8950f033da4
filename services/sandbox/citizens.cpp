#include "services/sandbox/citizens.h"

#include <array>
#include <charconv>
#include <stdexcept>

#include <yaml-cpp/yaml.h>

namespace doorstep::sandbox {
namespace {

constexpr int kFirstTermYears = 6;

// GB 11643: weights 2^(17-i) mod 11 and the check character for each remainder.
char checkCharacter(const std::string& seventeen) {
  static constexpr std::array<int, 17> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (seventeen[i] - '0') * kWeights[i];
  return "10X98765432"[sum % 11];
}

// Odd sequences are men's, even ones women's; `place` keeps two people born on one day apart.
Secret fictitiousIdNumber(Date birth, char sex, int place) {
  std::string day = isoDate(birth);
  std::erase(day, '-');
  const std::string sequence = std::to_string(1000 + (place * 2 + (sex == '1' ? 1 : 2)) % 1000).substr(1);
  std::string number = "990101" + day + sequence;
  number += checkCharacter(number);
  return Secret(number);
}

// One person's entry over the defaults; every fault names the line it stands in.
class Entry {
 public:
  Entry(YAML::Node own, YAML::Node defaults, Date today)
      : own_(std::move(own)), defaults_(std::move(defaults)), today_(today) {}

  [[noreturn]] static void fault(const YAML::Node& node, const std::string& what) {
    throw std::runtime_error("line " + std::to_string(node.Mark().line + 1) + ": " + what);
  }

  Entry part(const std::string& name) const {
    return {own_[name], defaults_ ? defaults_[name] : YAML::Node(YAML::NodeType::Undefined), today_};
  }
  bool none() const { return own_.IsDefined() && own_.IsScalar() && own_.Scalar() == "none"; }

  YAML::Node value(const std::string& name) const {
    if (own_.IsDefined() && own_.IsMap() && own_[name]) return own_[name];
    if (defaults_.IsDefined() && defaults_.IsMap() && defaults_[name]) return defaults_[name];
    fault(own_.IsDefined() ? own_ : defaults_, "'" + name + "' is missing");
  }
  bool has(const std::string& name) const {
    return (own_.IsDefined() && own_.IsMap() && own_[name]) ||
           (defaults_.IsDefined() && defaults_.IsMap() && defaults_[name]);
  }
  template <class T = std::string>
  T get(const std::string& name) const {
    return value(name).as<T>();
  }
  Date day(const std::string& name) const { return dayOf(value(name)); }
  std::optional<Date> dayOrNone(const std::string& name) const {
    const YAML::Node node = value(name);
    if (node.Scalar() == "none") return std::nullopt;
    return dayOf(node);
  }

 private:
  Date dayOf(const YAML::Node& node) const {
    const auto day = relativeDay(node.Scalar(), today_);
    if (!day) fault(node, "'" + node.Scalar() + "' is no relative day such as -1y+60d");
    return *day;
  }

  YAML::Node own_;
  YAML::Node defaults_;
  Date today_;
};

Date nextAnniversary(Date first, Date today) {
  int years = 1;
  while (addYears(first, years) <= today) ++years;
  return addYears(first, years);
}

services::LicenceRecord licenceOf(const Entry& entry, const DemoCitizen& citizen, int place, Date today) {
  services::LicenceRecord licence;
  licence.fileNumber = "990100" + std::to_string(1'000'000 + place).substr(1);
  licence.classes = entry.get("classes");
  licence.status = entry.get("status");
  licence.validUntil = entry.dayOrNone("validUntil");
  licence.termYears = entry.get<int>("termYears");
  licence.validFrom = licence.validUntil && !entry.has("validFrom")
                          ? addYears(*licence.validUntil, -licence.termYears)
                          : entry.day("validFrom");
  licence.firstIssued = entry.has("firstIssued")
                            ? entry.day("firstIssued")
                            : addYears(licence.validFrom, licence.termYears == 10 ? -kFirstTermYears : 0);
  licence.points = entry.get<int>("points");
  licence.cycleEnd =
      entry.has("cycleEnd") ? entry.day("cycleEnd") : nextAnniversary(licence.firstIssued, today);
  licence.everyCycleUnder12 = entry.get<bool>("everyCycleUnder12");
  licence.unsettledViolations = entry.get<int>("unsettledViolations");
  licence.unsettledAccidents = entry.get<int>("unsettledAccidents");
  licence.issuingOffice = entry.get("issuingOffice");
  licence.phone = citizen.phone;
  licence.mailingAddress = citizen.address;
  return licence;
}

services::BodyProof proofOf(const Entry& entry) {
  return {"", entry.day("examinedOn"), entry.get("hospital"), entry.get<bool>("passed")};
}

char sexOf(const YAML::Node& node) {
  if (node.Scalar() == "male") return '1';
  if (node.Scalar() == "female") return '2';
  Entry::fault(node, "sex is male or female");
}

DemoCitizen citizenOf(const Entry& entry, int place, Date today) {
  DemoCitizen citizen;
  citizen.slug = entry.get("slug");
  citizen.about = {entry.part("about").get("zh"), entry.part("about").get("en")};
  citizen.name = Secret(entry.get("name"));
  citizen.sex = sexOf(entry.value("sex"));
  citizen.ethnicity = entry.get("ethnicity");
  citizen.birth = entry.day("birth");
  citizen.address = Secret(entry.get("address"));
  citizen.idNumber = fictitiousIdNumber(citizen.birth, citizen.sex, place);
  citizen.phone = Secret(entry.get("phone"));
  citizen.authority = entry.get("authority");
  citizen.cardValidFrom = entry.part("card").day("validFrom");
  citizen.cardValidUntil = entry.part("card").dayOrNone("validUntil");
  if (!entry.part("licence").none())
    citizen.licence = licenceOf(entry.part("licence"), citizen, place, today);
  citizen.photoTakenOn = entry.dayOrNone("photo");
  if (!entry.part("bodyProof").none()) citizen.bodyProof = proofOf(entry.part("bodyProof"));
  return citizen;
}

}  // namespace

std::optional<Date> relativeDay(const std::string& text, Date today) {
  if (text == "today") return today;
  int years = 0;
  int days = 0;
  const char* at = text.data();
  const char* const end = at + text.size();
  if (at == end) return std::nullopt;
  while (at != end) {
    if (*at != '+' && *at != '-') return std::nullopt;
    const int sign = *at++ == '-' ? -1 : 1;
    int count = 0;
    const auto [unit, error] = std::from_chars(at, end, count);
    if (error != std::errc() || unit == end || count < 0 || count > 100'000) return std::nullopt;
    if (*unit != 'y' && *unit != 'd') return std::nullopt;
    (*unit == 'y' ? years : days) += sign * count;
    at = unit + 1;
  }
  return addDays(addYears(today, years), days);
}

std::vector<DemoCitizen> loadDemoCitizens(const std::string& yamlFile, Date today) {
  try {
    const YAML::Node root = YAML::LoadFile(yamlFile);
    std::vector<DemoCitizen> citizens;
    for (const YAML::Node& node : root["citizens"])
      citizens.push_back(
          citizenOf({node, root["defaults"], today}, static_cast<int>(citizens.size()) + 1, today));
    if (citizens.empty()) throw std::runtime_error("names nobody under 'citizens'");
    return citizens;
  } catch (const std::exception& fault) {  // yaml-cpp's own name the line as well
    throw std::runtime_error(yamlFile + ": " + fault.what());
  }
}

}  // namespace doorstep::sandbox
