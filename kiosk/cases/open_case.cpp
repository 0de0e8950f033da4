#include "kiosk/cases/open_case.h"

#include "kiosk/cases/tools.h"
#include "kiosk/journal/journal.h"

namespace doorstep::kiosk {
namespace {

QString plain(const Secret& secret) {
  const auto text = secret.reveal();
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

Outcome<void> OpenCase::record(const Tools& tools, What what, Actor actor, std::string data) {
  return tools.journal->record(id, procedure.id, {what, tools.now(), actor, std::move(data)});
}

void OpenCase::wipe() {
  facts = {};
  draft = {};
  eligibility.reset();
  plan.findings.clear();
}

QJsonObject formFacts(const OpenCase& open) {
  QJsonObject facts;
  for (const auto& field : open.procedure.form)
    if (const auto found = open.draft.form.find(field.id);
        field.kind == FormField::Kind::Choice && found != open.draft.form.end())
      facts[QString::fromStdString(field.id)] = plain(found->second);
  return facts;
}

void proposeForm(OpenCase& open, const services::LicenceRecord* licence) {
  for (const auto& field : open.procedure.form) {
    Secret proposal;
    if (field.kind == FormField::Kind::Choice && !field.options.empty())
      proposal = Secret(field.options.front().id);
    if (field.kind == FormField::Kind::Phone && licence) proposal = licence->phone;
    if (field.kind == FormField::Kind::Address && licence) proposal = licence->mailingAddress;
    open.draft.form.try_emplace(field.id, std::move(proposal));
  }
}

std::vector<const FormField*> fieldsAsked(const OpenCase& open, Evaluator& evaluator) {
  std::vector<const FormField*> asked;
  for (const auto& field : open.procedure.form)
    if (field.when.empty() || evaluator.truth(field.when, open.facts, formFacts(open)).value_or(false))
      asked.push_back(&field);
  return asked;
}

}  // namespace doorstep::kiosk
