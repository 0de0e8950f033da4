#include "services/sandbox/procedures.h"

#include "services/sandbox/refusal.h"

namespace doorstep::sandbox {

const ProcedureTerms& procedureTerms(const std::string& id) {
  if (id != kLicenceRenewal.id) throw Refusal("unknown-procedure");
  return kLicenceRenewal;
}

}  // namespace doorstep::sandbox
