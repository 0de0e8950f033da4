#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

// What the sandbox can decide about. Fees as far as they are known: 10 yuan for a licence
// (发改价格[2004]2831号); the postage is commercial and an example.
namespace doorstep::sandbox {

struct ProcedureTerms {
  const char* id;
  const char* name;     // as it stands on the receipt
  const char* feeItem;  // null: it costs nothing
  std::int64_t feeFen;
  int workingDays;  // the legal limit, when the citizen collects it (article 68 of Order 162); 0: at once
  int workingDaysByMail;  // the promise, when it is mailed
  bool makesLicence;      // a new one comes of it: with a photo, and to be delivered
  // What the citizen chooses: the field's id, and every option's.
  std::map<std::string, std::set<std::string>> choices;
};

extern const ProcedureTerms kLicenceRenewal;
extern const ProcedureTerms kLicenceDeferral;

inline constexpr const char* kTreasury = "省财政非税收入专户";
inline constexpr const char* kPost = "邮政速递";
inline constexpr std::int64_t kPostageFen = 2000;

// Throws Refusal unknown-procedure.
const ProcedureTerms& procedureTerms(const std::string& id);

}  // namespace doorstep::sandbox
