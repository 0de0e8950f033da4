#include "kiosk/cases/form_step.h"

#include <algorithm>

#include "kiosk/cases/tools.h"
#include "kiosk/cases/wording.h"

namespace doorstep::kiosk {
namespace {

constexpr std::size_t kPhoneDigits = 11;
constexpr int kRevealed = 10;  // s

QString plain(const Secret& secret) {
  const auto text = secret.reveal();
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

// A mainland mobile number: 11 digits, 13 to 19 first.
bool isMobile(std::string_view number) {
  return number.size() == kPhoneDigits && number[0] == '1' && number[1] >= '3' &&
         std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
}

const char* word(FormField::Kind kind) {
  switch (kind) {
    case FormField::Kind::Phone:
      return "phone";
    case FormField::Kind::Choice:
      return "choice";
    case FormField::Kind::Address:
      break;
  }
  return "address";
}

}  // namespace

FormStep::FormStep(const Tools& tools, std::shared_ptr<const Citizen> citizen, std::shared_ptr<OpenCase> open)
    : Step(tools), citizen_(std::move(citizen)), open_(std::move(open)) {}

QString FormStep::title() const {
  return say({"请看看这些对不对", "Please check these"});
}

QString FormStep::helpText() const {
  return say({"请看看填好的内容对不对，要改的直接改。都对了就往下，提交以前还会再给您看一遍。",
              "Please check what is filled in and change what is wrong. Then go on; you will see everything "
              "once more before it is handed in."});
}

QString FormStep::primaryText() const {
  return say({"都对，下一步", "All correct, go on"});
}

bool FormStep::primaryEnabled() const {
  const auto asked = fieldsAsked(*open_, *tools().evaluator);
  return std::all_of(asked.begin(), asked.end(), [&](const FormField* field) { return accepted(*field); });
}

const Secret& FormStep::valueOf(const FormField& field) const {
  static const Secret kNone;
  const auto found = open_->draft.form.find(field.id);
  return found == open_->draft.form.end() ? kNone : found->second;
}

bool FormStep::accepted(const FormField& field) const {
  const auto& value = valueOf(field);
  return field.kind == FormField::Kind::Phone ? isMobile(value.reveal()) : !value.empty();
}

// What stands on the screen: what the person typed themselves as it is, what is on file masked.
QString FormStep::shown(const FormField& field) const {
  const auto& value = valueOf(field);
  if (!masked(field)) return plain(value);
  return QString::fromStdString(field.kind == FormField::Kind::Phone ? maskedPhone(value)
                                                                     : maskedAddress(value));
}

const Secret& FormStep::filed(const FormField& field) const {
  static const Secret kNone;
  const auto& licence = citizen_->records.licence.value;
  if (!licence || field.kind == FormField::Kind::Choice) return kNone;
  return field.kind == FormField::Kind::Phone ? licence->phone : licence->mailingAddress;
}

bool FormStep::masked(const FormField& field) const {
  const auto& value = valueOf(field);
  if (field.kind == FormField::Kind::Address) return !value.empty() && field.id != revealed_;
  return !value.empty() && value == filed(field);
}

QString FormStep::error(const FormField& field) const {
  const auto& value = valueOf(field);
  if (accepted(field)) return {};
  if (field.kind == FormField::Kind::Address)
    return say({"没有登记过地址，请改选别的方式，或者叫导办员。",
                "There is no address on file. Please choose another way, or call a guide."});
  if (value.empty()) return {};  // the empty field asks for it already
  if (value.size() < kPhoneDigits)
    return say(with({"还差%1位数字", "%1 more digits"}, same(std::to_string(kPhoneDigits - value.size()))));
  return say(
      {"手机号好像不对，请重新输一遍", "This does not look like a mobile number. Please enter it again"});
}

QVariantList FormStep::fields() const {
  QVariantList list;
  for (const auto* field : fieldsAsked(*open_, *tools().evaluator)) {
    QVariantList options;
    for (const auto& option : field->options)
      options.append(QVariantMap{{"id", QString::fromStdString(option.id)}, {"title", say(option.title)}});
    list.append(QVariantMap{{"id", QString::fromStdString(field->id)},
                            {"kind", word(field->kind)},
                            {"title", say(field->title)},
                            {"value", shown(*field)},
                            {"options", options},
                            {"error", error(*field)},
                            {"maxLength", static_cast<int>(kPhoneDigits)},
                            {"masked", masked(*field)},
                            {"revealed", field->id == revealed_},
                            {"hasFiled", !filed(*field).empty() && valueOf(*field) != filed(*field)}});
  }
  return list;
}

void FormStep::setValue(const QString& id, const QString& value) {
  const auto found = open_->draft.form.find(id.toStdString());
  if (state() != Ready || found == open_->draft.form.end()) return;
  found->second = Secret(value.toStdString());
  emit changed();
}

void FormStep::useFiled(const QString& id) {
  if (state() != Ready) return;
  for (const auto* field : fieldsAsked(*open_, *tools().evaluator)) {
    if (field->id != id.toStdString() || filed(*field).empty()) continue;
    open_->draft.form[field->id] = filed(*field);
    return emit changed();
  }
}

void FormStep::reveal(const QString& id) {
  if (state() != Ready) return;
  for (const auto* field : fieldsAsked(*open_, *tools().evaluator)) {
    if (field->id != id.toStdString() || field->kind != FormField::Kind::Address) continue;
    revealed_ = field->id;
    revealedSeconds_ = 0;
    return emit changed();
  }
}

void FormStep::onTick() {
  if (revealed_.empty() || ++revealedSeconds_ < kRevealed) return;
  revealed_.clear();
  emit changed();
}

void FormStep::onLeave() {
  revealed_.clear();
}

void FormStep::onStart() {
  const auto& licence = citizen_->records.licence.value;
  proposeForm(*open_, licence ? &*licence : nullptr);
  ready();
}

void FormStep::onProceed() {
  if (auto stored = open_->record(tools(), What::FormFilled, Actor::Citizen); !stored)
    return fail(stored.error());
  finish();
}

}  // namespace doorstep::kiosk
