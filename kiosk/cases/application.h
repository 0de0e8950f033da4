#pragma once

#include <vector>

#include "kiosk/cases/citizen.h"
#include "kiosk/cases/open_case.h"

namespace doorstep::kiosk {

struct Tools;

// What the person confirms, as the screen shows it: masked.
struct ConfirmedLine {
  Localized label, value;
  Secret address;  // in full, of an address
};
std::vector<ConfirmedLine> confirmedLines(const Tools& tools, const Citizen& citizen, const OpenCase& open);

// SM3 of the application as it is signed: procedure, person, every field in full, fees, declarations, station
// and day. In Chinese whatever the screen shows, so that a change of language does not undo a signature.
std::string documentDigest(const Tools& tools, const Citizen& citizen, const OpenCase& open);

// "审核中": how far an application is.
const Localized& stateText(services::ApplicationState state);

// All that is sent, except for the payment's id.
services::ApplicationRequest applicationRequest(const Tools& tools, const Citizen& citizen,
                                                const OpenCase& open);

}  // namespace doorstep::kiosk
