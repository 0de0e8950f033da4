#pragma once

#include <QJsonObject>
#include <vector>

#include "kiosk/catalogue/findings.h"

namespace doorstep::kiosk {

// What a case passes through, in this order; a plan leaves out what is not needed.
enum class Stage { Findings, Face, Materials, Documents, Photo, Form, Confirm, Pay, Submit, Receipt };
const Localized& shortName(Stage stage);  // for the row of progress

struct PlannedMaterial {
  enum class State { Held, Capture, Needed };
  const Material* material = nullptr;
  State state = State::Needed;
};

// The work one procedure means for one citizen, derived from the procedure and what is known. Nothing in here
// names a procedure.
struct Plan {
  std::vector<Finding> findings;  // of the rules, and of materials that can neither be found nor made here
  Decision decision = Decision::Unknown;
  std::vector<PlannedMaterial> materials;
  std::vector<Stage> stages;  // ends with Findings unless one can apply

  // The stage after `stage`; nothing after the last.
  std::optional<Stage> after(Stage stage) const;
};

// A pure function. `procedure` must outlive the plan.
Plan planFor(const Procedure& procedure, const QJsonObject& facts, Date today, Evaluator& evaluator);

// The fees that apply once the form is filled in.
std::vector<const Fee*> feesDue(const Procedure& procedure, const QJsonObject& facts, const QJsonObject& form,
                                Evaluator& evaluator);

}  // namespace doorstep::kiosk
