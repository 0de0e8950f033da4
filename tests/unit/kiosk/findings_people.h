#pragma once

#include "kiosk/catalogue/facts.h"
#include "kiosk/catalogue/findings.h"

namespace doorstep::tests {

// The shipped configuration with the demo station. Fails the test when it has faults.
const kiosk::Catalogue& shipped();
const kiosk::Procedure& renewal();

// Somebody of 40 whose licence expires in 30 days and who lacks nothing.
kiosk::Records ready(Date today);

// The ids of the rules with this result, in the procedure's order, blank between.
std::string rulesThat(kiosk::Finding::Result result, const std::vector<kiosk::Finding>& findings);

// The ids that fail the renewal, e.g. "renewal-window not-locked", or another of the shipped procedures.
std::string failing(const kiosk::Records& records, Date today);
std::string failing(const char* procedure, const kiosk::Records& records, Date today);

// Where the first failing finding sends to, in Chinese.
std::string whereTo(const kiosk::Records& records, Date today);

}  // namespace doorstep::tests
