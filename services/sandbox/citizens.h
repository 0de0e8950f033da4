#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/date.h"
#include "kiosk/base/localized.h"
#include "kiosk/base/secret.h"
#include "services/client/platform.h"

// The fictitious people of services/sandbox/citizens.yaml, with every relative day resolved. The sandbox
// seeds its records from them, the device bench puts their cards on the reader, the tests know their
// situations.
namespace doorstep::sandbox {

struct DemoCitizen {
  std::string slug;  // "due", "too-early": also the name of the portrait's file
  Localized about;   // the situation, one line
  Secret name;
  char sex = '0';         // GB/T 2261.1: 1 male, 2 female
  std::string ethnicity;  // GB/T 3304, two digits
  Date birth;
  Secret address;
  Secret idNumber;  // computed: region 990101, birth, sequence, check character
  Secret phone;
  std::string authority;  // who issued the identity card
  Date cardValidFrom;
  std::optional<Date> cardValidUntil;  // nothing: long-term
  std::optional<services::LicenceRecord> licence;
  std::optional<Date> photoTakenOn;              // of the photo on file
  std::optional<services::BodyProof> bodyProof;  // proofId is the sandbox's to give
};

// Throws std::runtime_error naming the file, the line and the fault: a faulty demo file must not start a
// demo.
std::vector<DemoCitizen> loadDemoCitizens(const std::string& yamlFile, Date today);

// "-45y-10d" from `today`: years first, then days. Nothing when the text is no such thing.
std::optional<Date> relativeDay(const std::string& text, Date today);

}  // namespace doorstep::sandbox
