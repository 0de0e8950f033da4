#include "kiosk/catalogue/catalogue.h"

#include <algorithm>

namespace doorstep::kiosk {

const Procedure* Catalogue::find(const std::string& id) const {
  const auto found =
      std::find_if(procedures_.begin(), procedures_.end(), [&](const Procedure& p) { return p.id == id; });
  return found == procedures_.end() ? nullptr : &*found;
}

const Procedure* Catalogue::known(const std::string& id) const {
  const auto found = known_.find(id);
  return found == known_.end() ? nullptr : &found->second;
}

const ProblemText& Catalogue::problemText(const std::string& code) const {
  const auto found = problems_.find(code);
  // The schema of problems.yaml requires this one.
  return found == problems_.end() ? problems_.at("kiosk.unregistered") : found->second;
}

Localized Catalogue::codeText(const std::string& table, const std::string& code) const {
  const auto codes = codes_.find(table);
  if (codes == codes_.end()) return {code, code};
  const auto text = codes->second.find(code);
  return text == codes->second.end() ? Localized{code, code} : text->second;
}

}  // namespace doorstep::kiosk
