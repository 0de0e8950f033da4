#include "kiosk/cases/plan.h"

#include <algorithm>

#include <doctest/doctest.h>

#include "findings_people.h"

using namespace doorstep;
using namespace doorstep::kiosk;

namespace {

constexpr Date kToday{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(23)};

Plan planOf(const Procedure& procedure, const Records& records) {
  Evaluator evaluator;
  return planFor(procedure, factsOf(records, kToday), kToday, evaluator);
}

std::string stagesOf(const Plan& plan) {
  std::string text;
  for (const auto stage : plan.stages) text += shortName(stage).en + " ";
  return text;
}

}  // namespace

TEST_CASE("a plan holds what is needed and leaves out what is not") {
  auto records = tests::ready(kToday);
  CHECK(stagesOf(planOf(tests::renewal(), records)) == "Check You Details Sign Pay Submit Done ");

  records.photo.value->takenOn = addDays(kToday, -300);
  CHECK(stagesOf(planOf(tests::renewal(), records)) ==
        "Check You Papers Photo Details Sign Pay Submit Done ");

  records.photo.value.reset();
  CHECK(stagesOf(planOf(tests::renewal(), records)) ==
        "Check You Papers Photo Details Sign Pay Submit Done ");
}

TEST_CASE("who cannot apply goes no further than the findings") {
  auto records = tests::ready(kToday);
  records.licence.value->unsettledViolations = 2;
  const auto plan = planOf(tests::renewal(), records);
  CHECK(plan.decision == Decision::Refused);
  CHECK(stagesOf(plan) == "Check ");
  CHECK_FALSE(plan.after(Stage::Findings).has_value());
}

TEST_CASE("a missing proof is told once, together with everything else") {
  auto records = tests::ready(kToday);
  records.bodyProof.value.reset();
  records.licence.value->unsettledViolations = 1;
  const auto plan = planOf(tests::renewal(), records);
  CHECK(tests::rulesThat(Finding::Result::Fail, plan.findings) == "violations-settled body-proof-present");
}

TEST_CASE("a material no rule speaks for becomes a finding of its own") {
  auto procedure = tests::renewal();
  std::erase_if(procedure.rules, [](const Rule& rule) { return rule.id.starts_with("body-proof"); });
  auto records = tests::ready(kToday);
  records.bodyProof.value.reset();
  const auto plan = planOf(procedure, records);
  CHECK(tests::rulesThat(Finding::Result::Fail, plan.findings) == "body-proof");
  CHECK(plan.decision == Decision::Refused);
}

TEST_CASE("a record that could not be fetched decides nothing") {
  auto records = tests::ready(kToday);
  records.licence = {};
  const auto plan = planOf(tests::renewal(), records);
  CHECK(plan.decision == Decision::Unknown);
  CHECK(stagesOf(plan) == "Check ");
}

TEST_CASE("a procedure without form and fee has no page for them") {
  auto procedure = tests::renewal();
  procedure.form.clear();
  procedure.fees.clear();
  CHECK(stagesOf(planOf(procedure, tests::ready(kToday))) == "Check You Sign Submit Done ");
}

TEST_CASE("a document is taken here, before the photo") {
  auto procedure = tests::renewal();
  auto letter = procedure.materials.back();
  letter.id = "letter";
  letter.capture = Capture::Document;
  letter.heldWhen = "licence.longTerm";
  procedure.materials.push_back(letter);
  auto records = tests::ready(kToday);
  CHECK(stagesOf(planOf(procedure, records)) == "Check You Papers Pages Details Sign Pay Submit Done ");
  records.photo.value.reset();
  CHECK(stagesOf(planOf(procedure, records)) == "Check You Papers Pages Photo Details Sign Pay Submit Done ");
}

TEST_CASE("fees follow what the form says") {
  Evaluator evaluator;
  const auto facts = factsOf(tests::ready(kToday), kToday);
  const auto total = [&](const char* delivery) {
    std::int64_t fen = 0;
    for (const auto* fee : feesDue(tests::renewal(), facts, {{"delivery", delivery}}, evaluator))
      fen += fee->fen;
    return fen;
  };
  CHECK(total("pick-up") == 1000);
  CHECK(total("mail") == 3000);
}
