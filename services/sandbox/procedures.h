#pragma once

#include <cstdint>
#include <string>

// What the sandbox can decide about. Fees as far as they are known: 10 yuan for a licence
// (发改价格[2004]2831号); the postage is commercial and an example.
namespace doorstep::sandbox {

struct ProcedureTerms {
  const char* id;
  const char* name;  // as it stands on the receipt
  const char* feeItem;
  std::int64_t feeFen;
  int workingDays;        // the legal limit, when the citizen collects it (article 68 of Order 162)
  int workingDaysByMail;  // the promise, when it is mailed
};

inline constexpr ProcedureTerms kLicenceRenewal{
    "licence-renewal", "机动车驾驶证期满换证", "机动车驾驶证工本费", 1000, 1, 3};
inline constexpr const char* kTreasury = "省财政非税收入专户";
inline constexpr const char* kPost = "邮政速递";
inline constexpr std::int64_t kPostageFen = 2000;

// Throws Refusal unknown-procedure.
const ProcedureTerms& procedureTerms(const std::string& id);

}  // namespace doorstep::sandbox
