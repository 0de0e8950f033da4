#include "kiosk/cases/plan.h"

#include <algorithm>

namespace doorstep::kiosk {
namespace {

PlannedMaterial::State stateOf(const Material& material, const QJsonObject& facts, Evaluator& evaluator) {
  using State = PlannedMaterial::State;
  if (material.capture == Capture::IdCard || material.capture == Capture::IdCardAndFace)
    return State::Held;  // it lies on the reader
  if (!material.heldWhen.empty() && evaluator.truth(material.heldWhen, facts).value_or(false))
    return State::Held;
  const bool madeHere = material.capture == Capture::Photo || material.capture == Capture::Document;
  return madeHere ? State::Capture : State::Needed;
}

// A rule whose id begins with the material's already says that it is missing: "body-proof-present" for
// "body-proof".
bool spokenFor(const Material& material, const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.result != Finding::Result::Pass && finding.ruleId.starts_with(material.id);
  });
}

Finding missing(const Material& material) {
  Finding finding;
  finding.ruleId = material.id;
  finding.result = Finding::Result::Fail;
  finding.title = material.title;
  finding.reason = {"还缺这份材料", "This document is missing"};
  finding.remedy = material.howToGet;
  return finding;
}

}  // namespace

const Localized& shortName(Stage stage) {
  static const std::vector<Localized> kNames{
      {"查条件", "Check"}, {"核对本人", "You"}, {"材料", "Papers"}, {"拍材料", "Pages"}, {"拍照", "Photo"},
      {"填写", "Details"}, {"签名", "Sign"},    {"缴费", "Pay"},    {"提交", "Submit"},  {"办好", "Done"}};
  return kNames.at(static_cast<std::size_t>(stage));
}

std::optional<Stage> Plan::after(Stage stage) const {
  const auto found = std::find(stages.begin(), stages.end(), stage);
  if (found == stages.end() || found + 1 == stages.end()) return std::nullopt;
  return *(found + 1);
}

Plan planFor(const Procedure& procedure, const QJsonObject& facts, Date today, Evaluator& evaluator) {
  Plan plan;
  plan.findings = evaluator.findings(procedure, facts, today);
  bool photo = false, documents = false, face = false;
  for (const auto& material : procedure.materials) {
    const auto state = stateOf(material, facts, evaluator);
    plan.materials.push_back({&material, state});
    const bool made = state == PlannedMaterial::State::Capture;
    photo |= made && material.capture == Capture::Photo;
    documents |= made && material.capture == Capture::Document;
    face |= material.capture == Capture::IdCardAndFace;
    if (state == PlannedMaterial::State::Needed && !spokenFor(material, plan.findings))
      plan.findings.push_back(missing(material));
  }
  plan.decision = decide(plan.findings);
  plan.stages = {Stage::Findings};
  if (plan.decision != Decision::Eligible) return plan;
  if (face) plan.stages.push_back(Stage::Face);
  if (photo || documents) plan.stages.push_back(Stage::Materials);
  if (documents) plan.stages.push_back(Stage::Documents);
  if (photo) plan.stages.push_back(Stage::Photo);
  if (!procedure.form.empty()) plan.stages.push_back(Stage::Form);
  plan.stages.push_back(Stage::Confirm);
  if (!procedure.fees.empty()) plan.stages.push_back(Stage::Pay);
  plan.stages.insert(plan.stages.end(), {Stage::Submit, Stage::Receipt});
  return plan;
}

std::vector<const Fee*> feesDue(const Procedure& procedure, const QJsonObject& facts, const QJsonObject& form,
                                Evaluator& evaluator) {
  std::vector<const Fee*> due;
  for (const auto& fee : procedure.fees)
    if (fee.when.empty() || evaluator.truth(fee.when, facts, form).value_or(true)) due.push_back(&fee);
  return due;
}

}  // namespace doorstep::kiosk
