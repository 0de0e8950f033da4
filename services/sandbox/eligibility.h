#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/date.h"
#include "services/client/platform.h"

// May this person renew their licence, or put it off? Written from the law and for the sandbox alone: it
// shares nothing with the station's own rules, so that the two can disagree and a test can see it.
//
// Sources: 机动车驾驶证申领和使用规定 (Order 162 of the Ministry of Public Security, 2022-04-01, as amended
// by Order 172, 2025-01-01), articles 13, 62, 63, 65, 72, 74, 75, 79, 85; points: Order 163, article 14.
namespace doorstep::sandbox {

struct RenewalFacts {
  std::optional<services::LicenceRecord> licence;
  std::optional<services::BodyProof> bodyProof;  // the latest
  Date birth{};
};

// Every reason that applies, in the order of the law. Refusals outweigh reasons to go to the counter.
services::Eligibility decideRenewal(const RenewalFacts& facts, Date today);

// May this person put off renewing it? Article 75: who serves in the army or is abroad and the like, while
// the licence is valid or less than a year over, where it was issued (`office`, as licences name it).
services::Eligibility decideDeferral(const std::optional<services::LicenceRecord>& licence,
                                     const std::string& office, Date today);

// Not older than six months: a photo (GA 482) and a body-condition certificate (article 85).
bool withinSixMonths(Date of, Date today);

struct Term {
  Date from;
  std::optional<Date> until;  // nothing: long-term
};
// Article 62: six years become ten, ten become long-term, when no cycle of the term reached 12 points; else
// the same term again. It starts where the old one ends, or today when that is past.
Term renewedTerm(const services::LicenceRecord& licence, Date today);

// The n-th working day after `day`. Article 110 counts working days; Saturdays and Sundays are left out,
// holidays are not known here.
Date workingDaysAfter(Date day, int count);

}  // namespace doorstep::sandbox
