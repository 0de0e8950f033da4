#pragma once

#include <iosfwd>
#include <string>

// What the kiosk's program does without a screen: `--check-config` and `--findings`. Each writes to `out` and
// returns the program's exit status.
namespace doorstep::kiosk {

// Every fault as `file:line: what is wrong` and 1; or one line and 0.
int checkConfig(const std::string& configDir, const std::string& stationFile, const std::string& stateDir,
                std::ostream& out);

// The findings of a procedure for the person of a record file (see loadRecords) on a day, as JSON:
//   {"procedure", "date", "decision": "eligible" | "refused" | "to-counter" | "unknown",
//    "findings": [{"rule", "result": "pass" | "fail" | "unknown", "toCounter", "title": {"zh", "en"}, "law",
//                  "reason", "remedy", "where": {"zh", "en"}, "phone"}]}
// Materials that are missing stand among them, as on the kiosk. Any procedure of config/procedures will do,
// whether the station offers it or not; the station's texts are filled in. 0 whatever the decision is; 1 when
// the configuration has faults; 2 for a file that cannot be read, a day that is none, an unknown procedure.
int printFindings(const std::string& configDir, const std::string& stationFile,
                  const std::string& procedureId, const std::string& recordFile, const std::string& date,
                  std::ostream& out);

}  // namespace doorstep::kiosk
