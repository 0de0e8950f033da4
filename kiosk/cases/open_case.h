#pragma once

#include <QJsonObject>
#include <map>
#include <optional>

#include "kiosk/cases/case.h"
#include "kiosk/cases/plan.h"
#include "kiosk/cases/taken_page.h"
#include "services/client/platform.h"

namespace doorstep::kiosk {

struct Tools;

// A document as far as its pages have been taken.
struct DraftDocument {
  std::vector<TakenPage> pages;
  std::string documentId;  // once it is on file
};

// What the citizen has given in one case so far. Kept beside the steps, so that going back and forth loses
// nothing.
struct Draft {
  Secret photoJpeg;                                // taken, not necessarily uploaded
  std::string photoId;                             // of the photo that will be used
  std::map<std::string, DraftDocument> documents;  // by the material's id
  std::map<std::string, Secret> form;              // by field id
  std::string documentDigest;                      // SM3 of what was signed, hex
  Secret signaturePng;
  std::chrono::system_clock::time_point signedAt;
};

// A case while its citizen is here.
struct OpenCase {
  std::string id;
  const Procedure& procedure;
  QJsonObject facts;
  Plan plan;
  std::optional<services::Eligibility> eligibility;  // the platform's word, once it was asked
  Draft draft;

  // Adds to what was done in this case, in the journal. Problems: case.bad-order, journal.unwritable.
  Outcome<void> record(const Tools& tools, What what, Actor actor, std::string data = {});
  // Nothing about the person is left; the procedure stays, for faces that still look.
  void wipe();
};

// What the form's conditions read: the choices made. Numbers and addresses stay where they are.
QJsonObject formFacts(const OpenCase& open);
// Fills in what is on file or proposed for fields that have no value yet.
void proposeForm(OpenCase& open, const services::LicenceRecord* licence);
// The fields that are asked for now, in order.
std::vector<const FormField*> fieldsAsked(const OpenCase& open, Evaluator& evaluator);

}  // namespace doorstep::kiosk
