#pragma once

#include <map>
#include <string>
#include <vector>

#include "kiosk/app/told.h"

namespace doorstep::app {

// One line of a scripted visit: a verb and what it takes.
struct JourneyStep {
  int line = 0;
  std::string verb;
  std::vector<std::string> words;             // `tap: [换证, Renew]`: either name
  std::map<std::string, std::string> fields;  // `device: {id: printer, do: paper out}`
};

// A visit as tests/journeys/*.yaml writes it:
//   title   what the journey shows
//   steps   page CLASS | tap NAME | keys TEXT | sign NAME | card SLUG or away | camera FILE
//           | document NAME (letter, id-card-portrait, empty-desk ...) | pay all or once
//           | device {id, do} | platform {fault, ...} or platform well
//           | face RESULT (what the platform says of the next face: same, different, unclear)
//           | badge ROLE (a guide or an administrator holds a fresh code before the scanner)
//           | expect TEXT | slip TEXT | shot NAME | wait SECONDS | power cut
//   ends    how the visit must have ended: completed, left, timed-out, refused, parked, card-lost
//   records what the platform must hold afterwards: {applications: 1, settledPayments: 1}
struct JourneyScript {
  std::string file;
  std::string title;
  std::vector<JourneyStep> steps;
  std::string ends;
  std::map<std::string, int> records;
};

// Wrong scripts are told as `file:line: what is wrong`.
Told<JourneyScript> loadJourney(const std::string& file);

}  // namespace doorstep::app
