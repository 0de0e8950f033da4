#include "services/sandbox/procedures.h"

#include "services/sandbox/refusal.h"

namespace doorstep::sandbox {

const ProcedureTerms kLicenceRenewal{
    "licence-renewal", "机动车驾驶证期满换证", "机动车驾驶证工本费", 1000, 1, 3, true, {}};
// Article 75: for three years at most, and only for reasons like these.
const ProcedureTerms kLicenceDeferral{
    "licence-deferral",
    "机动车驾驶证延期换证",
    nullptr,
    0,
    0,
    0,
    false,
    {{"reason", {"service", "abroad", "other"}}, {"years", {"one", "two", "three"}}}};

const ProcedureTerms& procedureTerms(const std::string& id) {
  for (const auto* terms : {&kLicenceRenewal, &kLicenceDeferral})
    if (id == terms->id) return *terms;
  throw Refusal("unknown-procedure");
}

}  // namespace doorstep::sandbox
