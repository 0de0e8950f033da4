#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/catalogue/catalogue.h"
#include "kiosk/catalogue/document.h"
#include "kiosk/catalogue/findings.h"

namespace doorstep::kiosk {

// What all files of config/ are read with: it turns nodes into values and notes what a JSON Schema cannot
// say. Where a node is absent or of the wrong kind the schema has spoken already, and the value is empty.
class Reader {
 public:
  using Codes = std::map<std::string, std::map<std::string, Localized>>;  // by table
  // {station.counter} and the like are filled while reading: a station's texts do not change.
  using StationTexts = std::map<std::string, Localized>;

  Reader(std::vector<Fault>& faults, Evaluator& evaluator) : faults_(faults), evaluator_(evaluator) {}

  void enter(std::string file) { file_ = std::move(file); }
  const std::string& file() const { return file_; }
  // What lists of letters in conditions may hold.
  void setCodes(const Codes& codes) { codes_ = codes; }
  void setStationTexts(StationTexts texts) { stationTexts_ = std::move(texts); }

  void fault(int line, const std::string& what) { faults_.push_back({file_, line, what}); }

  // Facts in braces are allowed only where somebody fills them.
  enum class Facts { NotFilled, Filled };
  Localized text(const Node& node, Facts facts = Facts::NotFilled);
  std::vector<Localized> texts(const Node& list);
  // The fields of a form, each with the options of a choice.
  using FormWords = std::map<std::string, std::vector<std::string>>;
  std::string condition(const Node& node, const FormWords& form = {});
  std::optional<Date> date(const Node& node);
  // A fault on `line` when a last day is before its first.
  void period(const std::optional<Date>& from, const std::optional<Date>& until, int line);
  // One of `words` by its place; 0 when it is none of them, which the schema reports.
  static std::size_t choice(const Node& node, const std::vector<std::string>& words);
  // A fault for every entry of `list` whose `key` an earlier one has.
  void unique(const Node& list, const std::string& key);

 private:
  // Words that are none of the codes or options they are compared with: 'mial' would never be true.
  void checkWords(const std::string& condition, int line, const FormWords& form);
  std::string filled(const std::string& text, int line, Facts facts, Language language);

  std::vector<Fault>& faults_;
  Evaluator& evaluator_;
  std::string file_;
  StationTexts stationTexts_;
  Codes codes_;
};

// A rule and where it stands, for references and for naming both places of a double.
struct PlacedRule {
  Rule rule;
  std::string file;
  int line = 0;
};
using RuleBook = std::multimap<std::string, PlacedRule>;  // by id; versions of a rule have disjoint dates

// How a family of machines is spoken to, by kind of device and file name.
struct PlacedProfile {
  devices::wire::MachineProfile profile;
  std::string file;
  std::vector<std::string> unconfirmed;  // what nobody has compared with the maker's manual yet
};
using ProfileBook = std::map<std::pair<devices::DeviceKind, std::string>, PlacedProfile>;

// `stateDir`: where the relative paths of the sections platform and staff start.
Station readStation(const Node& root, const std::string& stateDir, Reader& reader);
Reader::StationTexts stationTexts(const Station& station);
void readRulePack(const Node& root, const Localized& counter, const std::string& phone, RuleBook& rules,
                  Reader& reader);
Procedure readProcedure(const Node& root, const RuleBook& rules, Reader& reader);
std::map<std::string, ProblemText> readProblems(const Node& root, Reader& reader);
PlacedProfile readProfile(const Node& root, devices::DeviceKind kind, Reader& reader);
// Gives every device of `list` the profile its settings name.
void giveProfiles(const Node& list, const ProfileBook& profiles, std::vector<devices::DeviceSpec>& specs,
                  Reader& reader);
std::map<std::string, Localized> readCodes(const Node& root, Reader& reader);

}  // namespace doorstep::kiosk
