#include "kiosk/cases/application.h"

#include <array>

#include "kiosk/cases/tools.h"
#include "kiosk/cases/wording.h"
#include "services/signing/request_signature.h"

namespace doorstep::kiosk {
namespace {

Secret valueOf(const OpenCase& open, const std::string& field) {
  const auto found = open.draft.form.find(field);
  return found == open.draft.form.end() ? Secret() : found->second;
}

Localized shownValue(const FormField& field, const Secret& value) {
  switch (field.kind) {
    case FormField::Kind::Phone:
      return same(maskedPhone(value));
    case FormField::Kind::Address:
      return same(maskedAddress(value));
    case FormField::Kind::Choice:
      break;
  }
  for (const auto& option : field.options)
    if (option.id == value.reveal()) return option.title;
  return {};
}

// The id the platform gave to something it has on file; empty when the procedure does not ask for it.
std::string photoIdOf(const Citizen& citizen, const OpenCase& open) {
  for (const auto& planned : open.plan.materials) {
    if (planned.material->capture != Capture::Photo) continue;
    if (!open.draft.photoId.empty()) return open.draft.photoId;
    if (citizen.records.photo.value) return citizen.records.photo.value->photoId;
  }
  return {};
}

std::string proofIdOf(const Citizen& citizen, const OpenCase& open) {
  for (const auto& planned : open.plan.materials)
    if (planned.material->capture == Capture::Platform && citizen.records.bodyProof.value)
      return citizen.records.bodyProof.value->proofId;
  return {};
}

}  // namespace

const Localized& stateText(services::ApplicationState state) {
  static const std::array<Localized, 7> kTexts{{{"已受理", "Accepted"},
                                                {"审核中", "In review"},
                                                {"已通过", "Approved"},
                                                {"已制好", "Made"},
                                                {"已领取", "Delivered"},
                                                {"未通过", "Refused"},
                                                {"请到窗口办", "Please come to the counter"}}};
  return kTexts.at(static_cast<std::size_t>(state));
}

std::vector<ConfirmedLine> confirmedLines(const Tools& tools, const Citizen& citizen, const OpenCase& open) {
  std::vector<ConfirmedLine> lines{{{"办什么", "Procedure"}, open.procedure.title, {}}};
  if (citizen.card) {
    lines.push_back({{"姓名", "Name"}, same(maskedName(citizen.card->name)), {}});
    lines.push_back({{"身份证号", "ID number"}, same(maskedIdNumber(citizen.card->number)), {}});
  }
  for (const auto* field : fieldsAsked(open, *tools.evaluator))
    lines.push_back({field->title, shownValue(*field, valueOf(open, field->id)),
                     field->kind == FormField::Kind::Address ? valueOf(open, field->id) : Secret()});
  lines.push_back({{"多久办好", "How long it takes"}, open.procedure.promise, {}});
  return lines;
}

std::string documentDigest(const Tools& tools, const Citizen& citizen, const OpenCase& open) {
  std::string text = open.procedure.code + " " + open.procedure.title.zh + "\n";
  const auto add = [&](const std::string& label, std::string_view value) {
    text += label + "：" + std::string(value) + "\n";
  };
  if (citizen.card) {
    add("姓名", citizen.card->name.reveal());
    add("证件号码", citizen.card->number.reveal());
  }
  for (const auto* field : fieldsAsked(open, *tools.evaluator))
    add(field->title.zh, valueOf(open, field->id).reveal());
  add("照片", photoIdOf(citizen, open));
  for (const auto& planned : open.plan.materials)
    if (const auto found = open.draft.documents.find(planned.material->id);
        found != open.draft.documents.end())
      add(planned.material->title.zh, found->second.documentId);
  for (const auto* fee : feesDue(open.procedure, open.facts, formFacts(open), *tools.evaluator))
    add(fee->item.zh, moneyText(fee->fen).zh);
  for (const auto& declaration : open.procedure.declarations) add("声明", declaration.zh);
  add("受理点", tools.catalogue->station().id);
  add("日期", isoDate(tools.today()));
  auto digest = services::sm3Hex(text);
  text.assign(text.size(), '\0');
  return digest;
}

services::ApplicationRequest applicationRequest(const Tools& tools, const Citizen& citizen,
                                                const OpenCase& open) {
  services::ApplicationRequest request;
  request.procedure = open.procedure.id;
  request.personId = citizen.records.identity.personId;
  request.photoId = photoIdOf(citizen, open);
  request.bodyProofId = proofIdOf(citizen, open);
  request.phone = valueOf(open, "phone");
  request.delivery = std::string(valueOf(open, "delivery").reveal());
  if (request.delivery == "mail") request.mailingAddress = valueOf(open, "mailingAddress");
  for (const auto& planned : open.plan.materials)
    if (const auto found = open.draft.documents.find(planned.material->id);
        found != open.draft.documents.end() && !found->second.documentId.empty())
      request.documents.push_back({found->first, found->second.documentId});
  for (const auto* field : fieldsAsked(open, *tools.evaluator))
    if (field->kind == FormField::Kind::Choice && field->id != "delivery")
      request.choices[field->id] = std::string(valueOf(open, field->id).reveal());
  request.documentDigest = open.draft.documentDigest;
  request.signaturePng = open.draft.signaturePng;
  return request;
}

}  // namespace doorstep::kiosk
